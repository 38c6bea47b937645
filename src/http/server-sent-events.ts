import type { FastifyReply, FastifyRequest } from 'fastify'
import Negotiator from 'negotiator'
import { toJson } from '../json/lossless.ts'
import { errorBodyFor, noteError } from './errors.ts'
import { sendRaw } from './reply.ts'
import { startedStream } from './stream-reply.ts'

export interface ServerSentEvent {
  event: string
  data: unknown
}

export const eventStream = 'text/event-stream'
const heartbeatMs = 15_000

/** Whether a caller would rather have events as they happen than one answer. */
export function wantsEvents (request: Pick<FastifyRequest, 'headers'>): boolean {
  return new Negotiator(request).mediaType(['application/json', eventStream]) === eventStream
}

/**
 * Answers with server-sent events (WHATWG HTML, 9.2): its head at once, each event when it comes, a comment where none
 * came for a while. An error is an event `error` with the body that it would have been answered with.
 */
export async function sendEvents (reply: FastifyReply, events: AsyncGenerator<ServerSentEvent>) {
  const stream = await startedStream(writeEvents(reply, events))
  reply.header('cache-control', 'no-cache, no-transform').header('x-accel-buffering', 'no')
  return sendRaw(reply, `${eventStream}; charset=utf-8`, stream)
}

async function * writeEvents (reply: FastifyReply, events: AsyncGenerator<ServerSentEvent>): AsyncGenerator<string> {
  yield ': ok\n\n'
  try {
    let next = events.next()
    for (;;) {
      const result = await within(heartbeatMs, next)
      if (result === undefined) {
        yield ': waiting\n\n'
        continue
      }
      if (result.done === true) return
      next = events.next()
      next.catch(() => {}) // awaited by the next round, or nobody is left who would
      yield textOf(result.value)
    }
  } catch (error) {
    if (reply.raw.destroyed) return
    noteError(error, reply.request)
    yield textOf({ event: 'error', data: errorBodyFor(error, reply.request) })
  } finally {
    await events.return(undefined)
  }
}

/** JSON has no line breaks, so an event's data is one line. */
function textOf ({ event, data }: ServerSentEvent): string {
  return `event: ${event}\ndata: ${toJson(data)}\n\n`
}

async function within<T> (ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => resolve(undefined), ms) })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
