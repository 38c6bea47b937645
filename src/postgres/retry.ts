import { setTimeout as sleep } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import type { DatabaseSettings } from '../config/databases.ts'
import { AppError, serviceUnavailable } from '../errors.ts'
import { isConnectionLost, isContention, isLoginRefused, isReadOnlyReplica, toAppError } from './errors.ts'
import type { Connections } from './pool.ts'
import type { Log } from './statement.ts'

/** How long a caller is kept waiting for a database that was there a moment ago. */
export const retryBudgetMs = 2500
/** The same when a commit's outcome is unknown: worth a longer wait than an error that cannot be exact. */
export const commitRetryBudgetMs = 8000
const firstPauseMs = 20
const maxPauseMs = 400

/** What went wrong with a try. */
export type Failure = 'connection lost' | 'login refused' | 'contention' | 'other'

export type Decision = 'again' | 'again with a new login' | 'give up'

/** What is known when a try has failed. */
export interface FailedTry {
  failure: Failure
  /** Whether there was a connection, so that something may have been sent. */
  isConnected: boolean
  /** Whether it does no harm to run the same work twice. */
  canResend: boolean
  /** How many tries have failed, this one among them. */
  tries: number
}

interface Rule extends Partial<Omit<FailedTry, 'tries'>> {
  maxTries?: number
  decision: Decision
}

/** The first rule that fits decides; what a rule does not name may be either. Where none fits, the error is told. */
const rules: readonly Rule[] = [
  // nothing was sent yet
  { failure: 'connection lost', isConnected: false, decision: 'again' },
  // the statement may have been carried out, which the caller said does no harm
  { failure: 'connection lost', canResend: true, decision: 'again' },
  // the password may have been rotated since it was fetched
  { failure: 'login refused', isConnected: false, decision: 'again with a new login' },
  // another transaction won; whoever loses again and again is told so
  { failure: 'contention', canResend: true, maxTries: 5, decision: 'again' }
]

/** What to do about a try that failed. */
export function decide ({ failure, isConnected, canResend, tries }: FailedTry): Decision {
  const rule = rules.find((rule) => {
    return rule.failure === failure &&
      (rule.isConnected ?? isConnected) === isConnected &&
      (rule.canResend ?? canResend) === canResend &&
      tries <= (rule.maxTries ?? Infinity)
  })
  return rule?.decision ?? 'give up'
}

/**
 * Whether the connection is of no use any more: it is gone, or leads to a server that only reads, which a login that
 * writes finds after a failover.
 */
export function isLost (error: unknown, { readOnly }: Pick<DatabaseSettings, 'readOnly'>): boolean {
  return isConnectionLost(error) || (!readOnly && isReadOnlyReplica(error))
}

export function failureOf (error: unknown, settings: Pick<DatabaseSettings, 'readOnly'>): Failure {
  if (isLost(error, settings)) return 'connection lost'
  if (isLoginRefused(error)) return 'login refused'
  return isContention(error) ? 'contention' : 'other'
}

export interface RunOptions {
  /** Ends the tries when it aborts. */
  signal?: AbortSignal | undefined
  /** Whether it does no harm to run this twice, so that a lost connection may be answered by sending it again. */
  resend?: boolean
  /** Called before a statement that may have been carried out is sent again. */
  onResend?: () => void
  /** Whether the connection stays with `work`'s caller, who gives it back. */
  keepsConnection?: boolean
  /** How long after the first try another one may begin. */
  budgetMs?: () => number
}

/** Runs work on a connection; see `createRunner`. */
export type Run = <T>(work: (client: PoolClient) => Promise<T>, options: RunOptions) => Promise<T>

/**
 * Makes the function that runs work on a connection of the pool, and again on another one as the rules say, within the
 * budget of time. A database that was down at the last call gets one try, so that a caller learns it at once.
 * Errors: AppError, the signal's reason, and pg's own that say that the statement was wrong.
 */
export function createRunner (connections: Connections, settings: DatabaseSettings, log: Log): Run {
  const { name: database } = settings
  let isDown = false

  return async function run (work, options) {
    const { resend = false, signal, onResend, keepsConnection = false, budgetMs = () => retryBudgetMs } = options
    const start = Date.now()
    const wasDown = isDown
    for (let tries = 1; ; tries++) {
      let client: PoolClient | undefined
      try {
        signal?.throwIfAborted()
        client = await connections.connect()
        const result = await work(client)
        if (!keepsConnection) connections.release(client)
        isDown = false
        return result
      } catch (error) {
        const failure = failureOf(error, settings)
        const isConnected = client !== undefined
        if (client !== undefined) connections.release(client, failure === 'connection lost')
        const decision = decide({ failure, isConnected, canResend: resend, tries })
        const again = decision === 'again' || (decision === 'again with a new login' && connections.forgetLogin())
        const pauseMs = Math.min(firstPauseMs * 2 ** (tries - 1), maxPauseMs)
        const isLate = Date.now() + pauseMs > start + (wasDown ? 0 : budgetMs())
        if (failure === 'connection lost') {
          log.warn({ database, err: error, again }, 'connection lost')
          if (again && isLate) isDown = true
        }
        if (!again || isLate || connections.isClosed()) throw explain(error, isConnected, signal)
        if (isConnected) onResend?.()
        await sleep(tries === 1 ? 0 : pauseMs)
      }
    }
  }

  /**
   * The error that a caller may see. Whatever goes wrong before there is a connection (TLS, names, logins) means that
   * the database cannot be had.
   */
  function explain (error: unknown, isConnected: boolean, signal: AbortSignal | undefined): unknown {
    const known = toAppError(error, settings, isLost(error, settings))
    if (isConnected || known instanceof AppError || signal?.aborted === true) return known
    return serviceUnavailable(`The ${database} database cannot be reached now.`, error)
  }
}
