import type { TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { isDeeperThan, maxJsonDepth } from '../json/depth.ts'
import { isObject, member } from '../json/is-object.ts'

/** The keywords of a JSON schema that are looked at here. */
interface Keywords extends TSchema {
  type?: string
  items?: TSchema
  properties?: Record<string, TSchema>
  anyOf?: TSchema[]
  default?: unknown
}

const booleans = new Map([['true', true], ['false', false]])

/**
 * Turns texts (query and path parameters, environment variables, an agent's parameters) into the types
 * that `schema` asks for. What does not clearly fit (`5.7` or an empty text for an integer) is left as it
 * is, so that validation names it; nothing is rounded, guessed or dropped.
 */
export function coerce (schema: TSchema, value: unknown): unknown {
  const { type, items, properties, anyOf }: Keywords = schema
  if (anyOf !== undefined) return coerceToFirstFit(anyOf, value)
  if (type === 'array') return coerceArray(items, value)
  if (type === 'object') return coerceObject(properties, value)
  if (typeof value !== 'string') return value
  if (type === 'integer') return /^-?\d{1,15}$/.test(value) ? Number(value) : value
  if (type === 'number') return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : value
  if (type === 'boolean') return booleans.get(value) ?? value
  return value
}

function coerceToFirstFit (schemas: TSchema[], value: unknown): unknown {
  const coerced = schemas.map((schema) => ({ schema, value: coerce(schema, value) }))
  const fit = coerced.find(({ schema, value }) => Check(schema, value)) ?? coerced.find((one) => one.value !== value)
  return fit === undefined ? value : fit.value
}

function coerceArray (items: TSchema | undefined, value: unknown): unknown {
  if (value === undefined) return value
  const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value
  const list = Array.isArray(parsed) ? parsed : [value]
  return items === undefined ? list : list.map((item) => coerce(items, item))
}

function coerceObject (properties: Record<string, TSchema> | undefined, value: unknown): unknown {
  const parsed = typeof value === 'string' && value.startsWith('{') ? parseJson(value) : value
  if (!isObject(parsed) || properties === undefined) return parsed
  const result: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(parsed)) {
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined
    const coerced = schema === undefined ? item : coerce(schema, item)
    defineMember(result, key, coerced)
  }
  return result
}

/** The value with the `default` of each absent property, at any depth; the value itself is left as it is. */
export function withDefaults (schema: TSchema, value: unknown): unknown {
  const { items, properties, default: own }: Keywords = schema
  if (value === undefined) return own === undefined ? undefined : withDefaults(schema, own)
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => withDefaults(items, item))
  if (!isObject(value) || properties === undefined) return value
  const result = { ...value }
  for (const [key, property] of Object.entries(properties)) {
    const filled = withDefaults(property, member(value, key))
    if (filled !== undefined) defineMember(result, key, filled)
  }
  return result
}

/** Sets a member of any name: by assignment, `__proto__` would be no member. */
function defineMember (target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
}

function parseJson (text: string): unknown {
  if (isDeeperThan(text, maxJsonDepth)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text // not JSON: validation says what is wrong with the text itself
  }
}
