import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { authorizeCallers, identifyCallers } from './auth.ts'

/** Headers, cross-origin rules, callers and the rate limit, in the order in which a request meets them. */
export async function secure (app: FastifyInstance, config: Config): Promise<void> {
  const { corsOrigins, rateLimit: max } = config.security
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // meant for browsers and plugins of long ago
    dnsPrefetchControl: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xssFilter: false,
    hidePoweredBy: false
  })
  await app.register(cors, {
    origin: corsOrigins.includes('*') ? '*' : corsOrigins.length > 0 ? corsOrigins : false,
    methods: ['GET', 'POST', 'OPTIONS'],
    exposedHeaders: ['x-request-id', 'retry-after']
  })
  identifyCallers(app, config)
  if (max !== null) {
    await app.register(rateLimit, {
      max,
      timeWindow: '1 minute',
      keyGenerator: (request) => request.caller?.name ?? request.ip,
      allowList: (request) => request.caller?.kind === 'invocation',
      errorResponseBuilder: (_request, { after }) => new AppError(429, 'too_many_requests', `More than ${max} requests a minute: try again in ${after}.`)
    })
  }
  authorizeCallers(app)
}
