import { createPace } from '../async/pace.ts'
import { InvalidInput, payloadTooLarge } from '../errors.ts'
import { createBatchResult, type BatchResult, type NumberedEvent } from './batch-result.ts'
import { checkEvent, type CheckedEvent } from './event.ts'
import { NotJson, readJsonEvents } from './json-events.ts'
import { readLines, type EventText } from './ndjson.ts'
import type { BulkAnswer } from './schema.ts'
import { maxStatementChars, maxStatementEvents, type EventStore } from './store.ts'

export interface BulkOptions {
  strict: boolean
  /** Aborts when there is no time left to store more. */
  signal: AbortSignal | undefined
}

/** Of one event, however many come with it. */
const maxEventBytes = 1_048_576

/**
 * Stores a batch that comes as one JSON document: an array of events, or `{ events: [...] }`. Each event is checked as
 * soon as it is there; those that do not fit are named and left out, the others are stored in one transaction. Errors,
 * after which nothing is stored: NotJson, InvalidInput for another shape or an empty batch, `payload_too_large` for
 * more than `maxEvents`, and the database's.
 */
export async function storeBatch (
  store: EventStore, source: AsyncIterable<Buffer>, { strict, maxEvents, signal }: BulkOptions & { maxEvents: number }
): Promise<BulkAnswer> {
  const result = createBatchResult()
  const pace = createPace()
  const checked: CheckedEvent[] = []
  for await (const event of readJsonEvents(source, maxEventBytes)) {
    if (checked.length === maxEvents) {
      throw payloadTooLarge(`A batch may have ${maxEvents} events: send more in parts, or as NDJSON.`)
    }
    const one = check(event, strict)
    if ('faults' in one && !one.isJson) throw new NotJson(`its event ${checked.length} is none`)
    checked.push(one)
    await pace()
  }
  if (checked.length === 0) throw emptyBatch()
  const valid = result.partition(checked)
  result.recordOutcomes(valid, await store.storeMany(valid.map(({ event }) => event), signal))
  return result.answer()
}

/**
 * Stores a stream of NDJSON, one event a line, in chunks that are a transaction each, while the next chunk is
 * read. A chunk that could not be stored is counted as failed and the ones behind it are tried. Errors:
 * InvalidInput where no line has an event, and the database's where it took nothing at all.
 */
export async function storeLines (
  store: EventStore, source: AsyncIterable<Buffer>, { strict, signal }: BulkOptions
): Promise<BulkAnswer> {
  const result = createBatchResult()
  let storing: Promise<void> = Promise.resolve()
  let chunk: CheckedEvent[] = []
  let chars = 0
  const flush = async () => {
    const valid = result.partition(chunk)
    chunk = []
    chars = 0
    await storing
    storing = storeChunk(store, valid, result, signal)
  }
  const pace = createPace()
  for await (const line of readLines(source, maxEventBytes)) {
    if ('text' in line) chars += line.text.length
    chunk.push(check(line, strict))
    if (chunk.length === maxStatementEvents || chars >= maxStatementChars) await flush()
    await pace()
  }
  await flush()
  await storing
  if (result.seen() === 0) throw emptyBatch()
  return result.answer()
}

async function storeChunk (
  store: EventStore, valid: NumberedEvent[], result: BatchResult, signal: AbortSignal | undefined
): Promise<void> {
  try {
    result.recordOutcomes(valid, await store.storeMany(valid.map(({ event }) => event), signal))
  } catch (error) {
    result.recordFailure(valid, error) // named in the answer, and thrown where nothing at all was stored
  }
}

function check (event: EventText, strict: boolean): CheckedEvent {
  if ('text' in event) return checkEvent(event.text, { strict, path: '' })
  return { uuid: null, faults: [{ path: '', message: event.fault }], isJson: true }
}

function emptyBatch (): InvalidInput {
  return new InvalidInput({ path: '', message: 'must have at least one event' })
}
