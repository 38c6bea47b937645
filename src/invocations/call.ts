import type { FastifyInstance, HTTPMethods } from 'fastify'
import { payloadTooLarge, type AppError } from '../errors.ts'
import { notJson } from '../http/stream.ts'
import type { Invocation } from './context.ts'
import { errorAnswer, injectWhole, lambdaAnswerBytes, type Whole } from './inject.ts'

/** A call on one of the app's routes, made by an event that is not HTTP itself. */
export interface Call {
  method: HTTPMethods
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
export async function callRoute (app: FastifyInstance, invocation: Invocation, { method, path, query = {}, body }: Call): Promise<CallAnswer> {
  const answer = await injectWhole(app, invocation, {
    method: method as 'GET',
    url: `${path}?${queryOf(query)}`,
    headers: { ...invocation.ticket, 'x-request-id': invocation.requestId, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) })
  })
  const text = answer.payload
  if (invocation.jsonOnly === true && !isJson(answer)) return failed(notJson(), invocation)
  if (!isJson(answer) && Buffer.byteLength(JSON.stringify(text)) > lambdaAnswerBytes) {
    return failed(payloadTooLarge('The answer is larger than the 6 MB that a function may send: ask for less.'), invocation)
  }
  return { status: answer.statusCode, isJson: isJson(answer), text }
}

/** An error as the answer that a route would have given. */
export function failed (error: AppError, invocation: Invocation): CallAnswer {
  const { statusCode, payload } = errorAnswer(error, invocation.requestId)
  return { status: statusCode, isJson: true, text: payload }
}

const isJson = ({ headers }: Pick<Whole, 'headers'>) => String(headers['content-type'] ?? '').startsWith('application/json')

function queryOf (query: Record<string, unknown>): URLSearchParams {
  const text = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)
  return new URLSearchParams(Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined || value === null) return []
    return (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, text(one)])
  }))
}
