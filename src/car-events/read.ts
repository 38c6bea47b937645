import type { Database } from '../postgres/database.ts'
import { toIso } from './instant.ts'
import { tableOf } from './statement.ts'

interface EntityRow {
  created_at: string | null
  updated_at: string | null
  event_id: string | null
  data: string
}

/** The event as it was sent, as JSON text, or null where there is none of this id. */
export async function readEvent (database: Database, id: string, signal: AbortSignal): Promise<string | null> {
  const { rows: [row] } = await database.query<{ event: string }>({
    text: 'SELECT event_data::text AS event FROM business_events WHERE id = $1', values: [id]
  }, { resend: true, signal })
  return row?.event ?? null
}

/** The current state of an entity, as JSON text; null where there is none. */
export async function readEntity (
  database: Database, type: string, id: string, signal: AbortSignal
): Promise<string | null> {
  const columns = 'created_at, updated_at, event_id, entity_data::text AS data'
  const { rows: [row] } = await database.query<EntityRow>({
    text: `SELECT ${columns} FROM ${tableOf(type)} WHERE entity_type = $1 AND entity_id = $2`,
    values: [type, id]
  }, { resend: true, signal })
  if (row === undefined) return null
  const head = {
    entity_type: type,
    entity_id: id,
    created_at: toIso(row.created_at),
    updated_at: toIso(row.updated_at),
    event_id: row.event_id
  }
  return `${JSON.stringify(head).slice(0, -1)},"data":${row.data}}`
}
