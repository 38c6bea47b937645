import type { FastifyReply, FastifyRequest } from 'fastify'
import { invocationOf } from '../invocations/context.ts'

/**
 * A signal that aborts when reading on makes no sense: the caller went away before the answer was written, or
 * the Lambda function's time is nearly up. (Fastify's own `request.signal` aborts as soon as a request's body
 * was read, so it cannot be used on a POST.)
 */
export function readSignal (reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGone())
  })
  const deadline = writeSignal(reply.request)
  return deadline === undefined ? controller.signal : AbortSignal.any([controller.signal, deadline])
}

/** The same for work that is carried through although its caller went away: it aborts only when the function's time is nearly up. */
export function writeSignal ({ headers }: Pick<FastifyRequest, 'headers'>): AbortSignal | undefined {
  return invocationOf(headers)?.deadline.signal
}

/** The caller closed the connection: nobody is left to answer. */
export class CallerGone extends Error {
  constructor () {
    super('The caller went away')
    this.name = 'CallerGone'
  }
}
