import { setTimeout as sleep } from 'node:timers/promises'
import type { CustomTypesConfig, FieldDef, Pool, PoolClient, QueryArrayConfig, QueryArrayResult, QueryResult, QueryResultRow } from 'pg'
import { AppError, serviceUnavailable } from '../errors.ts'
import { cancelStatement } from './cancel.ts'
import { exportBatches, type Batch } from './export.ts'
import { isConnectionLost, isContention, isDemoted, isLoginRefused, translate } from './faults.ts'
import { createLogin } from './login.ts'
import type { DatabaseSettings } from './settings.ts'

export interface Statement {
  text: string
  values?: unknown[]
  /** Prepared once a connection under this name. */
  name?: string
  types?: CustomTypesConfig
}

export interface Options {
  /** Cancels the statement in the database when it aborts. */
  signal?: AbortSignal | undefined
  /** Whether it does no harm to run this twice, so that a lost connection may be answered by sending it again. */
  resend?: boolean
  /** Called before a statement that may have been carried out is sent again. */
  onResend?: () => void
}

export type RowSink<R> = (row: R, fields: FieldDef[]) => void

export interface Log {
  warn (object: object, message: string): void
  debug (object: object, message: string): void
}

export interface Transaction {
  query<R extends QueryResultRow> (statement: Statement): Promise<QueryResult<R>>
  /** An earlier try lost its connection while it was being committed: what it wrote may be stored. */
  maybeCommitted: boolean
}

/** How long a caller is kept waiting for a database that was there a moment ago. */
const patienceMs = 2500
/** The same when a commit's outcome is unknown: worth a longer wait than an error that cannot be exact. */
const commitPatienceMs = 8000
const connectTimeoutMs = 5000
const idleMs = 60_000
/** A batch's documents are sorted and joined in memory rather than on disk. */
const transactionMemory = '64MB'

/** pg is loaded when a database is first asked: a start that needs none pays nothing for it. */
const driver = async () => (await import('pg')).default

type Driver = Awaited<ReturnType<typeof driver>>

/** Dates and timestamps stay the text PostgreSQL sent: a JS Date would lose the microseconds. */
const textDates = ({ types }: Driver): CustomTypesConfig => ({
  getTypeParser: (oid, format) => [1082, 1114, 1184].includes(oid) ? (value: unknown) => value : types.getTypeParser(oid, format)
})

/** One PostgreSQL database behind a pool; connections are opened when first needed. */
export type Database = ReturnType<typeof openDatabase>

/**
 * Opens the pool of one database. A connection that died (server restart, failover, a frozen Lambda) is
 * replaced and the statement sent again where that is safe: nothing had been sent yet, or the caller said
 * `resend`. Errors: AppError `service_unavailable`, `upstream_timeout`, `service_not_configured`; else pg's own.
 */
