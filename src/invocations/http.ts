import { METHODS } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import type { Invocation } from '../http/invocation.ts'
import { answerTooLarge, maxBufferedBytes, maxLoadBalancerBytes } from '../http/response-limits.ts'
import { createBufferedAdapter } from './aws-lambda-adapter.ts'
import { compress, isWorthCompressing } from './compress.ts'
import { httpSource, isMultiValue, type HttpEvent, type HttpResult } from './http-event.ts'
import { errorResponse } from './inject.ts'

/** Bytes that a buffered answer may have on its way back. */
export function maxHttpBytes (event: HttpEvent): number {
  return httpSource(event) === 'load-balancer' ? maxLoadBalancerBytes : maxBufferedBytes
}

/** A function from an HTTP event to the proxy response of the same version, through the app's own routes. */
export function createHttpHandler (
  app: FastifyInstance
): (event: HttpEvent, invocation: Invocation) => Promise<HttpResult> {
  const adapter = createBufferedAdapter(app)
  return async (event, invocation) => {
    checkMethod(event)
    const answer = await adapter(event)
    const result = isWorthCompressing(event, answer) ? await compress(answer) : answer
    if (fits(result, maxHttpBytes(event))) return result
    const reader = httpSource(event) === 'load-balancer' ? 'loadBalancer' : 'buffered'
    return errorResult(event, answerTooLarge(reader), invocation)
  }
}

/** Throws `invalid_request` for what no HTTP request could be: a method that HTTP does not have. */
export function checkMethod (event: HttpEvent): void {
  const method = event.httpMethod ?? event.requestContext.http?.method ?? ''
  if (METHODS.includes(method)) return
  throw new AppError(400, 'invalid_request', `${method || 'No method'} is not an HTTP method.`)
}

/** An error as the proxy response that the event's source understands. */
export function errorResult (event: HttpEvent, error: AppError, invocation: Invocation): HttpResult {
  const { statusCode, payload } = errorResponse(error, invocation.requestId)
  const type = 'application/json; charset=utf-8'
  const head = isMultiValue(event)
    ? { multiValueHeaders: { 'content-type': [type] } }
    : { headers: { 'content-type': type } }
  return { statusCode, ...head, body: payload, isBase64Encoded: false }
}

/** No character takes more than six bytes in JSON, so most answers need not be written to know. */
function fits ({ body = '' }: HttpResult, maxBytes: number): boolean {
  return body.length * 6 < maxBytes || Buffer.byteLength(JSON.stringify(body)) <= maxBytes
}
