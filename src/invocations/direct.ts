import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Static } from 'typebox'
import { Check } from 'typebox/schema'
import { record } from '../schema/fields.ts'
import { callRoute, type CallAnswer } from './call.ts'
import type { Invocation } from '../http/invocation.ts'

const directEvent = Type.Object({
  path: Type.Optional(Type.String({ pattern: '^/' })),
  method: Type.Optional(Type.Enum(['GET', 'POST', 'DELETE'])),
  query: Type.Optional(record(Type.Unknown())),
  body: Type.Optional(Type.Unknown())
}, { additionalProperties: false })

export type DirectEvent = Static<typeof directEvent>

/** Whether an event is a call on a route by its path, or the empty one. */
export function isDirectEvent (event: unknown): event is DirectEvent {
  return Check(directEvent, event) && (event.path !== undefined || Object.keys(event).length === 0)
}

/** Calls the route; `{}` means `GET /sales`. */
export async function answerDirect (
  app: FastifyInstance, invocation: Invocation, { path = '/sales', method = 'GET', query, body }: DirectEvent
): Promise<CallAnswer> {
  return callRoute(app, invocation, { method, path, ...(query !== undefined && { query }), body })
}

/** What a direct caller gets: the JSON of the answer itself, or its text where it is no JSON. */
export function plainAnswer ({ isJson, text }: CallAnswer): unknown {
  return isJson ? JSON.parse(text) : text
}
