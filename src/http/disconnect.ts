import type { FastifyReply } from 'fastify'

/**
 * A signal that aborts when the caller goes away before the answer is written. (Fastify's own
 * `request.signal` aborts as soon as a request's body was read, so it cannot be used on a POST.)
 */
export function disconnectSignal (reply: FastifyReply): AbortSignal {
  const controller = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new CallerGone())
  })
  return controller.signal
}

/** The caller closed the connection: nobody is left to answer. */
export class CallerGone extends Error {
  constructor () {
    super('The caller went away')
    this.name = 'CallerGone'
  }
}
