import { isObject } from '../../json/is-object.ts'
import { send } from '../client/client.ts'
import { checked } from '../client/guards.ts'
import type { operations } from '../client/openapi.d.ts'
import { Problem } from '../client/problem.ts'
import { readEntries, type Entry } from './entries.ts'
import { withUuid } from './uuids.ts'

type BulkAnswer = operations['storeEvents']['responses']['200']['content']['application/json']

/** As many events as an answer names failures: each one is named. */
const maxBatchEvents = 100
/** Less than one transaction of the service takes, so that a batch is stored whole or not at all. */
const maxBatchCharacters = 500_000
const maxWaits = 20
const defaultWaitMs = 5000
const minWaitMs = 500
/** Too many requests, and a service that is not ready: both may pass. */
const retryStatuses = [429, 503]

export interface Upload {
  file: Blob
  /** Whether known entity types are checked. */
  strict: boolean
  /** What an event without a uuid is called, by its position: one that is sent again is stored once. */
  uuidAt: (position: number) => string
}

export interface Failure {
  /** The line of the file, or the position in the list, from 1. */
  position: number
  uuid: string | null
  reason: string
}

export interface Progress {
  sent: number
  processed: number
  duplicates: number
  failed: number
  failures: Failure[]
  waiting: boolean
}

export const initialProgress: Progress = {
  sent: 0, processed: 0, duplicates: 0, failed: 0, failures: [], waiting: false
}

/**
 * Sends the events of a file in batches, one after the other, and yields what has become of them after each. It goes on
 * behind those that `before` says were sent. Where the service asks to wait (429, 503) nothing of the batch was stored:
 * it is sent again. Other Problems are thrown.
 */
export async function * uploadEvents (upload: Upload, before: Progress, signal: AbortSignal): AsyncGenerator<Progress> {
  let progress = before
  for await (const batch of batchesOf(skipEntries(readEntries(upload.file), before.sent))) {
    for (let waits = 0, isStored = false; !isStored; waits++) {
      try {
        progress = addResult(progress, batch, await sendBatch(batch, upload, signal))
        isStored = true
      } catch (error) {
        if (!(error instanceof Problem) || !retryStatuses.includes(error.status) || waits === maxWaits) throw error
        yield { ...progress, waiting: true }
        await delay(Math.max(error.retryAfterMs ?? defaultWaitMs, minWaitMs), signal)
      }
    }
    yield progress
  }
}

async function * skipEntries (entries: AsyncGenerator<Entry>, count: number): AsyncGenerator<Entry> {
  let seen = 0
  for await (const entry of entries) if (++seen > count) yield entry
}

async function * batchesOf (entries: AsyncGenerator<Entry>): AsyncGenerator<Entry[]> {
  let batch: Entry[] = []
  let characters = 0
  for await (const entry of entries) {
    const isTooLong = batch.length > 0 && characters + entry.text.length > maxBatchCharacters
    if (batch.length === maxBatchEvents || isTooLong) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(entry)
    characters += entry.text.length
  }
  if (batch.length > 0) yield batch
}

async function sendBatch (batch: Entry[], { strict, uuidAt }: Upload, signal: AbortSignal): Promise<BulkAnswer> {
  const answer = await send(`/api/v1/events/bulk${strict ? '?strict=true' : ''}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: batch.map(({ position, text }) => withUuid(text, uuidAt(position))).join('\n'),
    signal
  })
  return checked('bulk', await answer.json(), isBulkAnswer)
}

function isBulkAnswer (value: unknown): value is BulkAnswer {
  if (!isObject(value)) return false
  const counts = [value['processedCount'], value['duplicateCount'], value['failedCount']]
  return counts.every((count) => typeof count === 'number') && Array.isArray(value['errors'])
}

function addResult (before: Progress, batch: Entry[], answer: BulkAnswer): Progress {
  const failures = answer.errors.map(({ index, uuid, error, details }) => {
    const faults = details.map(({ path, message }) => `${path} ${message}`.trim())
    return { position: batch[index]?.position ?? 0, uuid, reason: faults.length === 0 ? error : faults.join('; ') }
  })
  return {
    sent: before.sent + batch.length,
    processed: before.processed + answer.processedCount,
    duplicates: before.duplicates + answer.duplicateCount,
    failed: before.failed + answer.failedCount,
    failures: [...before.failures, ...failures],
    waiting: false
  }
}

function delay (ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    }, { once: true })
  })
}
