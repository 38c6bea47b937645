import type { FieldDef, PoolClient } from 'pg'
import type Cursor from 'pg-cursor'
import { cancelStatement, runCancellable } from './cancel.ts'
import type { Statement } from './statement.ts'

export interface Batch {
  rows: unknown[][]
  fields: FieldDef[]
}

/** What an export needs of the pool that it runs on. */
export interface ExportDeps {
  statementTimeoutMs: number
  /** Aborts when the caller leaves: what is under way is cancelled in the database. */
  signal: AbortSignal | undefined
  /** Runs `work` on a connection that is then this export's; again on another where the first was lost. */
  borrow<T> (work: (client: PoolClient) => Promise<T>): Promise<T>
  release (client: PoolClient): void
  /** Marks a connection to be closed when it is given back. */
  discard (client: PoolClient): void
  /** The error that a caller may see. */
  toAppError (error: unknown): unknown
}

/**
 * The rows of one statement through a server-side cursor, `size` at a time, the next batch fetched while one
 * is used. Each read has `statementTimeoutMs`; the server's own timeout would count the time in which the
 * reader is slow, too, and is off meanwhile.
 */
export async function * exportBatches (
  deps: ExportDeps, statement: Statement, size: number
): AsyncGenerator<Batch> {
  const { default: Cursor } = await import('pg-cursor')
  const { client, cursor, first } = await deps.borrow(async (client) => {
    await client.query('SET statement_timeout = 0')
    const { text, values, types } = statement
    const config = { rowMode: 'array' as const, ...(types !== undefined && { types }) }
    const cursor = client.query(new Cursor<unknown[]>(text, values, config))
    try {
      return { client, cursor, first: await readInTime(deps, client, cursor, size) }
    } catch (error) {
      deps.discard(client)
      throw error
    }
  })
  let pending: Promise<Batch> | undefined
  let complete = false
  try {
    for (let batch = first; ; batch = await pending) {
      pending = undefined
      if (batch.rows.length === size) {
        pending = readInTime(deps, client, cursor, size)
        pending.catch(() => {}) // awaited above, or below when the consumer stops early
      }
      yield batch
      if (pending !== undefined) continue
      await cursor.close()
      await client.query(`SET statement_timeout = ${deps.statementTimeoutMs}`)
      complete = true
      return
    }
  } catch (error) {
    throw deps.toAppError(error)
  } finally {
    // what was cut short is not worth tidying up: the next caller gets a new connection
    if (!complete) {
      deps.discard(client)
      await cancelStatement(client)
      await pending?.catch(() => {}) // cancelled a line above
    }
    deps.release(client)
  }
}

async function readInTime (
  deps: ExportDeps, client: PoolClient, cursor: Cursor<unknown[]>, size: number
): Promise<Batch> {
  let cancelling: Promise<void> | undefined
  const timer = setTimeout(() => { cancelling = cancelStatement(client) }, deps.statementTimeoutMs)
  try {
    return await runCancellable(client, deps.signal, () => readBatch(cursor, size))
  } finally {
    clearTimeout(timer)
    await cancelling
  }
}

function readBatch (cursor: Cursor<unknown[]>, size: number): Promise<Batch> {
  return new Promise((resolve, reject) => {
    cursor.read(size, (error, rows, result) => {
      if (error) reject(error)
      else resolve({ rows, fields: result.fields })
    })
  })
}
