import { InvalidInput, payloadTooLarge } from '../errors.ts'
import { isObject } from '../json/is-object.ts'
import { arraySlices, memberSlice } from '../json/slices.ts'
import { createBatchResult, type BatchResult, type NumberedEvent } from './batch-result.ts'
import { checkEvent, checkParsedEvent, type CheckedEvent } from './event.ts'
import { readLines } from './ndjson.ts'
import type { BulkAnswer } from './schema.ts'
import type { EventStore } from './store.ts'

export interface BulkOptions {
  strict: boolean
  /** Aborts when there is no time left to store more. */
  signal: AbortSignal | undefined
}

const maxChunkEvents = 1000
const maxChunkChars = 2_000_000
const maxLineBytes = 1_048_576

/**
 * Stores a batch that came as one JSON document: an array of events, or `{ events: [...] }`. Events that do
 * not fit are named and left out; the others are stored in one transaction. Errors: InvalidInput for another
 * shape or an empty batch, `payload_too_large` for more than `maxEvents`, and the database's.
 */
export async function storeBatch (
  store: EventStore,
  { text, value }: { text: string, value: unknown },
  { strict, maxEvents, signal }: BulkOptions & { maxEvents: number }
): Promise<BulkAnswer> {
  const result = createBatchResult()
  const { texts, values } = eventsOf(text, value)
  if (values.length === 0) throw emptyBatch()
  if (values.length > maxEvents) {
    throw payloadTooLarge(
      `A batch may have ${maxEvents} events, this one has ${values.length}: send it in parts, or as NDJSON.`
    )
  }
  const checked = values.map((event, index) => checkParsedEvent(texts[index] ?? '', event, { strict, path: '' }))
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
  for await (const line of readLines(source, maxLineBytes)) {
    if ('fault' in line) {
      chunk.push({ uuid: null, faults: [{ path: '', message: line.fault }] })
    } else {
      chars += line.text.length
      chunk.push(checkEvent(line.text, { strict, path: '' }))
    }
    if (chunk.length === maxChunkEvents || chars >= maxChunkChars) await flush()
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

function eventsOf (text: string, value: unknown): { texts: string[], values: unknown[] } {
  if (Array.isArray(value)) return { texts: arraySlices(text), values: value }
  if (!isObject(value) || !Array.isArray(value['events'])) {
    throw new InvalidInput({ path: '', message: 'must be an array of events or { "events": [...] }' })
  }
  const unknown = Object.keys(value).filter((key) => key !== 'events')
  if (unknown.length > 0) throw new InvalidInput(...unknown.map((path) => ({ path, message: 'is not known here' })))
  return { texts: arraySlices(memberSlice(text, 'events') ?? '[]'), values: value['events'] }
}

function emptyBatch (): InvalidInput {
  return new InvalidInput({ path: '', message: 'must have at least one event' })
}
