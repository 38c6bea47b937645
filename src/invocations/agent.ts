import type { FastifyInstance, HTTPMethods, RouteOptions } from 'fastify'
import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Check } from 'typebox/schema'
import { invalidRequest, notFound, type Fault } from '../errors.ts'
import { coerce } from '../http/coerce.ts'
import { routeOfTemplate, schemasOf } from '../http/operations.ts'
import { record } from '../http/text.ts'
import { callRoute, type Call, type CallAnswer } from './call.ts'
import type { Invocation } from './context.ts'

const nullable = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

const parameters = Type.Array(Type.Object({ name: Type.String(), type: nullable(Type.String()), value: Type.Optional(Type.Unknown()) }))
const attributes = record(Type.Unknown())

/** An action group's event by its API schema (`apiPath`, `httpMethod`) or by function details (`function`). */
const groupEvent = Type.Object({
  messageVersion: Type.String(),
  agent: nullable(Type.Object({ id: nullable(Type.String()) })),
  actionGroup: Type.String(),
  apiPath: Type.Optional(Type.String({ pattern: '^/' })),
  httpMethod: Type.Optional(Type.String()),
  function: Type.Optional(Type.String()),
  parameters: nullable(parameters),
  requestBody: nullable(Type.Object({ content: nullable(record(Type.Object({ properties: nullable(parameters) }))) })),
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
  return Check(groupEvent, event) && (event.function !== undefined || (event.apiPath !== undefined && event.httpMethod !== undefined))
}

export function isShortEvent (event: unknown): event is ShortEvent {
  return Check(shortEvent, event)
}

/** Calls the operation that the agent named, with its parameters converted by the route's own schemas. Errors: `not_found`, `invalid_request`. */
export async function callOperation (app: FastifyInstance, invocation: Invocation, event: GroupEvent): Promise<CallAnswer> {
  return callRoute(app, invocation, callOf(app, event))
}

export async function answerShort (app: FastifyInstance, invocation: Invocation, { parameters: given }: ShortEvent): Promise<CallAnswer> {
  const values = Array.isArray(given) ? valuesOf(given as Parameters) : { ...given }
  return callRoute(app, invocation, { method: 'GET', path: '/sales', query: values })
}

function callOf (app: FastifyInstance, event: GroupEvent): Call {
  const operation = operationOf(app, event)
  const url = operation.url
  const values = valuesOf(event.parameters ?? [])
  const { path, rest } = fillPath(url, values)
  const { querystring, body: bodySchema } = schemasOf(operation)
  const call: Call = { method: operation.method as HTTPMethods, path }
  if (bodySchema === undefined) return { ...call, query: rest }
  const inQuery = Object.keys(querystring?.properties ?? {})
  const pick = (wanted: boolean) => Object.fromEntries(Object.entries(rest).filter(([name]) => inQuery.includes(name) === wanted))
  // with an API schema the body comes apart from the parameters, with function details among them
  const body = event.function === undefined ? bodyOf(event) : pick(false)
  return { ...call, query: event.function === undefined ? rest : pick(true), body: coerce(bodySchema, body) }
}

function operationOf (app: FastifyInstance, { function: name, apiPath = '', httpMethod = '' }: GroupEvent): RouteOptions {
  if (name !== undefined) {
    const named = app.operations.find(({ schema }) => schema?.operationId === name)
    if (named === undefined) throw notFound(`There is no operation ${name}.`)
    return named
  }
  const url = routeOfTemplate(apiPath)
  const route = app.operations.find((operation) => operation.url === url && operation.method === httpMethod.toUpperCase())
  if (route === undefined) throw notFound(`There is no operation ${httpMethod.toUpperCase()} ${apiPath}.`)
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
    if (value === undefined || value === '') faults.push({ path: `path/${name}`, message: 'is missing' })
    else if (typeof value !== 'string' || value === '.' || value === '..' || !value.isWellFormed()) faults.push({ path: `path/${name}`, message: 'must be one text of valid Unicode that is not a dot' })
    else return encodeURIComponent(value)
    return ''
  })
  if (faults.length > 0) throw invalidRequest(faults)
  return { path, rest }
}
