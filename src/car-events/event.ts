import { randomUUID } from 'node:crypto'
import { Compile, type Validator } from 'typebox/schema'
import type { Fault } from '../errors.ts'
import { member } from '../json/is-object.ts'
import { faultsOf } from '../schema/faults.ts'
import { toTimestamptz } from './instant.ts'
import { jsonbFaults } from './jsonb-limits.ts'
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

export type CheckedEvent = { event: PreparedEvent } | { faults: Fault[], uuid: string | null }

interface CheckOptions {
  /** Whether entities of the known types are checked, too. */
  strict: boolean
  /** What stands in front of each fault's path. */
  path: string
}

let validator: Validator<typeof eventSchema> | undefined
const strictValidators = new Map<string, Validator>()

/**
 * Checks one event, given as its JSON text, against its schema and against what PostgreSQL can hold. A text that
 * is not JSON is a fault, too.
 */
export function checkEvent (text: string, options: CheckOptions): CheckedEvent {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { uuid: null, faults: [{ path: options.path, message: `is not JSON: ${reason}` }] }
  }
  return checkParsedEvent(text, value, options)
}

/** The same for an event that is parsed already. */
export function checkParsedEvent (text: string, value: unknown, { strict, path }: CheckOptions): CheckedEvent {
  const unstorable = jsonbFaults(text, value, path)
  if (unstorable.length > 0) return { uuid: uuidOf(value), faults: unstorable }
  validator ??= Compile(eventSchema)
  if (!validator.Check(value)) return { uuid: uuidOf(value), faults: faultsOf(path, validator.Errors(value)) }
  const faults = strict ? strictFaults(value, path) : []
  return faults.length > 0 ? { uuid: uuidOf(value), faults } : { event: prepareEvent(value, text) }
}

function strictFaults (event: CarEvent, path: string): Fault[] {
  return event.entities.flatMap((entity, position) => {
    const known = validatorOf(entity.entityHeader.entityType)
    if (known === undefined || known.Check(entity)) return []
    return faultsOf(`${path}/entities/${position}`, known.Errors(entity))
  })
}

function validatorOf (type: string): Validator | undefined {
  const schema = Object.hasOwn(entitySchemas, type) ? entitySchemas[type] : undefined
  if (schema === undefined) return undefined
  const known = strictValidators.get(type) ?? Compile(schema)
  strictValidators.set(type, known)
  return known
}

function prepareEvent ({ eventHeader, entities }: CarEvent, text: string): PreparedEvent {
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
  const uuid = member(member(value, 'eventHeader'), 'uuid')
  return typeof uuid === 'string' ? uuid.slice(0, 255).toWellFormed() : null
}
