import type { PoolClient } from 'pg'
import type { Database } from '../../postgres/database.ts'
import { limitBytes } from './byte-limit.ts'
import { QueryStopped, toQueryFailure } from './failures.ts'
import { runInTime } from './time-limit.ts'

export interface SandboxSettings {
  /** How long one statement may take, in the database and as seen from here. */
  statementTimeoutMs: number
  planTimeoutMs: number
  /** What the database may send for one query. */
  maxBytes: number
  /** In the order in which names without a schema are looked up. */
  schemas: string[]
}

/** One transaction in which statements can read, for a while, so much, and leave nothing behind. */
export interface Sandbox {
  client: PoolClient
  /** Runs one statement (extended protocol) within `timeoutMs`. Throws QueryStopped, QueryFault. */
  within<T> (timeoutMs: number, run: () => Promise<T>): Promise<T>
  /** Sets the database's own limit for what follows. */
  setStatementTimeout (timeoutMs: number): Promise<void>
}

/**
 * Runs `work` in a read-only transaction that is always rolled back, on a connection that is reset afterwards and
 * dropped where it met a limit. Errors: QueryStopped, QueryFault, the database's AppErrors, the signal's reason.
 */
export async function runSandboxed<T> (
  database: Database, settings: SandboxSettings, signal: AbortSignal, work: (sandbox: Sandbox) => Promise<T>
): Promise<T> {
  const outcome = await database.session(async (client, discard) => {
    const bytes = limitBytes(client, settings.maxBytes)
    let isBroken = false
    const onStopped = () => {
      isBroken = true
      discard()
    }
    const sandbox: Sandbox = {
      client,
      within: (timeoutMs, run) => runInTime(client, { timeoutMs, signal, onStopped }, run),
      setStatementTimeout: async (timeoutMs) => { await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`) }
    }
    try {
      await begin(client, settings)
      return { value: await work(sandbox) }
    } catch (error) {
      const failure = bytes.isExceeded ? tooLarge(settings.maxBytes) : toQueryFailure(error)
      if (failure === null) throw error
      return { failure } // answered, not thrown: the session itself has not failed
    } finally {
      bytes.end()
      await end(client, bytes.isExceeded || isBroken, discard)
    }
  }, { signal })
  if ('failure' in outcome) throw outcome.failure
  return outcome.value
}

function tooLarge (maxBytes: number): QueryStopped {
  return new QueryStopped('too_large', `The answer is larger than ${maxBytes} bytes.`)
}

/** Begins with a query: after the first one a transaction cannot become read-write any more. */
async function begin (client: PoolClient, { schemas, planTimeoutMs }: SandboxSettings): Promise<void> {
  const path = schemas.map((schema) => client.escapeIdentifier(schema)).join(', ')
  await client.query([
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    `SET LOCAL search_path = ${path === '' ? '""' : path}`,
    `SET LOCAL statement_timeout = ${planTimeoutMs}`,
    "SET LOCAL work_mem = '32MB'",
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'iso_8601'",
    'SET LOCAL max_parallel_workers_per_gather = 2',
    'SELECT 1'
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
