import type { OpenAPIV3 } from 'openapi-types'
import { errorBody } from '../http/errors.ts'
import { operationsOf } from './paths.ts'

type Schema = OpenAPIV3.SchemaObject | OpenAPIV3.ReferenceObject

/**
 * The document as its readers need it: what has a default need not be sent (a checked value has it, so TypeBox calls it
 * required), and the one body of all errors is a schema of its own in place of a copy in each answer.
 */
export function normalize (document: OpenAPIV3.Document): OpenAPIV3.Document {
  for (const { operation } of operationsOf(document)) {
    relaxParameters(operation)
    referToError(operation)
  }
  const error: OpenAPIV3.SchemaObject = JSON.parse(JSON.stringify(errorBody))
  const schemas = { ...document.components?.schemas, Error: error }
  return { ...document, components: { ...document.components, schemas } }
}

function relaxParameters ({ parameters = [], requestBody }: OpenAPIV3.OperationObject): void {
  for (const parameter of parameters) {
    if ('schema' in parameter && defaultOf(parameter.schema) !== undefined) parameter.required = false
  }
  if (requestBody === undefined || !('content' in requestBody)) return
  for (const { schema } of Object.values(requestBody.content)) {
    if (defaultOf(schema) !== undefined) requestBody.required = false
    relax(schema)
  }
}

function referToError ({ responses }: OpenAPIV3.OperationObject): void {
  for (const response of Object.values(responses)) {
    const json = 'content' in response ? response.content?.['application/json'] : undefined
    if (json === undefined || propertiesOf(json.schema)['request_id'] === undefined) continue
    json.schema = { $ref: '#/components/schemas/Error' }
  }
}

/** Takes the properties with a default out of what is required, here and in every schema inside. */
function relax (schema: Schema | undefined): void {
  const properties = propertiesOf(schema)
  if (schema !== undefined && 'required' in schema) {
    const required = schema.required?.filter((name) => defaultOf(properties[name]) === undefined) ?? []
    if (required.length > 0) schema.required = required
    else delete schema.required // an empty list is none in OpenAPI 3.0
  }
  for (const inside of Object.values(properties)) relax(inside)
  if (schema !== undefined && 'items' in schema) relax(schema.items)
}

function propertiesOf (schema: Schema | undefined): Record<string, Schema> {
  return schema !== undefined && 'properties' in schema ? schema.properties ?? {} : {}
}

function defaultOf (schema: Schema | undefined): unknown {
  return schema !== undefined && 'default' in schema ? schema.default : undefined
}
