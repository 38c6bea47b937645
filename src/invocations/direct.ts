import type { FastifyInstance, InjectOptions } from 'fastify'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

const methods = ['GET', 'POST'] as const

export const directEvent = Type.Object({
  path: Type.Optional(Type.String({ pattern: '^/' })),
  method: Type.Optional(Type.Enum(methods)),
  query: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  body: Type.Optional(Type.Unknown())
}, { additionalProperties: false })

export type DirectEvent = Static<typeof directEvent>

/** Whether an event is a call on a route by its path, or the empty one. */
export function isDirectEvent (event: unknown): event is DirectEvent {
  return Value.Check(directEvent, event) && (event.path !== undefined || Object.keys(event).length === 0)
}

/** Answers with the plain JSON of the route; `{}` means `GET /sales`. */
export async function answerDirect (app: FastifyInstance, { path = '/sales', method = 'GET', query = {}, body }: DirectEvent): Promise<unknown> {
  const options: InjectOptions = { method, url: path, query: queryOf(query) }
  if (body !== undefined) Object.assign(options, { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) })
  const answer = await app.inject(options)
  const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
  return isJson ? JSON.parse(answer.payload) : answer.payload
}

function queryOf (query: Record<string, unknown>): Record<string, string | string[]> {
  const text = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)
  return Object.fromEntries(Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(text) : text(value)]))
}
