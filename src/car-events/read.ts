import * as Type from 'typebox'
import type { Static } from 'typebox'
import { Parse } from 'typebox/schema'
import { invalidRequest } from '../errors.ts'
import { rowsThatFit } from '../http/answer-bytes.ts'
import type { Database, Statement } from '../postgres/database.ts'
import { sqlState } from '../postgres/faults.ts'
import { toIso, toTimestamptz } from './instant.ts'
import type { listAnswer } from './schema.ts'
import { tableOf } from './statement.ts'

type EventList = Static<typeof listAnswer>

const cursorSchema = Type.Tuple([Type.Union([Type.String(), Type.Null()]), Type.String({ minLength: 1, maxLength: 255 })])
type ListCursor = Static<typeof cursorSchema>

interface HeaderRow {
  id: string
  event_name: string
  event_type: string | null
  created_date: string | null
  saved_date: string | null
}

/** What an answer has besides its rows: a cursor holds an id of up to 255 characters. */
const metaBytes = 2000

const listed = 'id, event_name, event_type, created_date, saved_date'

/** The event as it was sent, as JSON text, or null where there is none of this id. */
export async function readEvent (database: Database, id: string, signal: AbortSignal): Promise<string | null> {
  const { rows: [row] } = await database.query<{ event: string }>({
    text: 'SELECT event_data::text AS event FROM business_events WHERE id = $1', values: [id]
  }, { resend: true, signal })
  return row?.event ?? null
}

export interface ListRequest {
  type?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit: number
  /** Bytes that the answer may have, as `quotedBytes` counts them. */
  maxBytes: number
  cursor?: string | undefined
}

/** A page of events, newest createdDate first. Throws `invalid_request` (422) for a cursor of another list. */
export async function listEvents (database: Database, request: ListRequest, signal: AbortSignal): Promise<EventList> {
  const { rows } = await database.query<HeaderRow>(listStatement(request), { resend: true, signal }).catch(blameCursor)
  return page(rows, request)
}

/** A page of the events that speak of an entity, oldest first; null where there is none at all. */
export async function listEntityEvents (database: Database, type: string, id: string, request: Pick<ListRequest, 'limit' | 'maxBytes' | 'cursor'>, signal: AbortSignal): Promise<EventList | null> {
  const after = request.cursor === undefined ? null : decodeCursor(request.cursor)
  const entity = { entityHeader: { entityId: id, entityType: type } }
  const values: unknown[] = [JSON.stringify([id]), JSON.stringify({ entities: [entity] }), request.limit + 1]
  let seek = ''
  if (after !== null) {
    values.push(after[1])
    if (after[0] !== null) values.push(after[0])
    seek = after[0] === null ? 'AND (created_date IS NOT NULL OR id > $4)' : 'AND (created_date, id) > ($5::timestamptz, $4::varchar)'
  }
  const { rows } = await database.query<HeaderRow>({
    // the first condition is the index's own expression, the second is exact
    text: `SELECT ${listed} FROM business_events
WHERE jsonb_path_query_array(event_data, '$.entities[*].entityHeader.entityId') @> $1::jsonb AND event_data @> $2::jsonb ${seek}
ORDER BY created_date NULLS FIRST, id LIMIT $3`,
    values
  }, { resend: true, signal }).catch(blameCursor)
  return rows.length === 0 && after === null ? null : page(rows, request)
}

/** The current state of an entity, as JSON text; null where there is none. */
export async function readEntity (database: Database, type: string, id: string, signal: AbortSignal): Promise<string | null> {
  const { rows: [row] } = await database.query<{ created_at: string | null, updated_at: string | null, event_id: string | null, data: string }>({
    text: `SELECT created_at, updated_at, event_id, entity_data::text AS data FROM ${tableOf(type)} WHERE entity_type = $1 AND entity_id = $2`,
    values: [type, id]
  }, { resend: true, signal })
  if (row === undefined) return null
  const head = { entity_type: type, entity_id: id, created_at: toIso(row.created_at), updated_at: toIso(row.updated_at), event_id: row.event_id }
  return `${JSON.stringify(head).slice(0, -1)},"data":${row.data}}`
}

/** Events without a date, which only another program can have stored, come last. */
function listStatement ({ type, from, to, limit, cursor }: ListRequest): Statement {
  const values: unknown[] = [limit + 1]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions: string[] = []
  if (type !== undefined) conditions.push(`event_type = ${bind(type)}`)
  if (from !== undefined) conditions.push(`created_date >= ${bind(toTimestamptz(isDate(from) ? `${from}T00:00:00Z` : from))}::timestamptz`)
  if (to !== undefined) {
    conditions.push(isDate(to)
      ? `created_date < ${bind(toTimestamptz(`${to}T00:00:00Z`))}::timestamptz + interval '1 day'`
      : `created_date <= ${bind(toTimestamptz(to))}::timestamptz`)
  }
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const id = after === null ? '' : bind(after[1])
  const dated = after === null || after[0] === null ? [] : [`(created_date, id) < (${bind(after[0])}::timestamptz, ${id}::varchar)`]
  const undated = after !== null && after[0] === null ? [`id < ${id}`] : []
  const part = (order: string, extra: string[]) => `(SELECT ${listed} FROM business_events WHERE ${[...conditions, ...extra].join(' AND ')} ORDER BY ${order} LIMIT $1)`
  const parts = [
    ...(undated.length > 0 ? [] : [part('created_date DESC NULLS LAST, id DESC', ['created_date IS NOT NULL', ...dated])]),
    ...(from === undefined && to === undefined ? [part('id DESC', ['created_date IS NULL', ...undated])] : [])
  ]
  if (parts.length === 0) throw foreignCursor()
  return { text: `SELECT * FROM (${parts.join(' UNION ALL ')}) AS page ORDER BY created_date DESC NULLS LAST, id DESC LIMIT $1`, values }
}

/** As many of the rows as `limit` and the bytes of an answer let in. */
function page (rows: HeaderRow[], { limit, maxBytes }: { limit: number, maxBytes: number }): EventList {
  const asked = rows.slice(0, limit).map((row) => ({
    event_id: row.id, event_name: row.event_name, event_type: row.event_type, created_date: toIso(row.created_date), saved_date: toIso(row.saved_date)
  }))
  const data = asked.slice(0, rowsThatFit(asked, maxBytes - metaBytes))
  const last = rows[data.length - 1]
  return {
    data,
    meta: {
      row_count: data.length,
      next_cursor: rows.length > data.length && last !== undefined ? encodeCursor([last.created_date, last.id]) : null,
      truncated: data.length < asked.length
    }
  }
}

function isDate (text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function encodeCursor (cursor: ListCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function decodeCursor (text: string): ListCursor {
  try {
    const cursor = Parse(cursorSchema, JSON.parse(Buffer.from(text, 'base64url').toString()))
    if (!cursor[1].includes('\0') && (cursor[0] === null || toIso(cursor[0]) !== null)) return cursor
  } catch {
    // not even JSON: the same error as for one of another shape
  }
  throw foreignCursor()
}

/** A made-up cursor may hold a time that timestamptz cannot (SQLSTATE 22007, 22008). */
function blameCursor (error: unknown): never {
  throw ['22007', '22008'].includes(sqlState(error) ?? '') ? foreignCursor() : error
}

function foreignCursor () {
  return invalidRequest([{ path: 'query/cursor', message: 'is not the next_cursor of an earlier answer' }], 422)
}
