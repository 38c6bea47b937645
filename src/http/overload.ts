declare module 'fastify' {
  interface FastifyContextConfig {
    /** What @fastify/under-pressure calls in place of its refusal. */
    pressureHandler?: () => void
  }
}

/** For routes that cost next to nothing, and without which a person would not see what is wrong. */
export const evenUnderPressure = { pressureHandler: () => {} }
