import type { Statement } from '../postgres/statement.ts'
import type { PreparedEvent } from './event.ts'

/** The table of each known entity type; all others share `other_entities`, whose key has the type in it. */
export const entityTables: Record<string, string> = {
  Car: 'car_entities',
  Loan: 'loan_entities',
  LoanPayment: 'loan_payment_entities',
  ServiceRecord: 'service_record_entities'
}

const otherEntities = 'other_entities'

export function tableOf (entityType: string): string {
  return Object.hasOwn(entityTables, entityType) ? entityTables[entityType] ?? otherEntities : otherEntities
}

/** Stores one event in one round trip: whether it was `stored`, else whether the one that was there is the `same`. */
export function storeOneStatement (event: PreparedEvent): Statement {
  const tables = tablesOf([event])
  const same = 'SELECT event_data = ($6::json -> 0)::jsonb FROM business_events WHERE id = ($1::text[])[1]'
  return {
    name: `store event: ${tables.join(' ')}`,
    text: `${storeCte(tables)}\nSELECT EXISTS (SELECT FROM event) AS stored, (${same}) AS same`,
    values: storeValues([event])
  }
}

/** Stores events whose ids are all different; answers the `id` of each that was not there before. */
export function storeManyStatement (events: PreparedEvent[]): Statement {
  return { text: `${storeCte(tablesOf(events))}\nSELECT id FROM event`, values: storeValues(events) }
}

/** For each event (by its place `n`, from 1) whether the stored one of the same id has the same content. */
export function compareStatement (events: PreparedEvent[]): Statement {
  return {
    text: `SELECT sent.n::int AS n, event_data = sent.doc::jsonb AS same
FROM ROWS FROM (unnest($1::text[]), json_array_elements($2::json)) WITH ORDINALITY AS sent (id, doc, n)
JOIN business_events ON business_events.id = sent.id`,
    values: [events.map(({ id }) => id), documents(events)]
  }
}

function tablesOf (events: PreparedEvent[]): string[] {
  const tables = new Set<string>()
  for (const { entities } of events) {
    for (const { type } of entities) tables.add(tableOf(type))
  }
  return [...tables].sort()
}

/**
 * The common table expressions that write events, headers and entity states. Everything inside an event is
 * taken from the document as the database parsed it, so it is stored as it was sent. Only events that are
 * new touch entities; of several new states of one entity the latest wins, and among equals the last sent.
 * Rows are written in the order of their keys, so that two batches wait for each other rather than deadlock.
 */
function storeCte (tables: string[]): string {
  return `WITH sent AS (
  SELECT id, name, type, created_date, saved_date, doc::jsonb AS doc, n FROM ROWS FROM (
    unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]), json_array_elements($6::json)
  ) WITH ORDINALITY AS sent (id, name, type, created_date, saved_date, doc, n)
), event AS (
  INSERT INTO business_events (id, event_name, event_type, created_date, saved_date, event_data)
  SELECT id, name, type, created_date, saved_date, doc FROM sent ORDER BY id
  ON CONFLICT (id) DO NOTHING
  RETURNING id
), stored AS NOT MATERIALIZED (
  SELECT sent.* FROM sent JOIN event ON event.id = sent.id
), header AS (
  INSERT INTO event_headers (id, event_name, event_type, created_date, saved_date, header_data)
  SELECT id, name, type, created_date, saved_date, doc -> 'eventHeader' FROM stored
), entity AS (
  SELECT DISTINCT ON (part.type, part.id)
    part.id AS entity_id, part.type AS entity_type, part.created_at, part.updated_at,
    stored.doc -> 'entities' -> part.position AS entity_data, stored.id AS event_id
  FROM unnest($7::int[], $8::int[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[])
    AS part (n, position, type, id, created_at, updated_at)
  JOIN stored ON stored.n = part.n
  ORDER BY part.type, part.id, part.updated_at DESC, part.n DESC, part.position DESC
)${tables.map(entityCte).join('')}`
}

function entityCte (table: string): string {
  const isOthers = table === otherEntities
  const types = Object.keys(entityTables).filter((type) => isOthers || entityTables[type] === table)
  const typeList = types.map((type) => `'${type}'`).join(', ')
  const [operator, key] = isOthers ? ['NOT IN', 'entity_type, entity_id'] : ['IN', 'entity_id']
  const columns = 'entity_id, entity_type, created_at, updated_at, entity_data, event_id'
  return `, ${table}_state AS (
  INSERT INTO ${table} AS held (${columns})
  SELECT ${columns} FROM entity WHERE entity_type ${operator} (${typeList})
  ON CONFLICT (${key}) DO UPDATE SET
    entity_type = excluded.entity_type, created_at = excluded.created_at, updated_at = excluded.updated_at,
    entity_data = excluded.entity_data, event_id = excluded.event_id
  WHERE held.updated_at IS NULL OR excluded.updated_at >= held.updated_at
)`
}

function storeValues (events: PreparedEvent[]): unknown[] {
  const entities = events.flatMap((event, index) => event.entities.map((entity) => ({ ...entity, n: index + 1 })))
  return [
    events.map(({ id }) => id),
    events.map(({ name }) => name),
    events.map(({ type }) => type),
    events.map(({ createdDate }) => createdDate),
    events.map(({ savedDate }) => savedDate),
    documents(events),
    entities.map(({ n }) => n),
    entities.map(({ position }) => position),
    entities.map(({ type }) => type),
    entities.map(({ id }) => id),
    entities.map(({ createdAt }) => createdAt),
    entities.map(({ updatedAt }) => updatedAt)
  ]
}

/**
 * One JSON array of the texts as they were sent: a `jsonb[]` would have every quote in them escaped, at three
 * times the cost, and one `jsonb` of all of them has a limit that a batch can reach.
 */
function documents (events: PreparedEvent[]): string {
  return `[${events.map(({ text }) => text).join(',')}]`
}
