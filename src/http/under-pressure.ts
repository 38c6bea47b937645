import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'

/**
 * Refuses requests with 503 while the event loop turns more slowly than once a second, as the mean of five seconds: a
 * pause, for a model that is fitted or on a machine with much else to do, is no overload. (A sample in which the loop
 * does not turn at all counts as an endless delay, so it must be long.) Only what listens on a port needs it: the
 * function's entry does not import it, so that its bundle is the smaller.
 */
export async function refuseUnderPressure (app: FastifyInstance): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: 1000,
    sampleInterval: 5000,
    message: 'The service is overloaded',
    retryAfter: 5
  })
}
