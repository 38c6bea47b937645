import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What @fastify/under-pressure calls in place of its refusal. */
    pressureHandler?: () => void
  }
}

/** For routes that cost next to nothing, and without which a person would not see what is wrong. */
export const evenUnderPressure = { pressureHandler: () => {} }

/**
 * Refuses requests with 503 while the event loop turns more slowly than once a second, as the mean of five seconds: a
 * pause, for a model that is fitted or on a machine with much else to do, is no overload. (A sample in which the loop
 * does not turn at all counts as an endless delay, so it must be long.)
 */
export async function refuseUnderPressure (app: FastifyInstance): Promise<void> {
  await app.register(import('@fastify/under-pressure'), { maxEventLoopDelay: 1000, sampleInterval: 5000, message: 'The service is overloaded', retryAfter: 5 })
}
