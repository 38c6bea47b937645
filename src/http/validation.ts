import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import type { TSchema } from 'typebox'
import type { FastifySchemaCompiler } from 'fastify'
import type { TLocalizedValidationError } from 'typebox/error'
import type { Fault } from '../errors.ts'
import { coerce } from './coerce.ts'

const parts: Record<string, string> = { querystring: 'query', params: 'path', headers: 'headers', body: 'body' }

/** The faults that a validator found, each with the path of the value and a sentence about it. */
export function faultsOf (prefix: string, errors: TLocalizedValidationError[]): Fault[] {
  return errors
    .filter((error) => error.keyword !== 'additionalProperties' && error.keyword !== 'unevaluatedProperties')
    .map((error) => ({ path: `${prefix}${error.instancePath}`, message: messageOf(error) }))
}

function messageOf (error: TLocalizedValidationError): string {
  if (error.keyword === 'boolean') return 'is not known here'
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  if (error.keyword === 'required') return `must have ${error.params.requiredProperties.join(', ')}`
  if (error.keyword === 'format') return `must be a valid ${error.params.format}`
  return error.message
}

/** Faults as the error that Fastify hands to the error handler. */
export class RequestFaults extends Error {
  readonly faults: Fault[]

  constructor (faults: Fault[]) {
    super('The request does not fit its schema')
    this.faults = faults
  }
}

/**
 * Fastify's validator compiler: a schema is compiled when its route is first used, since compiling them
 * all at start would double a cold start. Query, path and headers are coerced to their types, bodies are not.
 */
export const compileLazily: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let validator: Validator | undefined
  const prefix = parts[httpPart ?? 'body'] ?? 'body'
  return (input: unknown) => {
    validator ??= Compile(schema)
    const value = Value.Default(schema, httpPart === 'body' ? input : coerce(schema, input ?? {}))
    if (validator.Check(value)) return { value }
    return { error: new RequestFaults(faultsOf(prefix, validator.Errors(value))) }
  }
}

/** Answers are written as they are: no field can vanish because a response schema forgot it. */
export const serializeAsIs = () => JSON.stringify
