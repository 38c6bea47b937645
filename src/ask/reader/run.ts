import Cursor from 'pg-cursor'
import type { FieldDef } from 'pg'
import type { Fence } from './fence.ts'
import { jsonValue, typeName } from './values.ts'

export interface Column {
  name: string
  type: string
}

export interface Result {
  columns: Column[]
  /** Each row by its columns' names. */
  rows: Record<string, unknown>[]
  /** Whether there were more rows than were asked for. */
  truncated: boolean
}

const textTypes = { getTypeParser: () => (value: unknown) => value }

/** A cursor for which COPY, which is no query but could be sent as one, is nothing to answer. */
class QueryCursor extends Cursor<(string | null)[]> {
  handleCopyData (): void {}

  handleCopyInResponse (connection: { sendCopyFail (reason: string): void }): void {
    connection.sendCopyFail('nothing is copied here')
  }
}

/** The first rows of a query, through a cursor. Errors: the fence's. */
export async function run ({ client, within, limit }: Fence, sql: string, maxRows: number, timeoutMs: number): Promise<Result> {
  await limit(timeoutMs)
  const { rows, fields } = await within(timeoutMs, () => new Promise<{ rows: (string | null)[][], fields: FieldDef[] }>((resolve, reject) => {
    const cursor = client.query(new QueryCursor(sql, [], { rowMode: 'array', types: textTypes }))
    cursor.read(maxRows + 1, (error, rows, result) => {
      if (error) reject(error)
      else cursor.close(() => resolve({ rows, fields: result.fields }))
    })
  }))
  const types = await typesOf({ client, within, limit }, fields, timeoutMs)
  const columns = named(fields).map((name, place) => ({ name, type: types[place] ?? 'text' }))
  return {
    columns,
    rows: rows.slice(0, maxRows).map((row) => Object.fromEntries(columns.map(({ name }, place) => [name, jsonValue(row[place] ?? null, fields[place]?.dataTypeID ?? 25)]))),
    truncated: rows.length > maxRows
  }
}

/** Each column under a name of its own. */
function named (fields: FieldDef[]): string[] {
  const seen = new Map<string, number>()
  return fields.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}_${times}`
  })
}

async function typesOf ({ client, within }: Fence, fields: FieldDef[], timeoutMs: number): Promise<string[]> {
  const unknown = [...new Set(fields.map(({ dataTypeID }) => dataTypeID).filter((oid) => typeName(oid) === undefined))]
  const looked = unknown.length === 0
    ? []
    : (await within(timeoutMs, () => client.query<{ oid: number, name: string }>('SELECT oid::int AS oid, format_type(oid, NULL) AS name FROM pg_type WHERE oid = ANY ($1::oid[])', [unknown]))).rows
  const found = new Map(looked.map(({ oid, name }) => [oid, name]))
  return fields.map(({ dataTypeID }) => typeName(dataTypeID) ?? found.get(dataTypeID) ?? 'text')
}
