import type { Readable } from 'node:stream'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { currentInvocation, type Invocation } from '../http/invocation.ts'
import { headerOf, isMultiValue, type HttpEvent, type HttpResult } from './http-event.ts'
import { injectBuffered, injectStreamed } from './inject.ts'

/*
 * @fastify/aws-lambda makes a request of an HTTP event and a proxy response of its answer. This is the only file that
 * knows it. What it would get wrong here is repaired around it:
 *
 * - `withInject`: it answers an injection that failed with an empty 500, so it is given an app whose injections do not
 *   fail: an answer that broke off is an error answer with its cause.
 * - `injectStarted`: it takes a streamed answer whose first piece is not there yet for an empty one, so it is told of
 *   an answer when there is something of it.
 * - `repairEvent`: it splits queries at commas, drops names like `__proto__`, fails on a load balancer's own escapes,
 *   keeps the named stage of an HTTP API in the path and does not see who calls a load balancer.
 */

const options = { decorateRequest: false, binaryMimeTypes: ['application/octet-stream', 'image/png'] }

/** A function from an HTTP event to the proxy response of the same version. It must run in an invocation. */
export function createBufferedAdapter (app: FastifyInstance): (event: HttpEvent) => Promise<HttpResult> {
  const buffered = withInject(app, (request, invocation) => injectBuffered(app, invocation, request))
  const single = awsLambdaFastify<HttpEvent>(buffered, { ...options })
  const multiValue = awsLambdaFastify<HttpEvent>(buffered, { ...options, albMultiValueHeaders: true })
  return (event) => (isMultiValue(event) ? multiValue : single)(repairEvent(event), {})
}

/** The same for answers that are sent on while they are made: their head, and their body as a stream. */
export function createStreamingAdapter (app: FastifyInstance) {
  const started = withInject(app, (request) => injectStarted(app, request))
  const streamed = awsLambdaFastify(started, { decorateRequest: false, payloadAsStream: true })
  return (event: HttpEvent) => streamed(repairEvent(event), {})
}

type Inject = (request: InjectOptions, invocation: Invocation) => Promise<unknown>

function withInject (app: FastifyInstance, inject: Inject): FastifyInstance {
  return Object.create(app, {
    inject: {
      value: (request: InjectOptions, done: (error: unknown, answer?: unknown) => void) => {
        const invocation = currentInvocation()
        if (invocation === undefined) throw new Error('a request of no invocation')
        inject(request, invocation).then((answer) => done(null, answer), done)
      }
    }
  })
}

async function injectStarted (app: FastifyInstance, request: InjectOptions) {
  const { body, ...head } = await injectStreamed(app, request)
  if (body.readableLength === 0) await somethingToRead(body)
  return { ...head, stream: () => body }
}

/** Resolves with the first piece or the end, rejects with the error that comes before both. */
function somethingToRead (stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('readable', resolve).once('end', resolve).once('error', reject)
  })
}

/** The event with its query in the path, where it is taken as it was sent. */
function repairEvent (event: HttpEvent): HttpEvent {
  const { version, headers, multiValueHeaders, body, isBase64Encoded, cookies, requestContext } = event
  const rest = { version, headers, multiValueHeaders, body, isBase64Encoded, cookies }
  if (version === '2.0') {
    return { ...rest, requestContext, rawPath: withQuery(pathInStage(event), event.rawQueryString ?? '') }
  }
  return {
    ...rest,
    httpMethod: event.httpMethod,
    path: withQuery(event.path ?? '/', queryOf(event)),
    requestContext: requestContext.elb === undefined ? requestContext : withSource(event)
  }
}

const withQuery = (path: string, query: string) => query === '' ? path : `${path}?${query}`

/** A load balancer hands the query on as it was written; API Gateway has decoded it. */
function queryOf ({ multiValueQueryStringParameters, queryStringParameters, requestContext }: HttpEvent): string {
  const encode = requestContext.elb !== undefined ? String : encodeURIComponent
  const query = multiValueQueryStringParameters ?? queryStringParameters ?? {}
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value ?? '']
    return values.map((one) => `${encode(name)}=${encode(one)}`)
  })
  return pairs.join('&')
}

/** An HTTP API with a named stage puts its name in front of the path. */
function pathInStage ({ rawPath = '/', requestContext: { stage } }: HttpEvent): string {
  const prefix = `/${stage ?? '$default'}/`
  return rawPath.startsWith(prefix) ? rawPath.slice(prefix.length - 1) : rawPath
}

/** A load balancer notes who calls it at the end of a header that the caller may have begun. */
function withSource (event: HttpEvent): HttpEvent['requestContext'] {
  const sourceIp = headerOf(event, 'x-forwarded-for')?.split(',').at(-1)?.trim()
  return sourceIp === undefined ? event.requestContext : { ...event.requestContext, identity: { sourceIp } }
}
