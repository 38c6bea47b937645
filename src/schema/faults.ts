import type { Errors } from 'typebox/schema'
import type { TLocalizedValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import type { Fault } from '../errors.ts'

Settings.Set({ maxErrors: 100 }) // faults that are named, of those that are found

/** The faults that a validator found: one a path, a missing member under its own path. */
export function faultsOf (prefix: string, [, errors]: ReturnType<typeof Errors>): Fault[] {
  const faults = new Map<string, string>()
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

function messageOf (error: TLocalizedValidationError): string {
  if (error.keyword === 'boolean') return 'is not known here'
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  if (error.keyword === 'format') return `must be a valid ${error.params.format}`
  return error.message
}
