import type { PoolClient, QueryArrayConfig, QueryArrayResult } from 'pg'
import type { Driver } from './pool.ts'
import type { RowSink } from './statement.ts'

/**
 * Runs a query whose rows are given to `sink` as they arrive (pg's row events): work on a row is done while the
 * database makes the next. Throws pg's error, or the sink's own.
 */
export function queryInto<R extends unknown[]> (
  pg: Driver, client: PoolClient, config: QueryArrayConfig & { query_timeout: number }, sink: RowSink<R>
): Promise<QueryArrayResult<R>> {
  return new Promise((resolve, reject) => {
    let failure: unknown
    const query = new pg.Query<R>(config, (error, result) => {
      if (error ?? failure) reject(error ?? failure)
      else resolve(result)
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
