import { randomUUID } from 'node:crypto'
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config.ts'
import { invocationOf, onlyInvocation, type Invocation } from '../invocations/context.ts'
import { metricsByRoute, type MetricName, type Metrics } from './metrics.ts'

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
    timestamp: () => `${pino.stdTimeFunctions.isoTime()}${metrics}`,
    mixin: invocationFields,
    mixinMergeStrategy: (line, fields) => fields === noFields ? line : Object.assign(fields, line),
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

/** What makes the line that is being written a metric. It goes in as text, by the function for the time, since its object would be most of a line's cost. */
let metrics = ''

/** A line for work that no request asked for, its numbers CloudWatch metrics under `route`. */
export function logMetrics (log: FastifyBaseLogger, route: string, counted: Metrics, message: string): void {
  metrics = `,${metricsByRoute(Object.keys(counted) as MetricName[])}`
  log.info({ route, ...counted }, message)
  metrics = ''
}

/** Fastify's log lines: one for each answer, with its latency and errors as CloudWatch metrics, and none besides. */
class AnswerLog extends LogController {
  override incomingRequest (): void {}

  override requestCompleted (error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { parent: log, fields } = request.log as RequestLog
    const status = reply.statusCode
    const counted: Metrics = { duration_ms: Math.round(reply.elapsedTime * 1000) / 1000 }
    if (status >= 500) counted.errors = 1
    else if (status >= 400) counted.client_errors = 1
    if (request.metrics !== null) Object.assign(counted, request.metrics)
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    const line = Object.assign({ ...fields, route, status }, counted)
    const write = () => {
      metrics = `,${metricsByRoute(Object.keys(counted) as MetricName[])}`
      if (error) log.warn({ ...line, err: error }, 'answer cut off')
      else log.info(line, 'answered')
      metrics = ''
    }
    // an invocation's answer leaves first; its process is not frozen before the runtime asks for the next event, which it does later still
    if (invocationOf(request.headers) === undefined) write()
    else setImmediate(write)
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
  fatal (...line: unknown[]) { this.#write('fatal', line) }
  error (...line: unknown[]) { this.#write('error', line) }
  warn (...line: unknown[]) { this.#write('warn', line) }
  info (...line: unknown[]) { this.#write('info', line) }
  debug (...line: unknown[]) { this.#write('debug', line) }
  trace (...line: unknown[]) { this.#write('trace', line) }
  silent () {}

  child (bindings: object, options: object = {}): FastifyBaseLogger {
    return this.parent.child({ ...this.fields, ...bindings }, { ...this.#options, ...options })
  }

  #write (level: Exclude<pino.Level, 'silent'>, line: unknown[]): void {
    if (this.#child === undefined) {
      this.#child = this.parent.child(this.fields, this.#options)
      ofRequests.add(this.#child)
    }
    Reflect.apply(this.#child[level], this.#child, line)
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
    return new RequestLog(logger, Object.assign(bindings, invocation === undefined ? { event_source: 'http' } : fieldsOf(invocation)), options)
  }
}

/** Loggers that have their invocation's fields. */
const ofRequests = new WeakSet<object>()

/** In Lambda every line says which invocation it belongs to, those of no request too. */
function invocationFields (line: object, _level: number, logger: object): object {
  const invocation = 'event_source' in line || ofRequests.has(logger) ? undefined : onlyInvocation()
  return invocation === undefined ? noFields : fieldsOf(invocation)
}

const noFields = {}

function fieldsOf ({ source, awsRequestId, traceId }: Invocation): object {
  return { event_source: source, aws_request_id: awsRequestId, trace_id: traceId }
}