export function openDatabase (settings: DatabaseSettings, log: Log) {
  const login = createLogin(settings)
  const pools = new Set<Pool>()
  const lastUsed = new WeakMap<PoolClient, number>()
  const discarded = new WeakSet<PoolClient>()
  let current: Promise<Pool> | null = null
  let down = false
  let closed = false
  let exporting = 0

  const isLost = (error: unknown) => isConnectionLost(error) || (!settings.readOnly && isDemoted(error))

  const sessionSql = [
    `SET statement_timeout = ${settings.statementTimeoutMs}`,
    `SET idle_in_transaction_session_timeout = ${settings.statementTimeoutMs + 5000}`,
    `SET default_transaction_read_only = ${settings.readOnly ? 'on' : 'off'}`,
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'"
  ].join('; ')

  /** The statement with a bound on this side too, for a server that went away without a word. */
  const bounded = (statement: Statement) => ({ ...statement, query_timeout: settings.statementTimeoutMs + 5000 })

  async function createPool (): Promise<Pool> {
    const pg = await driver()
    const pool = new pg.Pool({
      ...await login.clientConfig(),
      max: settings.poolMax,
      application_name: 'atalaya',
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: idleMs,
      allowExitOnIdle: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      types: textDates(pg),
      // one statement rather than the start-up packet's `options`, which RDS Proxy refuses
      onConnect: (client) => client.query(sessionSql)
    })
    pool.on('connect', (client) => client.on('error', (error) => log.debug({ database: settings.name, err: error }, 'connection lost')))
    pool.on('error', (error) => log.debug({ database: settings.name, err: error }, 'idle connection lost'))
    pools.add(pool)
    return pool
  }

  /** A connection that was not asleep for so long that the other side may have dropped it unseen. */
  async function connect (): Promise<PoolClient> {
    current ??= createPool()
    current.catch(() => { current = null })
    const pool = await current
    for (;;) {
      const client = await pool.connect()
      const idle = Date.now() - (lastUsed.get(client) ?? Date.now())
      if (idle <= idleMs) return client
      client.release(true)
    }
  }

  function release (client: PoolClient, error?: unknown): void {
    lastUsed.set(client, Date.now())
    client.release(discarded.has(client) || (error !== undefined && isLost(error)))
  }

  /** Runs `work` on a connection, again on a new one where that is safe. `work` owns the connection only if it returns it. */
  async function attempt<T> (work: (client: PoolClient) => Promise<T>, { resend = false, signal, onResend }: Options, keep = false, patience = () => patienceMs): Promise<T> {
    const start = Date.now()
    const impatient = down
    for (let tries = 0; ; tries++) {
      let client: PoolClient | undefined
      try {
        signal?.throwIfAborted()
        if (closed) throw serviceUnavailable('The service is stopping.')
        client = await connect()
        const result = await work(client)
        if (!keep) release(client)
        down = false
        return result
      } catch (error) {
        if (client !== undefined) release(client, error)
        const pause = Math.min(20 * 2 ** tries, 400)
        const late = Date.now() + pause > start + (impatient ? 0 : patience())
        const again = isLost(error)
          ? client === undefined || resend
          : isLoginRefused(error) ? client === undefined && forgetLogin() : isContention(error) && resend && tries < 5
        if (isLost(error)) {
          log.warn({ database: settings.name, err: error, again }, 'connection lost')
          if (again && late) down = true
        }
        if (!again || closed || late) throw toCaller(error, client !== undefined, signal)
        if (client !== undefined) onResend?.()
        await sleep(tries === 0 ? 0 : pause)
      }
    }
  }

  /** What the caller is told; whatever goes wrong before there is a connection (TLS, names, logins) means that the database cannot be had. */
  function toCaller (error: unknown, connected: boolean, signal: AbortSignal | undefined): unknown {
    const known = translate(error, settings.name, settings.createTables, isLost)
    const isNamed = known instanceof AppError || signal?.aborted === true
    return connected || isNamed ? known : serviceUnavailable(`The ${settings.name} database cannot be reached now.`, error)
  }

  function forgetLogin (): boolean {
    current = null
    return login.forget()
  }

  /** Runs `run`, cancelling in the database when the signal aborts; the connection is idle again when this settles. */
  async function cancellable<T> (client: PoolClient, signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
    if (signal === undefined) return run()
    signal.throwIfAborted()
    let cancelling: Promise<void> | undefined
    const cancel = () => { cancelling = cancelStatement(client) }
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await run()
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', cancel)
      await cancelling
    }
  }

  return {
    name: settings.name,

    /** One statement in one round trip. */
    query<R extends QueryResultRow> (statement: Statement, options: Options = {}): Promise<QueryResult<R>> {
      return attempt((client) => cancellable(client, options.signal, () => client.query<R>(bounded(statement))), options)
    },

    /** One statement, each row an array of its values. `sink` makes a function that is given each row as it arrives; a new one for each try. */
    queryArrays<R extends unknown[]> (statement: Statement, options: Options = {}, sink?: () => RowSink<R>): Promise<QueryArrayResult<R>> {
      const config = { ...bounded(statement), rowMode: 'array' as const }
      return attempt((client) => cancellable(client, options.signal, async () => sink === undefined ? client.query<R>(config) : queryInto(await driver(), client, config, sink())), options)
    },

    /**
     * Runs `work` between BEGIN and COMMIT. With `resend` it runs again from its start after a lost connection,
     * a deadlock, or a COMMIT whose answer never came.
     */
    transaction<T> (work: (transaction: Transaction) => Promise<T>, options: Options = {}): Promise<T> {
      let committing = false
      let maybeCommitted = false
      return attempt(async (client) => {
        maybeCommitted ||= committing
        committing = false
        await client.query(`BEGIN; SET LOCAL work_mem = '${transactionMemory}'`)
        try {
          const result = await work({ query: (statement) => cancellable(client, options.signal, () => client.query(bounded(statement))), maybeCommitted })
          committing = true
          await client.query('COMMIT')
          return result
        } catch (error) {
          if (!isLost(error)) {
            committing = false
            await client.query('ROLLBACK')
          }
          throw error
        }
      }, options, false, () => committing || maybeCommitted ? commitPatienceMs : patienceMs)
    },

    /**
     * Runs `work` on one connection, again on another where it was lost and `resend` allows it. `discard` closes the
     * connection afterwards, in place of giving it back to the pool.
     */
    session<T>(work: (client: PoolClient, discard: () => void) => Promise<T>, options: Options = {}): Promise<T> {
      return attempt((client) => work(client, () => { discarded.add(client) }), options)
    },

    /** The rows of one statement through a server-side cursor, `batchSize` at a time, the next batch fetched while one is used. */
    async * batches (statement: Statement, batchSize: number, { signal }: Options = {}): AsyncGenerator<Batch> {
      if (exporting >= Math.max(1, Math.floor(settings.poolMax / 2))) {
        throw serviceUnavailable('As many exports run now as the database has connections for: try again later.')
      }
      exporting++
      try {
        yield * exportBatches({
          statementTimeoutMs: settings.statementTimeoutMs,
          borrow: (work) => attempt(work, { resend: true, signal }, true),
          giveBack: release,
          discard: (client) => { discarded.add(client) },
          translate: (error) => translate(error, settings.name, settings.createTables, isLost),
          cancellable: (client, run) => cancellable(client, signal, run)
        }, statement, batchSize)
      } finally {
        exporting--
      }
    },

    /** Ends every connection, after what is running on it has ended. */
    async close (): Promise<void> {
      closed = true
      await current?.catch(() => {})
      await Promise.all([...pools].map((pool) => pool.end()))
    }
  }
}

/** pg's query with its row events: work on a row is done while the database makes the next. */
function queryInto<R extends unknown[]> (pg: Driver, client: PoolClient, config: QueryArrayConfig & { query_timeout: number }, sink: RowSink<R>): Promise<QueryArrayResult<R>> {
  return new Promise((resolve, reject) => {
    let failure: unknown
    const query = new pg.Query<R>(config, (error: Error | undefined, result: unknown) => {
      if (error ?? failure) reject(error ?? failure)
      else resolve(result as QueryArrayResult<R>)
    })
    query.on('row', (row, result) => {
      try {
        if (failure === undefined) sink(row, result?.fields ?? [])
      } catch (error) {
        failure = error // pg would take it for a fault of the connection
      }
    })
    client.query(Object.assign(query, { query_timeout: config.query_timeout }))
  })
}
