import { rowsThatFit } from '../http/response-limits.ts'
import type { Database } from '../postgres/database.ts'
import { sqlState } from '../postgres/errors.ts'
import type { Statement } from '../postgres/statement.ts'
import { invalidCursor } from '../schema/cursor.ts'
import { encodeCursor } from './cursor.ts'
import { toIso } from './instant.ts'
import { entityEventsStatement, listStatement, type ListFilter, type PageBounds } from './list-statement.ts'
import type { EventList } from './schema.ts'

interface HeaderRow {
  id: string
  event_name: string
  event_type: string | null
  created_date: string | null
  saved_date: string | null
}

/** What an answer has besides its rows: a cursor holds an id of up to 255 characters. */
const metaBytes = 2000

export interface PageRequest extends PageBounds {
  /** Bytes that the answer may have, as `quotedBytes` counts them. */
  maxBytes: number
}

/** A page of events, newest createdDate first. Throws InvalidInput for a cursor of another list. */
export async function listEvents (
  database: Database, request: ListFilter & PageRequest, signal: AbortSignal
): Promise<EventList> {
  return pageOf(await fetchHeaders(database, listStatement(request), signal), request)
}

/**
 * A page of the events that speak of an entity, oldest first; null where there is none at all. Throws InvalidInput for
 * a cursor of another list.
 */
export async function listEntityEvents (
  database: Database, type: string, id: string, request: PageRequest, signal: AbortSignal
): Promise<EventList | null> {
  const rows = await fetchHeaders(database, entityEventsStatement(type, id, request), signal)
  return rows.length === 0 && request.cursor === undefined ? null : pageOf(rows, request)
}

async function fetchHeaders (database: Database, statement: Statement, signal: AbortSignal): Promise<HeaderRow[]> {
  try {
    return (await database.query<HeaderRow>(statement, { resend: true, signal })).rows
  } catch (error) {
    throw toInvalidCursor(error)
  }
}

/** As many of the rows as `limit` and the bytes of an answer let in. */
function pageOf (rows: HeaderRow[], { limit, maxBytes }: PageRequest): EventList {
  const wanted = rows.slice(0, limit).map((row) => ({
    event_id: row.id,
    event_name: row.event_name,
    event_type: row.event_type,
    created_date: toIso(row.created_date),
    saved_date: toIso(row.saved_date)
  }))
  const data = wanted.slice(0, rowsThatFit(wanted, maxBytes - metaBytes))
  const last = rows[data.length - 1]
  const hasMore = rows.length > data.length && last !== undefined
  return {
    data,
    meta: {
      row_count: data.length,
      next_cursor: hasMore ? encodeCursor([last.created_date, last.id]) : null,
      truncated: data.length < wanted.length
    }
  }
}

/** A made-up cursor may hold a time that timestamptz cannot (SQLSTATE 22007, 22008). */
function toInvalidCursor (error: unknown): unknown {
  return ['22007', '22008'].includes(sqlState(error) ?? '') ? invalidCursor() : error
}
