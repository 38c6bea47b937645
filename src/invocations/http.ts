import { randomUUID } from 'node:crypto'
import { METHODS } from 'node:http'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import type { FastifyInstance } from 'fastify'

export type HttpSource = 'function-url' | 'api-gateway' | 'load-balancer'

/** An HTTP event of payload version 2, version 1 or a load balancer, as far as it is looked at here. */
export interface HttpEvent {
  version?: string
  httpMethod?: string
  path?: string | undefined
  queryStringParameters?: Record<string, string | undefined> | null | undefined
  multiValueQueryStringParameters?: Record<string, string[]> | null | undefined
  rawPath?: string
  rawQueryString?: string
  headers?: Record<string, string | undefined>
  multiValueHeaders?: Record<string, string[]>
  requestContext: {
    http?: { method?: string }
    elb?: object
    domainName?: string
    identity?: { sourceIp?: string }
  }
}

export interface HttpResult {
  statusCode: number
  headers?: Record<string, string>
  multiValueHeaders?: Record<string, string[]>
  body?: string
  isBase64Encoded?: boolean
}

/** Lambda refuses an answer of more than 6 MB; what it adds around the body is kept free. */
const maxResultBytes = 6 * 1024 * 1024 - 64 * 1024

export function httpSource ({ requestContext }: HttpEvent): HttpSource {
  if (requestContext.elb !== undefined) return 'load-balancer'
  return requestContext.domainName?.includes('.lambda-url.') === true ? 'function-url' : 'api-gateway'
}

/** A function from an HTTP event to the proxy response of the same version, through the app's own routes. */
export function createHttpHandler (app: FastifyInstance): (event: HttpEvent, context: object) => Promise<HttpResult> {
  const proxy = awsLambdaFastify(app, { decorateRequest: false, binaryMimeTypes: ['application/octet-stream', 'image/png'] })
  const balanced = awsLambdaFastify(app, { decorateRequest: false, albMultiValueHeaders: true })
  return async (event, context) => {
    const method = event.httpMethod ?? event.requestContext.http?.method ?? ''
    if (!METHODS.includes(method)) return failure(event, 400, 'invalid_request', `${method || 'No method'} is not an HTTP method.`)
    const multiValue = event.requestContext.elb !== undefined && event.multiValueHeaders !== undefined
    const result: HttpResult = await (multiValue ? balanced : proxy)(prepared(event), context)
    return fits(result) ? result : failure(event, 413, 'payload_too_large', 'The answer is larger than the 6 MB that a buffered function may send: ask for less (limit, filters), or stream it.')
  }
}

/** What the adapter would get wrong: commas in a version 2 query, and a load balancer's note of the caller's address. */
function prepared (event: HttpEvent): HttpEvent {
  if (event.version === '2.0' && event.rawQueryString !== undefined && event.rawQueryString !== '') {
    return { ...event, rawPath: `${event.rawPath ?? '/'}?${event.rawQueryString}`, queryStringParameters: undefined }
  }
  if (event.requestContext.elb === undefined) return event
  // a load balancer hands the query on as it was written
  const query = event.multiValueQueryStringParameters ?? event.queryStringParameters ?? {}
  const pairs = Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) ? value : [value ?? '']).map((one) => `${name}=${one}`))
  const path = pairs.length === 0 ? event.path : `${event.path ?? '/'}?${pairs.join('&')}`
  const bare = { ...event, path, queryStringParameters: undefined, multiValueQueryStringParameters: undefined }
  const forwarded = event.headers?.['x-forwarded-for'] ?? event.multiValueHeaders?.['x-forwarded-for']?.at(-1)
  const sourceIp = forwarded?.split(',').at(-1)?.trim()
  return sourceIp === undefined ? bare : { ...bare, requestContext: { ...event.requestContext, identity: { sourceIp } } }
}

function fits (result: HttpResult): boolean {
  const body = result.body ?? ''
  return body.length * 2 < maxResultBytes || Buffer.byteLength(JSON.stringify(body)) <= maxResultBytes
}

function failure (event: HttpEvent, status: number, error: string, message: string): HttpResult {
  const body = JSON.stringify({ error, message, status, timestamp: new Date().toISOString(), request_id: randomUUID() })
  const type = 'application/json; charset=utf-8'
  return event.multiValueHeaders !== undefined && event.requestContext.elb !== undefined
    ? { statusCode: status, multiValueHeaders: { 'content-type': [type] }, body, isBase64Encoded: false }
    : { statusCode: status, headers: { 'content-type': type }, body, isBase64Encoded: false }
}
