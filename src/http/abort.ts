import type { FastifyReply } from 'fastify'
import { currentInvocation } from './invocation.ts'

/**
 * A signal that aborts when reading on makes no sense: the caller went away before the answer was written, or
 * the Lambda function's time is nearly up. (Fastify's own `request.signal` aborts as soon as a request's body
 * was read, so it cannot be used on a POST.)
 */
export function clientSignal (reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGone())
  })
  const deadline = deadlineSignal()
  return deadline === undefined ? controller.signal : AbortSignal.any([controller.signal, deadline])
}

/**
 * The same for work that is carried through although its caller went away: it aborts only when the function's time is
 * nearly up.
 */
export function deadlineSignal (): AbortSignal | undefined {
  return currentInvocation()?.deadline.signal
}

/** The caller closed the connection: nobody is left to answer. */
export class CallerGone extends Error {
  constructor () {
    super('The caller went away')
    this.name = 'CallerGone'
  }
}
