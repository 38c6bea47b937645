import type { FieldDef, PoolClient } from 'pg'
import type Cursor from 'pg-cursor'
import { cancelStatement } from './cancel.ts'
import type { Statement } from './database.ts'

export interface Batch {
  rows: unknown[][]
  fields: FieldDef[]
}

/** What an export needs of the pool that it runs on. */
export interface ExportBed {
  statementTimeoutMs: number
  /** Runs `work` on a connection that is then this export's; again on another where the first was lost. */
  borrow<T> (work: (client: PoolClient) => Promise<T>): Promise<T>
  giveBack (client: PoolClient): void
  /** Marks a connection to be closed when it is given back. */
  discard (client: PoolClient): void
  /** The error that a caller may see. */
  translate (error: unknown): unknown
  /** Runs `run`, cancelled in the database when the caller goes away. */
  cancellable<T> (client: PoolClient, run: () => Promise<T>): Promise<T>
}

/**
 * The rows of one statement through a server-side cursor, `size` at a time, the next batch fetched while one
 * is used. Each read has `statementTimeoutMs`; the server's own timeout would count the time in which the
 * reader is slow, too, and is off meanwhile.
 */
export async function * exportBatches (bed: ExportBed, statement: Statement, size: number): AsyncGenerator<Batch> {
  const { default: Cursor } = await import('pg-cursor')
  const { client, cursor, first } = await bed.borrow(async (client) => {
    await client.query('SET statement_timeout = 0')
    const config = statement.types === undefined ? { rowMode: 'array' as const } : { rowMode: 'array' as const, types: statement.types }
    const cursor = client.query(new Cursor<unknown[]>(statement.text, statement.values, config))
    try {
      return { client, cursor, first: await readInTime(bed, client, cursor, size) }
    } catch (error) {
      bed.discard(client)
      throw error
    }
  })
  let pending: Promise<Batch> | undefined
  let complete = false
  try {
    for (let batch = first; ; batch = await pending) {
      pending = undefined
      if (batch.rows.length === size) {
        pending = readInTime(bed, client, cursor, size)
        pending.catch(() => {}) // awaited above, or below when the consumer stops early
      }
      yield batch
      if (pending !== undefined) continue
      await cursor.close()
      await client.query(`SET statement_timeout = ${bed.statementTimeoutMs}`)
      complete = true
      return
    }
  } catch (error) {
    throw bed.translate(error)
  } finally {
    // what was cut short is not worth tidying up: the next caller gets a new connection
    if (!complete) {
      bed.discard(client)
      await cancelStatement(client)
      await pending?.catch(() => {}) // cancelled a line above
    }
    bed.giveBack(client)
  }
}

async function readInTime (bed: ExportBed, client: PoolClient, cursor: Cursor<unknown[]>, size: number): Promise<Batch> {
  let cancelling: Promise<void> | undefined
  const timer = setTimeout(() => { cancelling = cancelStatement(client) }, bed.statementTimeoutMs)
  try {
    return await bed.cancellable(client, () => readBatch(cursor, size))
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
