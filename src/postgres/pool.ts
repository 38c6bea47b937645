import type { CustomTypesConfig, PoolClient } from 'pg'
import { memoizeAsync } from '../async/memoize.ts'
import type { DatabaseSettings } from '../config/databases.ts'
import { serviceUnavailable } from '../errors.ts'
import { createLogin } from './login.ts'
import type { Log } from './statement.ts'

const connectTimeoutMs = 5000
const maxIdleMs = 60_000
const keepAliveDelayMs = 10_000
/** What pg waits longer for an answer than the server works on one, for a server that went away without a word. */
const serverMarginMs = 5000

/** pg is loaded when a database is first asked: a start that needs none pays nothing for it. */
export const loadDriver = async () => (await import('pg')).default

export type Driver = Awaited<ReturnType<typeof loadDriver>>

/** The object ids of date, timestamp and timestamptz. */
const dateTypes = [1082, 1114, 1184]

/** Dates and timestamps stay the text PostgreSQL sent: a JS Date would lose the microseconds. */
function textDates ({ types }: Driver): CustomTypesConfig {
  const asText = (value: unknown) => value
  return { getTypeParser: (oid, format) => dateTypes.includes(oid) ? asText : types.getTypeParser(oid, format) }
}

/** The connections to one database, each opened when first needed. */
export interface Connections {
  /**
   * A connection that has not been idle for so long that the other side may have dropped it unseen. Errors: pg's, the
   * login's, and `service_unavailable` after `close`.
   */
  connect (): Promise<PoolClient>
  /** Gives a connection back, or closes it where it is broken or was discarded. */
  release (client: PoolClient, isBroken?: boolean): void
  /** Marks a connection to be closed when it is given back. */
  discard (client: PoolClient): void
  /** Lets the next connection log in anew; false where there is no other login than the one that was refused. */
  forgetLogin (): boolean
  isClosed (): boolean
  /** Ends every connection, after what is running on it has ended. */
  close (): Promise<void>
}

/** How long pg waits for the answer to one statement. */
export function queryTimeoutMs ({ statementTimeoutMs }: DatabaseSettings): number {
  return statementTimeoutMs + serverMarginMs
}

/** What a session of a database is set to. */
function sessionSql (settings: DatabaseSettings): string {
  return [
    `SET statement_timeout = ${settings.statementTimeoutMs}`,
    `SET idle_in_transaction_session_timeout = ${settings.statementTimeoutMs + serverMarginMs}`,
    `SET default_transaction_read_only = ${settings.readOnly ? 'on' : 'off'}`,
    "SET TimeZone = 'UTC'",
    "SET DateStyle = 'ISO, YMD'"
  ].join('; ')
}

export function createConnections (settings: DatabaseSettings, log: Log): Connections {
  const { name: database } = settings
  const login = createLogin(settings)
  const lastUsed = new WeakMap<PoolClient, number>()
  const discarded = new WeakSet<PoolClient>()
  const pools = new Set<{ end (): Promise<void> }>()
  let closed = false

  const currentPool = memoizeAsync(async () => {
    const pg = await loadDriver()
    const pool = new pg.Pool({
      ...await login.clientConfig(),
      max: settings.poolMax,
      application_name: 'atalaya',
      connectionTimeoutMillis: connectTimeoutMs,
      idleTimeoutMillis: maxIdleMs,
      allowExitOnIdle: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveDelayMs,
      types: textDates(pg),
      // one statement rather than the start-up packet's `options`, which RDS Proxy refuses
      onConnect: (client) => client.query(sessionSql(settings))
    })
    pool.on('connect', (client) => {
      client.on('error', (error) => log.debug({ database, err: error }, 'connection lost'))
    })
    pool.on('error', (error) => log.debug({ database, err: error }, 'idle connection lost'))
    pools.add(pool)
    return pool
  })

  return {
    async connect () {
      if (closed) throw serviceUnavailable('The service is stopping.')
      const pool = await currentPool()
      for (;;) {
        const client = await pool.connect()
        const idleMs = Date.now() - (lastUsed.get(client) ?? Date.now())
        if (idleMs <= maxIdleMs) return client
        client.release(true)
      }
    },
    release (client, isBroken = false) {
      lastUsed.set(client, Date.now())
      client.release(isBroken || discarded.has(client))
    },
    discard (client) {
      discarded.add(client)
    },
    forgetLogin () {
      currentPool.forget()
      return login.forget()
    },
    isClosed: () => closed,
    async close () {
      closed = true
      await currentPool.loaded()?.catch(() => {}) // a pool that could not be made has nothing to end
      await Promise.all([...pools].map((pool) => pool.end()))
    }
  }
}
