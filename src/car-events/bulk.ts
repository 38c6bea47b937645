import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { AppError, invalidRequest, payloadTooLarge, type Fault } from '../errors.ts'
import { checkEvent, checkParsedEvent, type Checked, type PreparedEvent } from './event.ts'
import { readLines } from './lines.ts'
import type { bulkAnswer } from './schema.ts'
import { arraySlices, memberSlice } from './slices.ts'
import type { EventStore } from './store.ts'

export type BulkAnswer = Static<typeof bulkAnswer>

export interface BulkOptions {
  strict: boolean
  /** Aborts when there is no time left to store more. */
  signal: AbortSignal | undefined
}

const namedFailures = 100
const namedFaults = 20
const chunkEvents = 1000
const chunkBytes = 2_000_000
const lineBytes = 1_048_576

/**
 * Stores a batch that came as one JSON document: an array of events, or `{ events: [...] }`. Events that do
 * not fit are named and left out; the others are stored in one transaction. Errors: `invalid_request` (422)
 * for another shape or an empty batch, `payload_too_large` for more than `maxEvents`, and the database's.
 */
export async function storeBatch (store: EventStore, { text, value }: { text: string, value: unknown }, { strict, maxEvents, signal }: BulkOptions & { maxEvents: number }): Promise<BulkAnswer> {
  const tally = createTally()
  const { texts, values } = eventsOf(text, value)
  if (values.length === 0) throw invalidRequest([{ path: 'body', message: 'must have at least one event' }], 422)
  if (values.length > maxEvents) throw payloadTooLarge(`A batch may have ${maxEvents} events, this one has ${values.length}: send it in parts, or as NDJSON.`)
  const good = tally.sort(values.map((event, index) => checkParsedEvent(texts[index] ?? '', event, { strict, path: '' })))
  tally.settle(good, await store.storeMany(good.map(({ event }) => event), signal))
  return tally.answer()
}

/**
 * Stores a stream of NDJSON, one event a line, in chunks that are a transaction each, while the next chunk is
 * read. A chunk that could not be stored is counted as failed and the ones behind it are tried; where the
 * database took nothing at all, its error is thrown.
 */
export async function storeLines (store: EventStore, source: AsyncIterable<Buffer>, { strict, signal }: BulkOptions): Promise<BulkAnswer> {
  const tally = createTally()
  let storing: Promise<void> = Promise.resolve()
  let chunk: Checked[] = []
  let bytes = 0
  const flush = async () => {
    const good = tally.sort(chunk)
    chunk = []
    bytes = 0
    await storing
    storing = storeChunk(store, good, tally, signal)
  }
  for await (const line of readLines(source, lineBytes)) {
    if ('fault' in line) {
      chunk.push({ uuid: null, faults: [{ path: '', message: line.fault }] })
    } else {
      bytes += line.text.length
      chunk.push(checkEvent(line.text, { strict, path: '' }))
    }
    if (chunk.length === chunkEvents || bytes >= chunkBytes) await flush()
  }
  await flush()
  await storing
  if (tally.seen() === 0) throw invalidRequest([{ path: 'body', message: 'must have at least one event' }], 422)
  return tally.answer()
}

interface Numbered {
  index: number
  event: PreparedEvent
}

async function storeChunk (store: EventStore, good: Numbered[], tally: ReturnType<typeof createTally>, signal: AbortSignal | undefined): Promise<void> {
  try {
    tally.settle(good, await store.storeMany(good.map(({ event }) => event), signal))
  } catch (error) {
    tally.refuse(good, error) // counted, named in the answer, and thrown where nothing at all was stored
  }
}

function eventsOf (text: string, value: unknown): { texts: string[], values: unknown[] } {
  if (Array.isArray(value)) return { texts: arraySlices(text), values: value }
  if (typeof value === 'object' && value !== null && 'events' in value && Array.isArray(value.events)) {
    const unknown = Object.keys(value).filter((key) => key !== 'events')
    if (unknown.length > 0) throw invalidRequest(unknown.map((key) => ({ path: `body/${key}`, message: 'is not known here' })), 422)
    return { texts: arraySlices(memberSlice(text, 'events') ?? '[]'), values: value.events }
  }
  throw invalidRequest([{ path: 'body', message: 'must be an array of events or { "events": [...] }' }], 422)
}

/** Counts what became of the events of one batch. */
function createTally () {
  const start = performance.now()
  const counts = { processedCount: 0, duplicateCount: 0, failedCount: 0 }
  const errors: BulkAnswer['errors'] = []
  let seen = 0
  let refusal: unknown

  const keepFirst = () => {
    errors.sort((a, b) => a.index - b.index)
    errors.length = Math.min(errors.length, namedFailures)
  }

  const fail = (index: number, uuid: string | null, error: string, details: Fault[]) => {
    counts.failedCount++
    errors.push({ index, uuid, error, details: details.slice(0, namedFaults) })
    if (errors.length > 10 * namedFailures) keepFirst() // they come nearly in order: what was stored is known later
  }

  return {
    seen: () => seen,

    /** Numbers the events of the next part; those that do not fit are counted as failed, the others come back. */
    sort (checked: Checked[]): Numbered[] {
      const good: Numbered[] = []
      for (const one of checked) {
        const index = seen++
        if ('event' in one) good.push({ index, event: one.event })
        else fail(index, one.uuid, 'invalid_request', one.faults)
      }
      return good
    },

    settle (events: Numbered[], outcomes: ('processed' | 'duplicate' | 'conflict')[]): void {
      for (const [place, { index, event }] of events.entries()) {
        const outcome = outcomes[place]
        if (outcome === 'processed') counts.processedCount++
        else if (outcome === 'duplicate') counts.duplicateCount++
        else fail(index, event.id, 'conflict', [{ path: '/eventHeader/uuid', message: 'is the id of an event with other content' }])
      }
    },

    refuse (events: Numbered[], error: unknown): void {
      refusal ??= error
      const code = error instanceof AppError ? error.code : 'internal_error'
      for (const { index, event } of events) fail(index, event.id, code, [{ path: '', message: 'could not be stored now: send it again' }])
    },

    /** The answer; throws what kept the database from taking anything. */
    answer (): BulkAnswer {
      const { processedCount, duplicateCount, failedCount } = counts
      if (refusal !== undefined && processedCount + duplicateCount === 0) throw refusal
      keepFirst()
      return {
        success: failedCount === 0,
        message: `${processedCount} stored, ${duplicateCount} stored before, ${failedCount} failed`,
        ...counts,
        batchId: randomUUID(),
        processingTimeMs: Math.round(performance.now() - start),
        errors
      }
    }
  }
}
