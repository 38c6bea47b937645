import { METHODS } from 'node:http'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import type { FastifyInstance } from 'fastify'
import { AppError, payloadTooLarge } from '../errors.ts'
import { compressed, isWorthCompressing } from './compress.ts'
import { ticketHeader, type Invocation } from './context.ts'
import { errorAnswer, injectable, injectWhole, lambdaAnswerBytes } from './inject.ts'

export type HttpSource = 'function-url' | 'api-gateway' | 'load-balancer'

/** An HTTP event of payload version 2, version 1 or a load balancer, as far as it is looked at here. */
export interface HttpEvent {
  version?: string | undefined
  httpMethod?: string | undefined
  body?: string | null | undefined
  isBase64Encoded?: boolean | undefined
  cookies?: string[] | undefined
  path?: string | undefined
  queryStringParameters?: Record<string, string | undefined> | null | undefined
  multiValueQueryStringParameters?: Record<string, string[]> | null | undefined
  rawPath?: string
  rawQueryString?: string
  headers?: Record<string, string | undefined> | null
  multiValueHeaders?: Record<string, string[]> | null | undefined
  requestContext: {
    http?: { method?: string }
    stage?: string
    elb?: object
    domainName?: string
    identity?: { sourceIp?: string }
  }
}

export interface HttpResult {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  cookies?: string[]
  body?: string
  isBase64Encoded?: boolean
}

/** A load balancer takes 1 MB of JSON from a function (Elastic Load Balancing quotas). */
const balancerAnswerBytes = 1024 * 1024 - 16 * 1024

export function httpSource ({ requestContext }: HttpEvent): HttpSource {
  if (requestContext.elb !== undefined) return 'load-balancer'
  return requestContext.domainName?.includes('.lambda-url.') === true ? 'function-url' : 'api-gateway'
}

/** Bytes that a buffered answer may have on its way back. */
export function httpAnswerBytes (event: HttpEvent): number {
  return httpSource(event) === 'load-balancer' ? balancerAnswerBytes : lambdaAnswerBytes
}

/** A function from an HTTP event to the proxy response of the same version, through the app's own routes. */
export function createHttpHandler (app: FastifyInstance): (event: HttpEvent, invocation: Invocation) => Promise<HttpResult> {
  const bounded = injectable(app, (options, invocation) => injectWhole(app, invocation, options))
  const proxy = awsLambdaFastify(bounded, { decorateRequest: false, binaryMimeTypes: ['application/octet-stream', 'image/png'] })
  const balanced = awsLambdaFastify(bounded, { decorateRequest: false, albMultiValueHeaders: true, binaryMimeTypes: ['application/octet-stream', 'image/png'] })
  return async (event, invocation) => {
    checkMethod(event)
    const result: HttpResult = await (isMultiValue(event) ? balanced : proxy)(prepared(event, invocation), {})
    const small = isWorthCompressing(event, result) ? await compressed(result) : result
    return fits(small, httpAnswerBytes(event)) ? small : failure(event, payloadTooLarge(tooLarge(event)), invocation)
  }
}

/** Throws `invalid_request` for what no HTTP request could be: a method that HTTP does not have. */
export function checkMethod (event: HttpEvent): void {
  const method = event.httpMethod ?? event.requestContext.http?.method ?? ''
  if (!METHODS.includes(method)) throw new AppError(400, 'invalid_request', `${method || 'No method'} is not an HTTP method.`)
}

/**
 * The event with its invocation's ticket, and without what the adapter would get wrong: queries (commas, names like
 * `__proto__`, a load balancer's own escapes), a named stage of an HTTP API, a load balancer's note of the caller.
 */
export function prepared (event: HttpEvent, { ticket }: Invocation): HttpEvent {
  const { version, body, isBase64Encoded, cookies, requestContext } = event
  const headers = Object.assign(withoutTicket(event.headers), ticket)
  const multiValueHeaders = event.multiValueHeaders && withoutTicket(event.multiValueHeaders)
  const rest = { version, headers, multiValueHeaders, body, isBase64Encoded, cookies }
  if (version === '2.0') return { ...rest, requestContext, rawPath: withQuery(pathInStage(event), event.rawQueryString ?? '') }
  const isBalanced = requestContext.elb !== undefined
  const encode = isBalanced ? String : encodeURIComponent // a load balancer hands the query on as it was written
  const query = event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {}
  const pairs = Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) ? value : [value ?? '']).map((one) => `${encode(name)}=${encode(one)}`))
  const sourceIp = isBalanced ? headerOf(event, 'x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return {
    ...rest,
    httpMethod: event.httpMethod,
    path: withQuery(event.path ?? '/', pairs.join('&')),
    requestContext: sourceIp === undefined ? requestContext : { ...requestContext, identity: { sourceIp } }
  }
}

const withQuery = (path: string, query: string) => query === '' ? path : `${path}?${query}`

/** A copy, since no caller may say which invocation a request belongs to. */
function withoutTicket<V> (headers: Record<string, V> | null | undefined): Record<string, V> {
  const rest = { ...headers }
  for (const name in rest) {
    if (name.length === ticketHeader.length && name.toLowerCase() === ticketHeader) Reflect.deleteProperty(rest, name)
  }
  return rest
}

/** An HTTP API with a named stage puts its name in front of the path. */
function pathInStage ({ rawPath = '/', requestContext: { stage } }: HttpEvent): string {
  const prefix = `/${stage ?? '$default'}/`
  return rawPath.startsWith(prefix) ? rawPath.slice(prefix.length - 1) : rawPath
}

/** The value of a header, whatever its case and whichever of the two forms the event has. */
export function headerOf ({ headers, multiValueHeaders }: HttpEvent, name: string): string | undefined {
  const all = { ...headers, ...multiValueHeaders }
  const key = Object.keys(all).find((key) => key.toLowerCase() === name)
  const value = key === undefined ? undefined : all[key]
  return Array.isArray(value) ? value.join(',') : value
}

/** An error as the proxy response that the event's source understands. */
export function failure (event: HttpEvent, error: AppError, invocation: Invocation): HttpResult {
  const { statusCode, payload } = errorAnswer(error, invocation.requestId)
  const type = 'application/json; charset=utf-8'
  const head = isMultiValue(event) ? { multiValueHeaders: { 'content-type': [type] } } : { headers: { 'content-type': type } }
  return { statusCode, ...head, body: payload, isBase64Encoded: false }
}

function isMultiValue (event: HttpEvent): boolean {
  return event.requestContext.elb !== undefined && event.multiValueHeaders !== undefined && event.multiValueHeaders !== null
}

function tooLarge (event: HttpEvent): string {
  const limit = httpSource(event) === 'load-balancer' ? '1 MB that a load balancer takes from a function' : '6 MB that a buffered function may send'
  return `The answer is larger than the ${limit}: ask for less (limit, filters), or stream it.`
}

function fits ({ body = '' }: HttpResult, maxBytes: number): boolean {
  return body.length * 6 < maxBytes || Buffer.byteLength(JSON.stringify(body)) <= maxBytes
}
