import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { askRoutes } from './ask/routes.ts'
import { carEventsRoutes } from './car-events/routes.ts'
import { concertsRoutes } from './concerts/routes.ts'
import type { Config } from './config/config.ts'
import { consoleRoutes } from './pages/console.ts'
import { answerClientError, handleErrors, sendError } from './http/errors.ts'
import { reportHealth } from './http/health.ts'
import { parseJsonBodies } from './http/json-bodies.ts'
import { logOptions } from './log/log.ts'
import { documentRoutes } from './openapi/document.ts'
import { collectOperations } from './openapi/operations.ts'
import { secure } from './http/security.ts'
import { useCompilers, withoutCompilers } from './http/validation.ts'
import { runOperation } from './invocations/operation.ts'
import type { Platform } from './platform/platform.ts'
import { purchasesRoutes } from './purchases/routes.ts'
import { salesRoutes } from './sales/routes.ts'

export interface AppOptions {
  config: Config
  platform: Platform
  log: Logger
  /** How it defends itself against overload, where it listens on a port. */
  refuseOverload?: (app: FastifyInstance) => Promise<void>
}

/** The one app that every way in calls. It opens nothing by itself: the platform does, and its owner closes it. */
export async function buildApp ({ config, platform, log, refuseOverload }: AppOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    loggerInstance,
    ...logOptions,
    ...withoutCompilers,
    routerOptions: { maxParamLength: 3000 },
    exposeHeadRoutes: false, // a HEAD would run the whole query
    connectionTimeout: 120_000,
    forceCloseConnections: 'idle',
    frameworkErrors: sendError,
    clientErrorHandler: answerClientError
  })
  closeIdleConnections(app)
  useCompilers(app)
  handleErrors(app)
  parseJsonBodies(app)
  app.removeContentTypeParser('text/plain') // no route takes it: 415 rather than a fault in the body
  app.decorateRequest('metrics', null)
  collectOperations(app)
  documentRoutes(app)
  consoleRoutes(app)
  await refuseOverload?.(app)
  await secure(app, config)

  reportHealth(app, platform.health, config.security.auth.length > 0)
  await app.register(salesRoutes, { database: platform.sales, config })
  await app.register(concertsRoutes, { ...platform, runOperation: (...call) => runOperation(app, ...call) })
  await app.register(askRoutes, platform)
  await app.register(carEventsRoutes, { database: platform.events, config })
  await app.register(purchasesRoutes, { archive: platform.archive, engine: platform.archiveEngine })
  return app
}

/**
 * While closing, answers under way are finished; then every connection is closed. Node itself would wait for
 * the keep-alive of some, and for a first request on those that browsers and clients open in advance.
 */
function closeIdleConnections (app: FastifyInstance): void {
  let answering = 0
  app.server.on('request', (_request, response) => {
    answering++
    response.once('close', () => { answering-- })
  })
  app.addHook('preClose', async () => {
    const timer = setInterval(() => {
      if (answering === 0) app.server.closeAllConnections()
      else app.server.closeIdleConnections()
    }, 100)
    app.server.once('close', () => clearInterval(timer))
    timer.unref()
  })
}
