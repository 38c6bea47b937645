import { Check, Compile, type Validator } from 'typebox/schema'
import type { TSchema } from 'typebox'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { Fault } from '../errors.ts'
import { coerce, withDefaults } from '../schema/coerce.ts'
import { faultsOf } from '../schema/faults.ts'

const parts: Record<string, string> = { querystring: 'query', params: 'path', headers: 'headers', body: 'body' }

/** Faults as the error that Fastify hands to the error handler. */
export class RequestFaults extends Error {
  readonly faults: Fault[]

  constructor (faults: Fault[]) {
    super('The request does not fit its schema')
    this.faults = faults
  }
}

/**
 * Fastify's validator compiler. A route's first request is checked by walking its schema, the others by a
 * validator compiled then: compiling all at start would double a cold start, and one costs more than it saves
 * when it is used once. Query, path and headers are coerced to their types, bodies are not.
 */
export const compileLazily: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  let used = false
  let validator: Validator | undefined
  const prefix = parts[httpPart ?? 'body'] ?? 'body'
  return (input: unknown) => {
    const value = withDefaults(schema, httpPart === 'body' ? bodyOf(schema, input) : coerce(schema, input ?? {}))
    if (used) validator ??= Compile(schema)
    used = true
    if (validator === undefined ? Check(schema, value) : validator.Check(value)) return { value }
    return { error: new RequestFaults(faultsOf(prefix, schema, value)) }
  }
}

/** Fastify says null where a request has no body; a schema with a default takes it for that. */
function bodyOf ({ default: own }: { default?: unknown }, input: unknown): unknown {
  return input === null && own !== undefined ? undefined : input
}

/** Answers are written as they are: no field can vanish because a response schema forgot it. */
const serializeAsIs = () => JSON.stringify

const neverAsked = (): never => { throw new Error('every schema has its compiler') }

/** Fastify's options that keep it from loading the compilers which `useCompilers` replaces: 15 ms of a cold start. */
export const withoutCompilers = {
  schemaController: { compilersFactory: { buildValidator: neverAsked, buildSerializer: neverAsked } }
}

export function useCompilers (app: FastifyInstance): void {
  app.setValidatorCompiler(compileLazily)
  app.setSerializerCompiler(serializeAsIs)
}
