import { awsLambdaFastify } from '@fastify/aws-lambda'
import type { FastifyInstance } from 'fastify'

export type HttpSource = 'function-url' | 'api-gateway' | 'load-balancer'

/** An HTTP event of payload version 2, version 1 or a load balancer, as far as it is looked at here. */
export interface HttpEvent {
  version?: string
  rawPath?: string
  rawQueryString?: string
  headers?: Record<string, string | undefined>
  multiValueHeaders?: Record<string, string[]>
  requestContext: {
    http?: object
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
    const multiValue = event.requestContext.elb !== undefined && event.multiValueHeaders !== undefined
    const result: HttpResult = await (multiValue ? balanced : proxy)(prepared(event), context)
    return fits(result) ? result : tooLarge(event, result)
  }
}

/** What the adapter would get wrong: commas in a version 2 query, and a load balancer's note of the caller's address. */
function prepared (event: HttpEvent): HttpEvent {
  if (event.version === '2.0' && event.rawQueryString !== undefined && event.rawQueryString !== '') {
    return { ...event, rawPath: `${event.rawPath ?? '/'}?${event.rawQueryString}`, ...{ queryStringParameters: undefined } }
  }
  if (event.requestContext.elb === undefined) return event
  const forwarded = event.headers?.['x-forwarded-for'] ?? event.multiValueHeaders?.['x-forwarded-for']?.at(-1)
  const sourceIp = forwarded?.split(',').at(-1)?.trim()
  return sourceIp === undefined ? event : { ...event, requestContext: { ...event.requestContext, identity: { sourceIp } } }
}

function fits (result: HttpResult): boolean {
  const body = result.body ?? ''
  return body.length * 2 < maxResultBytes || Buffer.byteLength(JSON.stringify(body)) <= maxResultBytes
}

function tooLarge (event: HttpEvent, result: HttpResult): HttpResult {
  const body = JSON.stringify({
    error: 'payload_too_large',
    message: 'The answer is larger than the 6 MB that a buffered function may send: ask for less (limit, filters), or stream it.',
    status: 413,
    timestamp: new Date().toISOString(),
    request_id: result.headers?.['x-request-id'] ?? result.multiValueHeaders?.['x-request-id']?.[0] ?? ''
  })
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return event.multiValueHeaders !== undefined && event.requestContext.elb !== undefined
    ? { statusCode: 413, multiValueHeaders: { 'content-type': [headers['content-type']] }, body, isBase64Encoded: false }
    : { statusCode: 413, headers, body, isBase64Encoded: false }
}
