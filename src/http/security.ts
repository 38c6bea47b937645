import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'
import type { Config } from '../config/config.ts'
import { AppError } from '../errors.ts'
import { authorizeCallers, identifyCallers } from './auth.ts'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * The headers that helmet's middlewares set. They are the same in every answer; @fastify/helmet would make them for
 * each.
 */
function headersOf (...middlewares: Middleware[]): Record<string, string> {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  for (const setHeader of middlewares) setHeader(request, response, () => {})
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]))
}

const answerHeaders = headersOf(
  helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }
  }),
  helmet.crossOriginResourcePolicy(),
  helmet.strictTransportSecurity(),
  helmet.xContentTypeOptions(),
  helmet.xFrameOptions()
)

/** What a page needs besides: a browser gives it a window, and it has links. */
export const pageHeaders = headersOf(
  helmet.crossOriginOpenerPolicy(),
  helmet.originAgentCluster(),
  helmet.referrerPolicy()
)

/** What the console may load and ask: its own files and its own API. */
export const consolePolicy = headersOf(helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"]
  }
}))

/** Headers, cross-origin rules, callers and the rate limit, in the order in which a request meets them. */
export async function secure (app: FastifyInstance, config: Config): Promise<void> {
  const { corsOrigins, rateLimit: max } = config.security
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(answerHeaders)
    done()
  })
  await app.register(cors, {
    origin: allowedOrigins(corsOrigins),
    methods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
    exposedHeaders: ['x-request-id', 'retry-after']
  })
  identifyCallers(app, config)
  if (max !== null) {
    await app.register(rateLimit, {
      max,
      timeWindow: '1 minute',
      keyGenerator: (request) => request.caller?.name ?? request.ip,
      allowList: (request) => request.caller?.kind === 'invocation',
      errorResponseBuilder: (_request, { after }) => {
        return new AppError(429, 'too_many_requests', `More than ${max} requests a minute: try again in ${after}.`)
      }
    })
  }
  authorizeCallers(app)
}

function allowedOrigins (origins: string[]): string | string[] | false {
  if (origins.includes('*')) return '*'
  return origins.length > 0 && origins
}
