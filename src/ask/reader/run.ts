import type { FieldDef } from 'pg'
import Cursor from 'pg-cursor'
import type { Sandbox } from './sandbox.ts'
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

interface FetchedRows {
  rows: (string | null)[][]
  fields: FieldDef[]
}

const textTypes = { getTypeParser: () => (value: unknown) => value }
const textOid = 25

/** A cursor for which COPY, which is no query but could be sent as one, is nothing to answer. */
class QueryCursor extends Cursor<(string | null)[]> {
  handleCopyData (): void {}

  handleCopyInResponse (connection: { sendCopyFail (reason: string): void }): void {
    connection.sendCopyFail('nothing is copied here')
  }
}

/** The first rows of a query, through a cursor. Errors: the sandbox's. */
export async function run (sandbox: Sandbox, sql: string, maxRows: number, timeoutMs: number): Promise<Result> {
  await sandbox.setStatementTimeout(timeoutMs)
  const { rows, fields } = await sandbox.within(timeoutMs, () => fetchRows(sandbox, sql, maxRows + 1))
  const types = await typesOf(sandbox, fields, timeoutMs)
  const columns = uniqueNames(fields).map((name, place) => ({ name, type: types[place] ?? 'text' }))
  const rowOf = (values: (string | null)[]) => Object.fromEntries(columns.map(({ name }, place) => (
    [name, jsonValue(values[place] ?? null, fields[place]?.dataTypeID ?? textOid)]
  )))
  return { columns, rows: rows.slice(0, maxRows).map(rowOf), truncated: rows.length > maxRows }
}

function fetchRows ({ client }: Sandbox, sql: string, count: number): Promise<FetchedRows> {
  return new Promise((resolve, reject) => {
    const cursor = client.query(new QueryCursor(sql, [], { rowMode: 'array', types: textTypes }))
    cursor.read(count, (error, rows, result) => {
      if (error) reject(error)
      else cursor.close(() => resolve({ rows, fields: result.fields }))
    })
  })
}

/** Each column under a name of its own. */
function uniqueNames (fields: FieldDef[]): string[] {
  const seen = new Map<string, number>()
  return fields.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name}_${times}`
  })
}

const typeNames = 'SELECT oid::int AS oid, format_type(oid, NULL) AS name FROM pg_type WHERE oid = ANY ($1::oid[])'

async function typesOf ({ client, within }: Sandbox, fields: FieldDef[], timeoutMs: number): Promise<string[]> {
  const found = new Map<number, string>()
  const unknown = new Set(fields.map(({ dataTypeID }) => dataTypeID).filter((oid) => typeName(oid) === undefined))
  if (unknown.size > 0) {
    const look = () => client.query<{ oid: number, name: string }>(typeNames, [[...unknown]])
    for (const { oid, name } of (await within(timeoutMs, look)).rows) found.set(oid, name)
  }
  return fields.map(({ dataTypeID }) => typeName(dataTypeID) ?? found.get(dataTypeID) ?? 'text')
}
