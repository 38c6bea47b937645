import { setMaxListeners } from 'node:events'
import type { StreamAnswer } from '../invocations/dynamodb.ts'
import { member } from '../json/is-object.ts'
import type { Archive, WriteResult } from './archive.ts'
import { eventIdOf, type Change, type StreamRecord } from './change.ts'
import { RecordRejected } from './record-rejected.ts'

/** Purchases that are written at once. */
export const maxConcurrentWrites = 48

export interface BatchSummary {
  processed: number
  duplicate: number
  quarantined: number
  failed: number
  bytes: number
  durationMs: number
}

export interface BatchResult {
  answer: StreamAnswer
  summary: BatchSummary
  /** The records that the answer names. */
  failed: StreamRecord[]
}

export interface BatchLog {
  warn (fields: object, message: string): void
  error (fields: object, message: string): void
}

/**
 * Archives a batch: the changes of one purchase in their order, different purchases side by side. Every record
 * is archived, in quarantine or named in the answer. It never rejects.
 */
export async function archiveBatch (
  archive: Archive, records: readonly StreamRecord[], signal: AbortSignal, log: BatchLog
): Promise<BatchResult> {
  setMaxListeners(2 * maxConcurrentWrites, signal) // each write listens to it
  const start = performance.now()
  const summary: BatchSummary = { processed: 0, duplicate: 0, quarantined: 0, failed: 0, bytes: 0, durationMs: 0 }
  const failed: StreamRecord[] = []
  const count = ({ outcome, bytes }: WriteResult) => {
    summary[outcome === 'archived' ? 'processed' : outcome]++
    summary.bytes += bytes
  }

  const queues = [...groupByPurchase(archive, records).values()]
  let next = 0
  async function work (): Promise<void> {
    for (let queue = queues[next++]; queue !== undefined; queue = queues[next++]) {
      let isStopped = false
      for (const item of queue) {
        // a change must not be there before the one that it follows
        isStopped ||= signal.aborted
        if (!isStopped) isStopped = !await archiveItem(item)
        if (isStopped) failed.push(item.record)
      }
    }
  }
  /** Whether it is done. */
  async function archiveItem (item: Item): Promise<boolean> {
    try {
      count('change' in item ? await archive.write(item.change, signal) : await quarantine(item))
      return true
    } catch (error) {
      const fields = { err: error, event_id: eventIdOf(item.record), sequence_number: sequenceOf(item.record) }
      log.error(fields, 'a change of a purchase was not archived: its batch will come again')
      return false
    }
  }
  async function quarantine ({ record, rejected }: RejectedItem): Promise<WriteResult> {
    const result = await archive.quarantine(record, rejected, signal)
    const fields = { event_id: eventIdOf(record), path: rejected.path, reason: rejected.message }
    log.warn(fields, 'a record of the stream was put into quarantine')
    return result
  }

  await Promise.all(Array.from({ length: Math.min(maxConcurrentWrites, queues.length) }, work))
  summary.failed = failed.length
  summary.durationMs = Math.round(performance.now() - start)
  const batchItemFailures = failed.map((record) => ({ itemIdentifier: sequenceOf(record) }))
  return { answer: { batchItemFailures }, summary, failed }
}

interface RejectedItem { record: StreamRecord, rejected: RecordRejected }
type Item = { record: StreamRecord, change: Change } | RejectedItem

/**
 * The records by the purchase that they are about, each list in the order of the stream; one that cannot be read is by
 * itself.
 */
function groupByPurchase (archive: Archive, records: readonly StreamRecord[]): Map<unknown, Item[]> {
  const queues = new Map<unknown, Item[]>()
  for (const record of records) {
    try {
      const change = archive.change(record)
      const purchase = JSON.stringify([change.tenantId, change.purchaseId])
      const queue = queues.get(purchase)
      if (queue === undefined) queues.set(purchase, [{ record, change }])
      else queue.push({ record, change })
    } catch (error) {
      queues.set(queues.size, [{ record, rejected: toRejected(error) }])
    }
  }
  return queues
}

/** A fault of the reading itself must not hold the whole batch up. */
function toRejected (error: unknown): RecordRejected {
  if (error instanceof RecordRejected) return error
  return new RecordRejected('', `cannot be read: ${error instanceof Error ? error.message : String(error)}`)
}

/** Empty where a record has none: the stream then takes the whole batch as failed. */
function sequenceOf (record: StreamRecord): string {
  const sequence = member(record?.dynamodb, 'SequenceNumber')
  return typeof sequence === 'string' ? sequence : ''
}
