import type { Statement } from '../postgres/statement.ts'
import { invalidCursor } from '../schema/cursor.ts'
import { decodeCursor } from './cursor.ts'
import { toTimestamptz } from './instant.ts'

export interface ListFilter {
  type?: string | undefined
  /** A date or an instant, inclusive. */
  from?: string | undefined
  /** An instant, inclusive, or a date, which means that whole day. */
  to?: string | undefined
}

export interface PageBounds {
  limit: number
  cursor?: string | undefined
}

const headerColumns = 'id, event_name, event_type, created_date, saved_date'

/**
 * The headers of events, newest first, one more than `limit`. Events without a date, which only another program can
 * have stored, come last. Throws InvalidInput for a cursor of another list.
 */
export function listStatement ({ type, from, to, limit, cursor }: ListFilter & PageBounds): Statement {
  const values: unknown[] = [limit + 1]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions: string[] = []
  if (type !== undefined) conditions.push(`event_type = ${bind(type)}`)
  if (from !== undefined) conditions.push(`created_date >= ${bind(startOf(from))}::timestamptz`)
  if (to !== undefined && isDate(to)) {
    conditions.push(`created_date < ${bind(startOf(to))}::timestamptz + interval '1 day'`)
  } else if (to !== undefined) {
    conditions.push(`created_date <= ${bind(startOf(to))}::timestamptz`)
  }
  const [afterDate, afterId] = cursor === undefined ? [] : decodeCursor(cursor)
  const isPastDated = afterDate === null
  const id = afterId === undefined ? '' : bind(afterId)
  const select = (extra: string[], order: string) => {
    const where = [...conditions, ...extra].join(' AND ')
    return `(SELECT ${headerColumns} FROM business_events WHERE ${where} ORDER BY ${order} LIMIT $1)`
  }
  const selects: string[] = []
  if (!isPastDated) {
    const dated = ['created_date IS NOT NULL']
    if (afterDate !== undefined) dated.push(`(created_date, id) < (${bind(afterDate)}::timestamptz, ${id}::varchar)`)
    selects.push(select(dated, 'created_date DESC NULLS LAST, id DESC'))
  }
  if (from === undefined && to === undefined) {
    selects.push(select(['created_date IS NULL', ...(isPastDated ? [`id < ${id}`] : [])], 'id DESC'))
  }
  if (selects.length === 0) throw invalidCursor()
  return {
    text: `SELECT * FROM (${selects.join(' UNION ALL ')}) AS page ` +
      'ORDER BY created_date DESC NULLS LAST, id DESC LIMIT $1',
    values
  }
}

/** The headers of the events that speak of an entity, oldest first, one more than `limit`. */
export function entityEventsStatement (type: string, id: string, { limit, cursor }: PageBounds): Statement {
  const entity = { entityHeader: { entityId: id, entityType: type } }
  const values: unknown[] = [JSON.stringify([id]), JSON.stringify({ entities: [entity] }), limit + 1]
  let seek = ''
  if (cursor !== undefined) {
    const [afterDate, afterId] = decodeCursor(cursor)
    values.push(afterId)
    if (afterDate !== null) values.push(afterDate)
    seek = afterDate === null
      ? 'AND (created_date IS NOT NULL OR id > $4)'
      : 'AND (created_date, id) > ($5::timestamptz, $4::varchar)'
  }
  // the first condition is the index's own expression, the second is exact
  const hasId = "jsonb_path_query_array(event_data, '$.entities[*].entityHeader.entityId') @> $1::jsonb"
  return {
    text: `SELECT ${headerColumns} FROM business_events
WHERE ${hasId} AND event_data @> $2::jsonb ${seek}
ORDER BY created_date NULLS FIRST, id LIMIT $3`,
    values
  }
}

function isDate (text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

/** The instant that a date or an instant begins with. */
function startOf (text: string): string | null {
  return toTimestamptz(isDate(text) ? `${text}T00:00:00Z` : text)
}
