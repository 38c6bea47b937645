import { send } from '../client/client.ts'
import type { operations } from '../client/openapi.d.ts'
import { Problem } from '../client/problem.ts'
import { entriesOf, type Entry } from './entries.ts'
import { withUuid } from './uuids.ts'

type BulkAnswer = operations['storeEvents']['responses']['200']['content']['application/json']

/** As many events as an answer names failures: each one is named. */
const batchEvents = 100
/** Less than one transaction of the service takes, so that a batch is stored whole or not at all. */
const batchCharacters = 500_000
const mostWaits = 20
const usualWaitMs = 5000
const leastWaitMs = 500

export interface Upload {
  file: Blob
  /** Whether known entity types are checked. */
  strict: boolean
  /** What an event without a uuid is called, by its place: one that is sent again is stored once. */
  uuidAt: (place: number) => string
}

export interface Failure {
  place: number
  uuid: string | null
  why: string
}

export interface Progress {
  sent: number
  processed: number
  duplicates: number
  failed: number
  failures: Failure[]
  waiting: boolean
}

export const nothingYet: Progress = { sent: 0, processed: 0, duplicates: 0, failed: 0, failures: [], waiting: false }

/**
 * Sends the events of a file in batches, one after the other, and yields what has become of them after each. It goes on
 * behind those that `before` says were sent. Where the service asks to wait (429, 503) nothing of the batch was stored: it
 * is sent again. Other Problems are thrown.
 */
export async function * storeFile (upload: Upload, before: Progress, signal: AbortSignal): AsyncGenerator<Progress> {
  let progress = before
  for await (const batch of batchesOf(after(entriesOf(upload.file), before.sent))) {
    for (let waits = 0, isStored = false; !isStored; waits++) {
      try {
        progress = counted(progress, batch, await store(batch, upload, signal))
        isStored = true
      } catch (error) {
        if (!(error instanceof Problem) || ![429, 503].includes(error.status) || waits === mostWaits) throw error
        yield { ...progress, waiting: true }
        await pause(Math.max(error.retryAfterMs ?? usualWaitMs, leastWaitMs), signal)
      }
    }
    yield progress
  }
}

async function * after (entries: AsyncGenerator<Entry>, count: number): AsyncGenerator<Entry> {
  let seen = 0
  for await (const entry of entries) if (++seen > count) yield entry
}

async function * batchesOf (entries: AsyncGenerator<Entry>): AsyncGenerator<Entry[]> {
  let batch: Entry[] = []
  let characters = 0
  for await (const entry of entries) {
    if (batch.length === batchEvents || (batch.length > 0 && characters + entry.text.length > batchCharacters)) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(entry)
    characters += entry.text.length
  }
  if (batch.length > 0) yield batch
}

async function store (batch: Entry[], { strict, uuidAt }: Upload, signal: AbortSignal): Promise<BulkAnswer> {
  const body = batch.map(({ place, text }) => withUuid(text, uuidAt(place))).join('\n')
  const answer = await send(`/api/v1/events/bulk${strict ? '?strict=true' : ''}`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body, signal })
  return await answer.json() as BulkAnswer
}

function counted (before: Progress, batch: Entry[], { processedCount, duplicateCount, failedCount, errors }: BulkAnswer): Progress {
  const failures = errors.map(({ index, uuid, error, details }) => ({
    place: batch[index]?.place ?? 0, uuid, why: details.length === 0 ? error : details.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
  }))
  return {
    sent: before.sent + batch.length,
    processed: before.processed + processedCount,
    duplicates: before.duplicates + duplicateCount,
    failed: before.failed + failedCount,
    failures: [...before.failures, ...failures],
    waiting: false
  }
}

function pause (ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    }, { once: true })
  })
}
