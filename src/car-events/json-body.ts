import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { invalidRequest, type AppError } from '../errors.ts'
import { compileLazily } from '../http/validation.ts'

type Parsers = Pick<FastifyInstance, 'addContentTypeParser' | 'removeContentTypeParser'>

/** A body of many events, which is read while it comes. */
export interface EventStream {
  format: 'json' | 'ndjson'
  bytes: AsyncIterable<Buffer>
}

const formats = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson'
} as const

/** Replaces the app's JSON parser by one that leaves the body the text it came as: it is the text that is stored. */
export function keepJsonText (app: Parsers): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => {
    if (!isUtf8(body)) throw notJson('is not UTF-8')
    return body.toString().replace(/^\uFEFF/, '') // some editors and spreadsheets write a byte order mark
  })
}

/** Replaces the JSON parser by one that leaves the body unread, and adds NDJSON. */
export function streamEvents (app: Parsers): void {
  app.removeContentTypeParser('application/json')
  for (const [type, format] of Object.entries(formats)) {
    app.addContentTypeParser(type, async (_request: unknown, payload: Readable): Promise<EventStream> => {
      return { format, bytes: bytesOf(payload) }
    })
  }
}

/** The bytes of a body. Where they are not wanted to their end, the rest is passed over, so that an answer gets out. */
async function * bytesOf (payload: Readable): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield * payload.iterator({ destroyOnReturn: false })
  } finally {
    payload.resume()
  }
}

/** An event is checked with its text at hand, by the service; only the query is checked by its schema here. */
export const bodyIsCheckedLater: FastifySchemaCompiler<TSchema> = (route) => (
  route.httpPart === 'body' ? () => true : compileLazily(route)
)

/** The body that a parser made; throws `invalid_request` (400) where there was none. */
export function bodyOf<T> (body: T | null | undefined | ''): T {
  if (body !== null && body !== undefined && body !== '') return body
  throw notJson('is missing: send JSON')
}

/** 400 rather than 422: no event has been looked at. */
export function notJson (message: string): AppError {
  return invalidRequest([{ path: 'body', message }])
}
