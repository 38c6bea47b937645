import { randomUUID } from 'node:crypto'
import { Compile, type Validator } from 'typebox/schema'
import type { Fault } from '../errors.ts'
import { faultsOf } from '../http/validation.ts'
import { toTimestamptz } from './instant.ts'
import { jsonbFaults } from './jsonb.ts'
import { entitySchemas, eventSchema, type CarEvent } from './schema.ts'

/** An event that the database will take: what goes into its columns, and its text as it was sent. */
export interface PreparedEvent {
  id: string
  name: string
  type: string | null
  createdDate: string
  savedDate: string
  text: string
  entities: PreparedEntity[]
}

export interface PreparedEntity {
  /** Place in the event's `entities`. */
  position: number
  type: string
  id: string
  createdAt: string | null
  updatedAt: string
}

export type Checked = { event: PreparedEvent } | { faults: Fault[], uuid: string | null }

let validator: Validator | undefined
const strictValidators = new Map<string, Validator>()

/**
 * Checks one event, given as its JSON text, against its schema and against what PostgreSQL can hold. `path`
 * is what stands in front of each fault's path. A text that is not JSON is a fault, too.
 */
export function checkEvent (text: string, { strict, path }: { strict: boolean, path: string }): Checked {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { uuid: null, faults: [{ path, message: `is not JSON: ${error instanceof Error ? error.message : String(error)}` }] }
  }
  return checkParsedEvent(text, value, { strict, path })
}

/** The same for an event that is parsed already. */
export function checkParsedEvent (text: string, value: unknown, { strict, path }: { strict: boolean, path: string }): Checked {
  const deep = jsonbFaults(text, value, path)
  if (deep.length > 0) return { uuid: uuidOf(value), faults: deep }
  validator ??= Compile(eventSchema)
  if (!validator.Check(value)) return { uuid: uuidOf(value), faults: faultsOf(path, validator.Errors(value)) }
  const event = value as CarEvent
  const faults = strict ? strictFaults(event, path) : []
  return faults.length > 0 ? { uuid: uuidOf(value), faults } : { event: prepare(event, text) }
}

function strictFaults (event: CarEvent, path: string): Fault[] {
  return event.entities.flatMap((entity, position) => {
    const known = validatorOf(entity.entityHeader.entityType)
    return known === undefined || known.Check(entity) ? [] : faultsOf(`${path}/entities/${position}`, known.Errors(entity))
  })
}

function validatorOf (type: string): Validator | undefined {
  const schema = Object.hasOwn(entitySchemas, type) ? entitySchemas[type] : undefined
  if (schema === undefined) return undefined
  const known = strictValidators.get(type) ?? Compile(schema)
  strictValidators.set(type, known)
  return known
}

function prepare ({ eventHeader, entities }: CarEvent, text: string): PreparedEvent {
  const savedDate = toTimestamptz(eventHeader.savedDate) ?? new Date().toISOString()
  const createdDate = toTimestamptz(eventHeader.createdDate) ?? savedDate
  return {
    id: eventHeader.uuid ?? randomUUID(),
    name: eventHeader.eventName,
    type: eventHeader.eventType ?? null,
    createdDate,
    savedDate,
    text,
    entities: entities.map(({ entityHeader }, position) => {
      const createdAt = toTimestamptz(entityHeader.createdAt)
      const updatedAt = toTimestamptz(entityHeader.updatedAt) ?? createdAt ?? createdDate
      return { position, type: entityHeader.entityType, id: entityHeader.entityId, createdAt, updatedAt }
    })
  }
}

function uuidOf (value: unknown): string | null {
  const header = member(value, 'eventHeader')
  const uuid = member(header, 'uuid')
  return typeof uuid === 'string' ? uuid.slice(0, 255).toWellFormed() : null
}

function member (value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}
