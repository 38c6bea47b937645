import { randomUUID } from 'node:crypto'
import { AppError, type Fault } from '../errors.ts'
import type { CheckedEvent, PreparedEvent } from './event.ts'
import type { BulkAnswer } from './schema.ts'
import type { Outcome } from './store.ts'

const maxNamedFailures = 100
const maxNamedFaults = 20

/** A valid event with its place in the batch, from 0. */
export interface NumberedEvent {
  index: number
  event: PreparedEvent
}

export type BatchResult = ReturnType<typeof createBatchResult>

/** Counts what became of the events of one batch, which come a part at a time, from its creation on. */
export function createBatchResult () {
  const start = performance.now()
  const counts = { processedCount: 0, duplicateCount: 0, failedCount: 0 }
  const errors: BulkAnswer['errors'] = []
  let seen = 0
  let firstFailure: unknown

  const keepFirst = () => {
    errors.sort((a, b) => a.index - b.index)
    errors.length = Math.min(errors.length, maxNamedFailures)
  }

  const addError = (index: number, uuid: string | null, error: string, details: Fault[]) => {
    counts.failedCount++
    errors.push({ index, uuid, error, details: details.slice(0, maxNamedFaults) })
    if (errors.length > 10 * maxNamedFailures) keepFirst() // they come nearly in order: what was stored is known later
  }

  return {
    /** How many events there were until now. */
    seen: () => seen,

    /** Numbers the events of the next part; those that do not fit are counted as failed, the others come back. */
    partition (checked: CheckedEvent[]): NumberedEvent[] {
      const valid: NumberedEvent[] = []
      for (const one of checked) {
        const index = seen++
        if ('event' in one) valid.push({ index, event: one.event })
        else addError(index, one.uuid, 'invalid_request', one.faults)
      }
      return valid
    },

    /** Counts what the store made of `events`, in the same order. */
    recordOutcomes (events: NumberedEvent[], outcomes: Outcome[]): void {
      const details = [{ path: '/eventHeader/uuid', message: 'is the id of an event with other content' }]
      for (const [place, { index, event }] of events.entries()) {
        const outcome = outcomes[place]
        if (outcome === 'processed') counts.processedCount++
        else if (outcome === 'duplicate') counts.duplicateCount++
        else addError(index, event.id, 'conflict', details)
      }
    },

    /** Counts `events` as failed, since storing them ended in `error`. */
    recordFailure (events: NumberedEvent[], error: unknown): void {
      firstFailure ??= error
      const code = error instanceof AppError ? error.code : 'internal_error'
      const details = [{ path: '', message: 'could not be stored now: send it again' }]
      for (const { index, event } of events) addError(index, event.id, code, details)
    },

    /** The answer; throws what kept the database from taking anything. */
    answer (): BulkAnswer {
      const { processedCount, duplicateCount, failedCount } = counts
      if (firstFailure !== undefined && processedCount + duplicateCount === 0) throw firstFailure
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
