import type { PoolClient, QueryArrayResult, QueryResult, QueryResultRow } from 'pg'
import type { DatabaseSettings } from '../config/databases.ts'
import { serviceUnavailable } from '../errors.ts'
import { runCancellable } from './cancel.ts'
import { toAppError } from './errors.ts'
import { exportBatches, type Batch } from './export.ts'
import { createConnections, loadDriver, queryTimeoutMs } from './pool.ts'
import { queryInto } from './query-into.ts'
import { commitRetryBudgetMs, createRunner, isLost, retryBudgetMs, type RunOptions } from './retry.ts'
import type { Log, RowSink, Statement } from './statement.ts'

/** `signal` cancels the statement in the database, too. */
export type Options = Pick<RunOptions, 'signal' | 'resend' | 'onResend'>

export interface Transaction {
  query<R extends QueryResultRow> (statement: Statement): Promise<QueryResult<R>>
  /** An earlier try lost its connection while it was being committed: what it wrote may be stored. */
  maybeCommitted: boolean
}

/** A batch's documents are sorted and joined in memory rather than on disk. */
const transactionMemory = '64MB'

/** One PostgreSQL database behind a pool; connections are opened when first needed. */
export type Database = ReturnType<typeof openDatabase>

/**
 * Opens the pool of one database. A connection that died (server restart, failover, a frozen Lambda) is replaced and
 * the statement sent again where `retry.ts` says that it is safe. Errors: AppError `service_unavailable`,
 * `upstream_timeout`, `service_not_configured`; else pg's own.
 */
export function openDatabase (settings: DatabaseSettings, log: Log) {
  const connections = createConnections(settings, log)
  const run = createRunner(connections, settings, log)
  const maxExports = Math.max(1, Math.floor(settings.poolMax / 2))
  let exporting = 0

  /** The statement with a bound on this side too. */
  const bounded = (statement: Statement) => ({ ...statement, query_timeout: queryTimeoutMs(settings) })

  return {
    name: settings.name,

    /** One statement in one round trip. */
    query<R extends QueryResultRow> (statement: Statement, options: Options = {}): Promise<QueryResult<R>> {
      return run((client) => {
        return runCancellable(client, options.signal, () => client.query<R>(bounded(statement)))
      }, options)
    },

    /**
     * One statement, each row an array of its values. `sink` makes a function that is given each row as it arrives; a
     * new one for each try.
     */
    queryArrays<R extends unknown[]> (
      statement: Statement, options: Options = {}, sink?: () => RowSink<R>
    ): Promise<QueryArrayResult<R>> {
      const config = { ...bounded(statement), rowMode: 'array' as const }
      return run((client) => runCancellable(client, options.signal, async () => {
        return sink === undefined ? client.query<R>(config) : queryInto(await loadDriver(), client, config, sink())
      }), options)
    },

    /**
     * Runs `work` between BEGIN and COMMIT. With `resend` it runs again from its start after a lost connection,
     * a deadlock, or a COMMIT whose answer never came.
     */
    transaction<T> (work: (transaction: Transaction) => Promise<T>, options: Options = {}): Promise<T> {
      let committing = false
      let maybeCommitted = false
      const budgetMs = () => committing || maybeCommitted ? commitRetryBudgetMs : retryBudgetMs
      return run(async (client) => {
        maybeCommitted ||= committing
        committing = false
        const query = <R extends QueryResultRow>(statement: Statement) => {
          return runCancellable(client, options.signal, () => client.query<R>(bounded(statement)))
        }
        await client.query(`BEGIN; SET LOCAL work_mem = '${transactionMemory}'`)
        try {
          const result = await work({ query, maybeCommitted })
          committing = true
          await client.query('COMMIT')
          return result
        } catch (error) {
          if (!isLost(error, settings)) {
            committing = false
            await client.query('ROLLBACK')
          }
          throw error
        }
      }, { ...options, budgetMs })
    },

    /**
     * Runs `work` on one connection, again on another where it was lost and `resend` allows it. `discard` closes the
     * connection afterwards, in place of giving it back to the pool.
     */
    session<T> (work: (client: PoolClient, discard: () => void) => Promise<T>, options: Options = {}): Promise<T> {
      return run((client) => work(client, () => connections.discard(client)), options)
    },

    /**
     * The rows of one statement through a server-side cursor, `batchSize` at a time, the next batch fetched while one
     * is used.
     */
    async * batches (
      statement: Statement, batchSize: number, { signal }: Pick<Options, 'signal'> = {}
    ): AsyncGenerator<Batch> {
      if (exporting >= maxExports) {
        throw serviceUnavailable('As many exports run now as the database has connections for: try again later.')
      }
      exporting++
      try {
        yield * exportBatches({
          statementTimeoutMs: settings.statementTimeoutMs,
          signal,
          borrow: (work) => run(work, { resend: true, signal, keepsConnection: true }),
          release: connections.release,
          discard: connections.discard,
          toAppError: (error) => toAppError(error, settings, isLost(error, settings))
        }, statement, batchSize)
      } finally {
        exporting--
      }
    },

    /** Ends every connection, after what is running on it has ended. */
    close: connections.close
  }
}
