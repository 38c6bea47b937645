import { setMaxListeners } from 'node:events'
import type { StreamAnswer } from '../invocations/dynamodb.ts'
import type { Archive, Written } from './archive.ts'
import { eventIdOf, type Change, type StreamRecord } from './change.ts'
import { Refused } from './refused.ts'

/** Purchases that are written at once. */
export const mostAtOnce = 48

export interface BatchSummary {
  processed: number
  duplicate: number
  quarantined: number
  failed: number
  bytes: number
  durationMs: number
}

export interface StreamLog {
  warn (fields: object, message: string): void
  error (fields: object, message: string): void
}

/**
 * Archives a batch: the changes of one purchase in their order, different purchases side by side. Every record
 * is archived, in quarantine or named in the answer. It never rejects.
 */
export async function archiveBatch (archive: Archive, records: readonly StreamRecord[], signal: AbortSignal, log: StreamLog): Promise<{ answer: StreamAnswer, summary: BatchSummary, failed: StreamRecord[] }> {
  setMaxListeners(2 * mostAtOnce, signal) // each write listens to it
  const start = performance.now()
  const summary: BatchSummary = { processed: 0, duplicate: 0, quarantined: 0, failed: 0, bytes: 0, durationMs: 0 }
  const failed: StreamRecord[] = []
  const count = ({ outcome, bytes }: Written) => {
    summary[outcome === 'archived' ? 'processed' : outcome]++
    summary.bytes += bytes
  }
  const fail = (record: StreamRecord) => {
    summary.failed++
    failed.push(record)
  }

  const queues = [...purchasesOf(archive, records).values()]
  let next = 0
  async function work (): Promise<void> {
    for (let queue = queues[next++]; queue !== undefined; queue = queues[next++]) {
      let isStopped = false
      for (const item of queue) {
        // a change must not be there before the one that it follows
        if (isStopped || signal.aborted) {
          fail(item.record)
          continue
        }
        try {
          count('change' in item ? await archive.write(item.change, signal) : await keep(item.record, item.refused))
        } catch (error) {
          log.error({ err: error, event_id: eventIdOf(item.record), sequence_number: sequenceOf(item.record) }, 'a change of a purchase was not archived: its batch will come again')
          isStopped = true
          fail(item.record)
        }
      }
    }
  }
  async function keep (record: StreamRecord, refused: Refused): Promise<Written> {
    const written = await archive.quarantine(record, refused, signal)
    log.warn({ event_id: eventIdOf(record), path: refused.path, reason: refused.message }, 'a record of the stream was put into quarantine')
    return written
  }

  await Promise.all(Array.from({ length: Math.min(mostAtOnce, queues.length) }, work))
  summary.durationMs = Math.round(performance.now() - start)
  return { answer: { batchItemFailures: failed.map((record) => ({ itemIdentifier: sequenceOf(record) })) }, summary, failed }
}

type Item = { record: StreamRecord, change: Change } | { record: StreamRecord, refused: Refused }

/** The records by the purchase that they are about, each list in the order of the stream; one that cannot be read is by itself. */
function purchasesOf (archive: Archive, records: readonly StreamRecord[]): Map<unknown, Item[]> {
  const queues = new Map<unknown, Item[]>()
  for (const record of records) {
    try {
      const change = archive.change(record)
      const purchase = JSON.stringify([change.tenantId, change.purchaseId])
      const queue = queues.get(purchase)
      if (queue === undefined) queues.set(purchase, [{ record, change }])
      else queue.push({ record, change })
    } catch (error) {
      // a fault of the reading itself must not hold the whole batch up
      const refused = error instanceof Refused ? error : new Refused('', `cannot be read: ${error instanceof Error ? error.message : String(error)}`)
      queues.set(queues.size, [{ record, refused }])
    }
  }
  return queues
}

/** Empty where a record has none: the stream then takes the whole batch as failed. */
function sequenceOf (record: StreamRecord): string {
  const sequence = (record?.dynamodb as { SequenceNumber?: unknown } | null | undefined)?.SequenceNumber
  return typeof sequence === 'string' ? sequence : ''
}
