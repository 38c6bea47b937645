import { randomUUID } from 'node:crypto'
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify'
import pino, { type DestinationStream, type Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { currentInvocation, onlyInvocation, type Invocation } from '../http/invocation.ts'
import { isMetricName, metricsByRoute, type MetricName, type Metrics } from './metrics.ts'

/** Nothing logs any of these: they guard against a careless line. Plain paths, since wildcards cost on every line. */
const secretNames = [
  'authorization', '["x-api-key"]', 'cookie', 'password', 'apiKey', 'token', 'secret', 'connectionString'
]
const secretPaths = ['', 'headers', 'config', 'settings', 'caller', 'err'].flatMap((parent) => (
  secretNames.map((name) => parent === '' || name.startsWith('[') ? `${parent}${name}` : `${parent}.${name}`)
))

/** `metrics`: whether the numbers of a line are CloudWatch metrics too; they are not where it is left out. */
export type LogSettings = Pick<Config, 'logLevel' | 'environment'> & Partial<Pick<Config, 'metrics'>>

/** The log: JSON lines, with everything that could be a secret taken out. */
export function createLogger (
  { logLevel, environment, metrics = false }: LogSettings,
  stream: DestinationStream = pino.destination({ sync: true })
): Logger {
  const { isoTime } = pino.stdTimeFunctions
  return pino({
    level: logLevel,
    base: { environment },
    timestamp: metrics ? () => `${isoTime()}${metricsOfLine()}` : isoTime,
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
  const { name, message, stack, cause } = error
  return {
    type: name,
    message,
    ...('code' in error && { code: error.code }),
    stack,
    ...(cause !== undefined && { cause: serializeError(cause) })
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What a route counted while it answered; it becomes part of the answer's log line. */
    metrics: Metrics | null
  }
}

/**
 * The numbers of the line that is being written which are metrics. They reach the line through the function for
 * its time, as text: as an object of the line they would be most of its cost.
 */
let measured: readonly MetricName[] = []

function metricsOfLine (): string {
  return measured.length === 0 ? '' : `,${metricsByRoute(measured)}`
}

/** Writes a line, in whose time the names of `counted` are known as metrics. */
function measure (counted: Metrics, write: () => void): void {
  measured = Object.keys(counted).filter(isMetricName)
  write()
  measured = []
}

/** A line for work that no request asked for, its numbers CloudWatch metrics under `route`. */
export function logMetrics (log: FastifyBaseLogger, route: string, counted: Metrics, message: string): void {
  measure(counted, () => log.info({ route, ...counted }, message))
}

/** Fastify's log lines: one for each answer, with its latency and errors as CloudWatch metrics, and none besides. */
class AnswerLog extends LogController {
  override incomingRequest (): void {}

  override requestCompleted (error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    if (!(request.log instanceof RequestLog)) return super.requestCompleted(error, request, reply)
    const { parent: log, fields } = request.log
    const status = reply.statusCode
    const counted: Metrics = { duration_ms: Math.round(reply.elapsedTime * 1000) / 1000 }
    if (status >= 500) counted.errors = 1
    else if (status >= 400) counted.client_errors = 1
    if (request.metrics !== null) Object.assign(counted, request.metrics)
    const route = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    const line = Object.assign({ ...fields, route, status }, counted)
    const write = () => measure(counted, () => {
      if (error) log.warn({ ...line, err: error }, 'answer cut off')
      else log.info(line, 'answered')
    })
    // An invocation's answer leaves first. Its process is not frozen before the runtime asks for the next event,
    // which it does later still.
    if (currentInvocation() === undefined) write()
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

type Headers = Record<string, unknown>

/** The id that a caller brought, where it can stand in a log line and in a header, else a new one. */
function requestIdOf ({ headers }: { headers: Headers }): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given) ? given : randomUUID()
}

/** Fastify's options for logging: a request's id and its invocation stand in every line. */
export const logOptions = {
  logController: new AnswerLog({ requestIdLogLabel: 'request_id' }),
  genReqId: requestIdOf,
  childLoggerFactory: (
    logger: FastifyBaseLogger, bindings: object, options: object
  ) => {
    const invocation = currentInvocation()
    const source = invocation === undefined ? { event_source: 'http' } : fieldsOf(invocation)
    return new RequestLog(logger, Object.assign(bindings, source), options)
  }
}

/** Loggers that have their invocation's fields. */
const ofRequests = new WeakSet<object>()

/** In Lambda every line says which invocation it belongs to, those of no request too. */
function invocationFields (line: object, _level: number, logger: object): object {
  const isTold = 'event_source' in line || ofRequests.has(logger)
  const invocation = isTold ? undefined : currentInvocation() ?? onlyInvocation()
  return invocation === undefined ? noFields : fieldsOf(invocation)
}

const noFields = {}

function fieldsOf ({ source, awsRequestId, traceId }: Invocation): object {
  return { event_source: source, aws_request_id: awsRequestId, trace_id: traceId }
}
