import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { raceAbort } from '../../async/race-abort.ts'
import { cancelStatement } from '../../postgres/cancel.ts'
import { QueryStopped } from './failures.ts'

/** How long a cancelled statement is waited for before its connection is dropped. */
const cancelGraceMs = 500
/** How much longer than the database's own limit a statement is waited for: it can lift that limit itself. */
const deadlineMarginMs = 250

export interface TimeLimit {
  timeoutMs: number
  /** Aborts when the answer is wanted no longer. */
  signal: AbortSignal
  /** Called where the statement was stopped: nothing more may be asked on its connection. */
  onStopped: () => void
}

/**
 * Runs a statement, and cancels it where it takes longer than `timeoutMs` or nobody wants its answer any more. Throws
 * QueryStopped, the signal's reason, and what `run` throws.
 */
export async function runInTime<T> (
  client: PoolClient, { timeoutMs, signal, onStopped }: TimeLimit, run: () => Promise<T>
): Promise<T> {
  signal.throwIfAborted()
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs + deadlineMarginMs)
  const stop = AbortSignal.any([signal, late.signal])
  const running = run()
  try {
    return await raceAbort(running, stop)
  } catch (error) {
    if (!stop.aborted) throw error
    onStopped()
    await cancelStatement(client)
    await Promise.race([running.catch(() => {}), sleep(cancelGraceMs)])
    signal.throwIfAborted()
    throw new QueryStopped('timeout', `The query took longer than ${timeoutMs / 1000} s.`)
  } finally {
    clearTimeout(timer)
  }
}
