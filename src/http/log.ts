import { randomUUID } from 'node:crypto'
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'
import { invocationOf, onlyInvocation, type Invocation } from '../invocations/context.ts'
import { metricLine, type Metrics } from './metrics.ts'

/** Nothing here logs any of these; this is for whoever adds a line tomorrow. Plain paths: wildcards cost on every line. */
const secretNames = ['authorization', '["x-api-key"]', 'cookie', 'password', 'apiKey', 'token', 'secret', 'connectionString']
const secretPaths = ['', 'headers', 'config', 'settings', 'caller', 'err'].flatMap((parent) => (
  secretNames.map((name) => parent === '' || name.startsWith('[') ? `${parent}${name}` : `${parent}.${name}`)
))

/** The log: JSON lines, with everything that could be a secret taken out. */
export function createLogger (config: Pick<Config, 'logLevel' | 'environment'>, stream: DestinationStream = pino.destination({ sync: true })): Logger {
  return pino({
    level: config.logLevel,
    base: { environment: config.environment },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: invocationFields,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: serializeError },
    redact: { paths: secretPaths, censor: '[redacted]' }
  }, stream)
}

/** An error without what drivers hang on it: a PostgreSQL error's `detail` quotes rows. */
function serializeError (error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? { code: error.code } : {}
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...(error.cause !== undefined && { cause: serializeError(error.cause) }) }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a route counted while it answered; it becomes part of the answer's log line. */
    metrics: Metrics | null
  }
}

/** Fastify's log lines: one for each answer, with its latency and errors as CloudWatch metrics, and none besides. */
class AnswerLog extends LogController {
  override incomingRequest (): void {}

  override requestCompleted (error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const status = reply.statusCode
    const line = metricLine({ route: `${request.method} ${request.routeOptions.url ?? 'unknown'}` }, {
      duration_ms: Math.round(reply.elapsedTime * 1000) / 1000,
      errors: status >= 500 ? 1 : 0,
      client_errors: status >= 400 && status < 500 ? 1 : 0,
      ...request.metrics
    })
    line['status'] = status
    const log = request.log instanceof RequestLog ? request.log.parent : request.log
    Object.assign(line, request.log instanceof RequestLog ? request.log.fields : {})
    if (error) log.warn({ ...line, err: error }, 'answer cut off')
    else log.info(line, 'answered')
  }
}

/**
 * A request's logger, whose lines have the request's id and its invocation. Most requests write one line, which
 * needs no logger of its own: one is made for the first line besides.
 */
class RequestLog {
  readonly parent: FastifyBaseLogger
  readonly fields: object
  readonly #options: object
  #child: FastifyBaseLogger | undefined

  constructor (parent: FastifyBaseLogger, fields: object, options: object) {
    this.parent = parent
    this.fields = fields
    this.#options = options
  }

  get level () { return this.parent.level }
  get fatal () { return this.#bound('fatal') }
  get error () { return this.#bound('error') }
  get warn () { return this.#bound('warn') }
  get info () { return this.#bound('info') }
  get debug () { return this.#bound('debug') }
  get trace () { return this.#bound('trace') }
  get silent () { return this.#bound('silent') }

  child (bindings: object, options: object = {}): FastifyBaseLogger {
    return this.parent.child({ ...this.fields, ...bindings }, { ...this.#options, ...options })
  }

  #bound (level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent') {
    if (this.#child === undefined) {
      this.#child = this.parent.child(this.fields, this.#options)
      ofRequests.add(this.#child)
    }
    return this.#child[level].bind(this.#child)
  }
}

/** Fastify's options for logging: the request's id, which a caller may bring, and its invocation stand in every line. */
export const logOptions = {
  logController: new AnswerLog({ requestIdLogLabel: 'request_id' }),
  genReqId: (request: { headers: Record<string, unknown> }): string => {
    const given = request.headers['x-request-id']
    return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID()
  },
  childLoggerFactory: (logger: FastifyBaseLogger, bindings: object, options: object, { headers }: { headers: Record<string, unknown> }) => {
    const invocation = invocationOf(headers)
    return new RequestLog(logger, { ...bindings, ...(invocation === undefined ? { event_source: 'http' } : fieldsOf(invocation)) }, options)
  }
}

/** Loggers that have their invocation's fields. */
const ofRequests = new WeakSet<object>()

/** In Lambda every line says which invocation it belongs to, those of no request too. */
function invocationFields (line: object, _level: number, logger: object): object {
  const invocation = 'event_source' in line || ofRequests.has(logger) ? undefined : onlyInvocation()
  return invocation === undefined ? {} : fieldsOf(invocation)
}

function fieldsOf ({ source, awsRequestId, traceId }: Invocation): object {
  return { event_source: source, aws_request_id: awsRequestId, trace_id: traceId }
}
