import { randomUUID } from 'node:crypto'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/schema'
import type { Fault } from '../errors.ts'
import { maxJsonDepth } from '../json/depth.ts'
import { member } from '../json/is-object.ts'
import { faultsOf } from '../schema/faults.ts'
import { toTimestamptz } from './instant.ts'
import { maxValues, measure, unstorableFaults } from './jsonb-limits.ts'
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

/** An event that does not fit. Where its text is no JSON at all, a whole document that it stands in is none. */
export interface RefusedEvent {
  faults: Fault[]
  uuid: string | null
  isJson: boolean
}

export type CheckedEvent = { event: PreparedEvent } | RefusedEvent

interface CheckOptions {
  /** Whether entities of the known types are checked, too. */
  strict: boolean
  /** What stands in front of each fault's path. */
  path: string
}

let validator: Validator<typeof eventSchema> | undefined
const strictValidators = new Map<TSchema, Validator>()

/**
 * Checks one event, given as its JSON text, against its schema and against what PostgreSQL can hold. How deep and how
 * large it is is looked at before it is parsed. A text that is not JSON is a fault, too.
 */
export function checkEvent (text: string, { strict, path }: CheckOptions): CheckedEvent {
  const { depth, values, hasUnstorable } = measure(text)
  if (depth > maxJsonDepth) return refused(null, { path, message: `is nested more than ${maxJsonDepth} levels deep` })
  if (values > maxValues) return refused(null, { path, message: `has more than ${maxValues} values` })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { uuid: null, faults: [{ path, message: `is not JSON: ${reason}` }], isJson: false }
  }
  if (hasUnstorable) return refused(uuidOf(value), ...unstorableFaults(text, path))
  validator ??= Compile(eventSchema)
  if (!validator.Check(value)) return refused(uuidOf(value), ...faultsOf(path, eventSchema, value))
  const faults = strict ? strictFaults(value, path) : []
  return faults.length > 0 ? refused(uuidOf(value), ...faults) : { event: prepareEvent(value, text) }
}

function refused (uuid: string | null, ...faults: Fault[]): RefusedEvent {
  return { uuid, faults, isJson: true }
}

function strictFaults (event: CarEvent, path: string): Fault[] {
  return event.entities.flatMap((entity, position) => {
    const type = entity.entityHeader.entityType
    const schema = Object.hasOwn(entitySchemas, type) ? entitySchemas[type] : undefined
    if (schema === undefined || validatorOf(schema).Check(entity)) return []
    return faultsOf(`${path}/entities/${position}`, schema, entity)
  })
}

function validatorOf (schema: TSchema): Validator {
  const known = strictValidators.get(schema) ?? Compile(schema)
  strictValidators.set(schema, known)
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
