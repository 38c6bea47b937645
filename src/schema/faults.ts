import type { TSchema } from 'typebox'
import { Errors } from 'typebox/schema'
import type { TLocalizedValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import type { Fault } from '../errors.ts'
import { member } from '../json/is-object.ts'

Settings.Set({ maxErrors: 100 }) // faults that are named, of those that are found

interface Keywords extends TSchema {
  items?: TSchema
  properties?: Record<string, TSchema>
  maxItems?: number
}

/**
 * What of a value does not fit its schema: one fault a path below `prefix`, a missing member under its own path. Of a
 * list with too many items just that is told, since a look at each of them would take as long as somebody likes.
 */
export function faultsOf (prefix: string, schema: TSchema, value: unknown): Fault[] {
  const tooMany = tooManyItems(prefix, schema, value)
  if (tooMany !== null) return [tooMany]
  const faults = new Map<string, string>()
  const [, errors] = Errors(schema, value)
  for (const error of errors) {
    const path = `${prefix}${error.instancePath}`
    if (error.keyword === 'additionalProperties') continue // each unknown member is named by an error of its own
    if (error.keyword === 'required') {
      for (const name of error.params.requiredProperties) faults.set(`${path}/${name}`, 'is missing')
    } else if (!faults.has(path)) {
      faults.set(path, messageOf(error))
    }
  }
  return [...faults].map(([path, message]) => ({ path, message }))
}

/** The first list that has more items than its schema allows. */
function tooManyItems (path: string, schema: TSchema, value: unknown): Fault | null {
  const { maxItems = Infinity, items, properties = {} }: Keywords = schema
  if (Array.isArray(value)) {
    if (value.length > maxItems) return { path, message: `must not have more than ${maxItems} items` }
    return items === undefined ? null : firstOf(value, (item, index) => tooManyItems(`${path}/${index}`, items, item))
  }
  return firstOf(Object.entries(properties), ([name, property]) => (
    tooManyItems(`${path}/${name}`, property, member(value, name))
  ))
}

function firstOf<T> (list: readonly T[], find: (item: T, index: number) => Fault | null): Fault | null {
  for (const [index, item] of list.entries()) {
    const fault = find(item, index)
    if (fault !== null) return fault
  }
  return null
}

function messageOf (error: TLocalizedValidationError): string {
  if (error.keyword === 'boolean') return 'is not known here'
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  if (error.keyword === 'format') return `must be a valid ${error.params.format}`
  return error.message
}
