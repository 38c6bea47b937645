import { randomUUID } from 'node:crypto'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { invalidRequest, payloadTooLarge, type AppError } from '../errors.ts'
import { errorBodyOf } from '../http/errors.ts'
import type { Invocation } from './context.ts'

/** A call on one of the app's routes, made by an event that is not HTTP itself. */
export interface Call {
  method: HTTPMethods
  /** Path, already percent-encoded. */
  path: string
  query?: Record<string, unknown>
  body?: unknown
  /** Whether nothing but JSON is an answer; a route can write other formats where it is asked for one. */
  jsonOnly?: boolean
}

export interface CallAnswer {
  status: number
  isJson: boolean
  text: string
}

/** Lambda takes no answer beyond 6 MB (Lambda quotas); what wrapping an answer adds is kept free. */
export const lambdaAnswerBytes = 6 * 1024 * 1024 - 64 * 1024

/** Runs a call through the app: same routes, same validation, same error body. An answer that is larger than Lambda could send on is a 413. */
export async function callRoute (app: FastifyInstance, invocation: Invocation, { method, path, query = {}, body, jsonOnly = false }: Call): Promise<CallAnswer> {
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    query: queryOf(query),
    headers: { ...invocation.ticket, 'x-request-id': requestId(invocation), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
    payloadAsStream: true
  })
  const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
  const refuse = (error: AppError) => {
    answer.raw.res.destroy() // ends what makes the answer: to the route its caller has gone
    return failed(error, invocation)
  }
  if (jsonOnly && !isJson) return refuse(invalidRequest([{ path: 'query/format', message: 'must be json here: an agent is answered in JSON' }]))
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer.stream() as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > lambdaAnswerBytes) return refuse(payloadTooLarge('The answer is larger than the 6 MB that a function may send: ask for less.'))
    chunks.push(chunk)
  }
  return { status: answer.statusCode, isJson, text: Buffer.concat(chunks).toString() }
}

/** An error as the answer that a route would have given. */
export function failed (error: AppError, invocation: Invocation): CallAnswer {
  return { status: error.status, isJson: true, text: JSON.stringify(errorBodyOf(error, requestId(invocation))) }
}

/** The invocation's own id, so that an answer, the log and Lambda's own lines can be put side by side. */
function requestId ({ awsRequestId }: Invocation): string {
  return awsRequestId ?? randomUUID()
}

function queryOf (query: Record<string, unknown>): Record<string, string | string[]> {
  const text = (value: unknown) => typeof value === 'string' ? value : JSON.stringify(value)
  return Object.fromEntries(Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(text) : text(value)]))
}
