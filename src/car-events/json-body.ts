import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { invalidRequest } from '../errors.ts'
import { compileLazily } from '../http/validation.ts'
import { isObject } from '../json/is-object.ts'

/** A body that stays the text it came as, beside which it is parsed: it is the text that is stored. */
export interface JsonBody {
  text: string
  value: unknown
}

/** Replaces the app's JSON parser by one that keeps the text. What is not JSON at all is 400 on these routes, too. */
export function keepJsonText (app: Pick<FastifyInstance, 'addContentTypeParser' | 'removeContentTypeParser'>): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(
    'application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => parseJson(body)
  )
}

/** An event is checked with its text at hand, by the service; only the query is checked by its schema here. */
export const bodyIsCheckedLater: FastifySchemaCompiler<TSchema> = (route) => (
  route.httpPart === 'body' ? () => true : compileLazily(route)
)

/** What `keepJsonText` made of a body; throws `invalid_request` (400) where there was none. */
export function jsonBodyOf (body: unknown): JsonBody {
  if (isObject(body) && typeof body['text'] === 'string' && 'value' in body) {
    return { text: body['text'], value: body['value'] }
  }
  throw invalidRequest([{ path: 'body', message: 'is missing: send JSON' }])
}

function parseJson (body: Buffer): JsonBody {
  if (!isUtf8(body)) throw invalidRequest([{ path: 'body', message: 'is not UTF-8' }])
  const text = body.toString()
  try {
    return { text, value: JSON.parse(text) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw invalidRequest([{ path: 'body', message: `is not JSON: ${reason}` }])
  }
}
