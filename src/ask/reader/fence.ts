import type { PoolClient } from 'pg'
import { sqlState } from '../../postgres/faults.ts'
import { cancelStatement } from '../../postgres/cancel.ts'
import type { Database } from '../../postgres/database.ts'

export interface FenceSettings {
  /** How long one statement may take, in the database and as seen from here. */
  statementTimeoutMs: number
  planTimeoutMs: number
  /** What the database may send for one query. */
  maxBytes: number
  /** In the order in which names without a schema are looked up. */
  schemas: string[]
}

/** Why a query was stopped. */
export type StopReason = 'too_large' | 'timeout'

/** A query that met one of its limits; trying it again would meet it again. */
export class QueryStopped extends Error {
  readonly reason: StopReason | 'too_expensive'

  constructor (reason: StopReason | 'too_expensive', message: string) {
    super(message)
    this.name = 'QueryStopped'
    this.reason = reason
  }
}

/** What the database said of a query: its code and its words, which whoever wrote the query can use. */
export class QueryFault extends Error {
  readonly code: string

  constructor (code: string, message: string) {
    super(message)
    this.name = 'QueryFault'
    this.code = code
  }
}

/** How long a cancelled statement is waited for before its connection is dropped. */
const cancelGraceMs = 500
/** How much longer than the database's own limit a statement is waited for: it can lift that limit itself. */
const deadlineMarginMs = 250

/** One fenced transaction: what runs in it can read, for a while, so much, and leaves nothing behind. */
export interface Fence {
  client: PoolClient
  /** Runs one statement (extended protocol) within `timeoutMs`. Throws QueryStopped, QueryFault. */
  within<T> (timeoutMs: number, run: () => Promise<T>): Promise<T>
  /** Sets the database's own limit for what follows. */
  limit (timeoutMs: number): Promise<void>
}

/**
 * Runs `work` in a read-only transaction that is always rolled back, on a connection that is reset afterwards and
 * dropped where it met a limit. Errors: QueryStopped, QueryFault, the database's AppErrors, the signal's reason.
 */
export async function fenced<T> (database: Database, settings: FenceSettings, signal: AbortSignal, work: (fence: Fence) => Promise<T>): Promise<T> {
  const outcome = await database.session(async (client, discard) => {
    const guard = watch(client, settings.maxBytes)
    const within = <R>(timeoutMs: number, run: () => Promise<R>) => inTime(client, guard, timeoutMs + deadlineMarginMs, signal, discard, run)
    try {
      await begin(client, settings)
      const value = await work({ client, within, limit: async (timeoutMs) => { await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`) } })
      return { value }
    } catch (error) {
      const known = guard.exceeded ? new QueryStopped('too_large', `The answer is larger than ${settings.maxBytes} bytes.`) : toKnown(error)
      if (known === null) throw error
      return { error: known }
    } finally {
      guard.end()
      await end(client, guard.exceeded || guard.broken, discard)
    }
  }, { signal })
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

/** The query before the mode is left as it is: after the first one a transaction cannot become read-write any more. */
async function begin (client: PoolClient, { schemas, planTimeoutMs }: FenceSettings): Promise<void> {
  const path = schemas.map((schema) => `"${schema.replaceAll('"', '""')}"`).join(', ')
  await client.query([
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', `SET LOCAL search_path = ${path === '' ? '""' : path}`, `SET LOCAL statement_timeout = ${planTimeoutMs}`, "SET LOCAL work_mem = '32MB'",
    "SET LOCAL TimeZone = 'UTC'", "SET LOCAL DateStyle = 'ISO, YMD'", "SET LOCAL IntervalStyle = 'iso_8601'", 'SET LOCAL max_parallel_workers_per_gather = 2', 'SELECT 1'
  ].join('; '))
}

async function end (client: PoolClient, isBroken: boolean, discard: () => void): Promise<void> {
  if (isBroken) return discard()
  try {
    await client.query('ROLLBACK')
    await client.query('DISCARD ALL')
  } catch {
    discard() // the connection is in a state that nobody should inherit
  }
}

interface ByteGuard {
  /** The database sent more than it may. */
  exceeded: boolean
  /** Nothing more may be asked on this connection. */
  broken: boolean
  end (): void
}

/** Counts what the database sends, and breaks the connection where it is too much: one row alone can be. */
function watch (client: PoolClient, maxBytes: number): ByteGuard {
  const { stream } = (client as unknown as { connection: { stream: NodeJS.ReadableStream & { destroy (): void } } }).connection
  let bytes = 0
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxBytes || guard.exceeded) return
    guard.exceeded = true
    stream.destroy()
  }
  stream.on('data', count)
  const guard: ByteGuard = { exceeded: false, broken: false, end: () => { stream.removeListener('data', count) } }
  return guard
}

/** Cancels what runs too long, or for nobody; what does not end then loses its connection. */
async function inTime<T> (client: PoolClient, guard: ByteGuard, timeoutMs: number, signal: AbortSignal, discard: () => void, run: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop: (() => void) | undefined
  const stopped = new Promise<'stopped'>((resolve) => { stop = () => resolve('stopped') })
  const timer = setTimeout(() => stop?.(), timeoutMs)
  signal.addEventListener('abort', () => stop?.(), { once: true })
  const running = run()
  running.catch(() => {}) // looked at below, or of no interest any more
  try {
    const first = await Promise.race([running.then((value) => ({ value })), stopped])
    if (first !== 'stopped') return first.value
    discard()
    await cancelStatement(client)
    await Promise.race([running.catch(() => {}), new Promise((resolve) => setTimeout(resolve, cancelGraceMs))])
    guard.broken = true
    signal.throwIfAborted()
    throw new QueryStopped('timeout', `The query took longer than ${(timeoutMs - deadlineMarginMs) / 1000} s.`)
  } finally {
    clearTimeout(timer)
  }
}

/** What the database refused or stopped; null for what is no answer of its own. */
function toKnown (error: unknown): Error | null {
  if (error instanceof QueryStopped || error instanceof QueryFault) return error
  const code = sqlState(error)
  if (code === null || !(error instanceof Error) || code.startsWith('08') || code.startsWith('57P')) return null
  return code === '57014' ? new QueryStopped('timeout', 'The query took too long.') : new QueryFault(code, error.message)
}
