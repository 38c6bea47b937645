import type { FastifyReply } from 'fastify'
import type { Readable } from 'node:stream'

interface Sends {
  type (contentType: string): unknown
  send: FastifyReply['send']
}

/** Sends JSON that is written already, as it is. */
export function sendJson<R> (reply: R & Sends, text: string | Buffer): R {
  return sendRaw(reply, 'application/json; charset=utf-8', text)
}

/** Sends text of any media type, whatever the route's schema says of its JSON. */
export function sendRaw<R> (reply: R & Sends, contentType: string, content: string | Buffer | Readable): R {
  reply.type(contentType)
  reply.send(content)
  return reply
}
