import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { invalidRequest, notFound, type Fault } from '../errors.ts'
import type { Invocation } from '../http/invocation.ts'
import { routeOfTemplate, schemasOf, type Operation } from '../openapi/operations.ts'
import { coerce } from '../schema/coerce.ts'
import { record } from '../schema/fields.ts'
import { callRoute, type Call, type CallAnswer } from './call.ts'

const nullable = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

const parameters = Type.Array(Type.Object({
  name: Type.String(),
  type: nullable(Type.String()),
  value: Type.Optional(Type.Unknown())
}))
const attributes = record(Type.Unknown())
const content = record(Type.Object({ properties: nullable(parameters) }))

/** An action group's event by its API schema (`apiPath`, `httpMethod`) or by function details (`function`). */
const groupEvent = Type.Object({
  messageVersion: Type.String(),
  agent: nullable(Type.Object({ id: nullable(Type.String()) })),
  actionGroup: Type.String(),
  apiPath: Type.Optional(Type.String({ pattern: '^/' })),
  httpMethod: Type.Optional(Type.String()),
  function: Type.Optional(Type.String()),
  parameters: nullable(parameters),
  requestBody: nullable(Type.Object({ content: nullable(content) })),
  sessionAttributes: nullable(attributes),
  promptSessionAttributes: nullable(attributes)
})

/** The short event: a bare tool call, answered by the plain JSON of `GET /sales`. */
const shortEvent = Type.Object({
  messageVersion: Type.Optional(Type.Undefined()),
  actionGroup: Type.String(),
  parameters: nullable(Type.Union([parameters, record(Type.Unknown())]))
})

export type GroupEvent = Static<typeof groupEvent>
export type ShortEvent = Static<typeof shortEvent>
type Parameters = Static<typeof parameters>

export function isGroupEvent (event: unknown): event is GroupEvent {
  if (!Check(groupEvent, event)) return false
  return event.function !== undefined || (event.apiPath !== undefined && event.httpMethod !== undefined)
}

export function isShortEvent (event: unknown): event is ShortEvent {
  return Check(shortEvent, event)
}

/**
 * Calls the operation that the agent named, with its parameters converted by the route's own schemas. Errors:
 * `not_found`, `invalid_request`.
 */
export async function callOperation (
  app: FastifyInstance, invocation: Invocation, event: GroupEvent
): Promise<CallAnswer> {
  return callRoute(app, invocation, callOf(event, operationOf(app, event)))
}

/** Calls `GET /sales` with the event's parameters as its query. */
export async function answerShort (
  app: FastifyInstance, invocation: Invocation, { parameters: given }: ShortEvent
): Promise<CallAnswer> {
  const query = Check(parameters, given) ? valuesOf(given) : { ...given }
  return callRoute(app, invocation, { method: 'GET', path: '/sales', query })
}

function callOf (event: GroupEvent, operation: Operation): Call {
  const { path, rest } = fillPath(operation.url, valuesOf(event.parameters ?? []))
  const { queryNames, body: bodySchema } = schemasOf(operation)
  const call = { method: operation.method, path }
  if (bodySchema === undefined) return { ...call, query: rest }
  // with an API schema the body comes apart from the parameters
  if (event.function === undefined) return { ...call, query: rest, body: coerce(bodySchema, bodyOf(event)) }
  // with function details it is among them
  const query = Object.entries(rest).filter(([name]) => queryNames.includes(name))
  const body = Object.entries(rest).filter(([name]) => !queryNames.includes(name))
  return { ...call, query: Object.fromEntries(query), body: coerce(bodySchema, Object.fromEntries(body)) }
}

function operationOf (app: FastifyInstance, event: GroupEvent): Operation {
  const { function: name, apiPath = '', httpMethod = '' } = event
  if (name !== undefined) {
    const named = app.operations.find(({ schema }) => schema?.operationId === name)
    if (named === undefined) throw notFound(`There is no operation ${name}.`)
    return named
  }
  const method = httpMethod.toUpperCase()
  const url = routeOfTemplate(apiPath)
  const route = app.operations.find((operation) => operation.url === url && operation.method === method)
  if (route === undefined) throw notFound(`There is no operation ${method} ${apiPath}.`)
  return route
}

/** A name that is sent several times is a list. */
function valuesOf (list: Parameters): Record<string, unknown> {
  const values = new Map<string, unknown>()
  for (const { name, value } of list) {
    if (value === undefined || value === null) continue
    const before = values.get(name)
    values.set(name, before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value])
  }
  return Object.fromEntries(values)
}

function bodyOf ({ requestBody }: GroupEvent): Record<string, unknown> {
  const [content] = Object.values(requestBody?.content ?? {})
  return valuesOf(content?.properties ?? [])
}

/** The route's path with its placeholders filled, and the parameters that are left. */
function fillPath (url: string, values: Record<string, unknown>): { path: string, rest: Record<string, unknown> } {
  const rest = { ...values }
  const faults: Fault[] = []
  const path = url.replace(/:([A-Za-z_]\w*)/g, (_placeholder, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (isSegment(value)) return encodeURIComponent(value)
    const message = value === undefined || value === ''
      ? 'is missing'
      : 'must be one text of valid Unicode that is not a dot'
    faults.push({ path: `path/${name}`, message })
    return ''
  })
  if (faults.length > 0) throw invalidRequest(faults)
  return { path, rest }
}

/** Whether it can be a part of a path, where `.` and `..` would lead elsewhere. */
function isSegment (value: unknown): value is string {
  return typeof value === 'string' && !['', '.', '..'].includes(value) && value.isWellFormed()
}
