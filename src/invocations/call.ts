import type { FastifyInstance } from 'fastify'
import type { AppError } from '../errors.ts'
import type { Invocation } from '../http/invocation.ts'
import { answerTooLarge, maxBufferedBytes } from '../http/response-limits.ts'
import { notJson } from '../http/stream-reply.ts'
import type { Method } from '../openapi/operations.ts'
import { errorResponse, injectBuffered, type BufferedResponse } from './inject.ts'

/** A call on one of the app's routes, made by an event that is not HTTP itself. */
export interface Call {
  method: Method
  /** Path, already percent-encoded. */
  path: string
  query?: Record<string, unknown>
  body?: unknown
}

export interface CallAnswer {
  status: number
  isJson: boolean
  text: string
}

/** Runs a call through the app: same routes, same validation, same error body. */
export async function callRoute (
  app: FastifyInstance, invocation: Invocation, { method, path, query = {}, body }: Call
): Promise<CallAnswer> {
  const response = await injectBuffered(app, invocation, {
    method,
    url: `${path}?${queryOf(query)}`,
    headers: {
      ...invocation.credentials,
      'x-request-id': invocation.requestId,
      ...(body !== undefined && { 'content-type': 'application/json' })
    },
    ...(body !== undefined && { payload: JSON.stringify(body) })
  })
  const { statusCode: status, payload: text } = response
  if (isJson(response)) return { status, isJson: true, text }
  if (invocation.jsonOnly) return errorCallAnswer(notJson(), invocation)
  if (Buffer.byteLength(JSON.stringify(text)) > maxBufferedBytes) {
    return errorCallAnswer(answerTooLarge('direct'), invocation)
  }
  return { status, isJson: false, text }
}

/** An error as the answer that a route would have given. */
export function errorCallAnswer (error: AppError, invocation: Invocation): CallAnswer {
  const { statusCode, payload } = errorResponse(error, invocation.requestId)
  return { status: statusCode, isJson: true, text: payload }
}

function isJson ({ headers }: BufferedResponse): boolean {
  return String(headers['content-type'] ?? '').startsWith('application/json')
}

/** A list becomes several parameters of one name; what is not there becomes none. */
function queryOf (query: Record<string, unknown>): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, textOf(one))
  }
  return parameters
}

function textOf (value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
