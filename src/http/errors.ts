import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as Type from 'typebox'
import { AppError, InvalidInput, invalidRequest, notFound, type Fault } from '../errors.ts'
import { CallerGone } from './abort.ts'
import { RequestFaults } from './validation.ts'

export const errorBody = Type.Object({
  error: Type.String({ description: 'A stable code in snake_case' }),
  message: Type.String({ description: 'One sentence for a person' }),
  details: Type.Optional(Type.Unsafe<unknown>({ description: 'For a validation error the list of { path, message }' })),
  status: Type.Integer(),
  timestamp: Type.String(),
  request_id: Type.String()
})

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The status of a validation fault: 400, or 422 on the routes that the contract names. */
    invalidStatus?: 400 | 422
  }
}

/** Of the statuses that Fastify and its plugins refuse a request with; the others are `invalid_request`. */
const codes = new Map<number, string>([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [405, 'not_found'],
  [409, 'conflict'],
  [413, 'payload_too_large'],
  [415, 'unsupported_media_type'],
  [429, 'too_many_requests'],
  [502, 'upstream_error'],
  [503, 'service_unavailable'],
  [504, 'upstream_timeout']
])

/** The statuses of what Node's parser refuses, by its error codes; any other fault is a 400. */
const parserStatuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

const internalMessage = 'Something went wrong here; the log has it under this request_id.'

/** Every error leaves through here, in the one body that all routes share. */
export function handleErrors (app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => { sendError(error, request, reply) })
  app.setNotFoundHandler((request, reply) => {
    sendError(notFound(`There is no route ${request.method} ${request.url.split('?', 1)[0]}.`), request, reply)
  })
}

/** For errors before there is a route, such as a path that cannot be decoded. */
export function sendError (error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const known = toAppError(error, request)
  if (known.status >= 500) request.log.error({ err: error, status: known.status }, known.code)
  if (known.retryAfter !== undefined) reply.header('retry-after', String(known.retryAfter))
  reply.header('x-request-id', request.id)
  reply.code(known.status).type('application/json; charset=utf-8').send(JSON.stringify(errorBodyOf(known, request.id)))
}

/** Answers a connection that did not speak HTTP well enough to become a request. */
export function answerClientError (error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return
  const status = parserStatuses[error.code ?? ''] ?? 400
  const refusal = new AppError(status, codeOf(status), 'The request is not valid HTTP.')
  const body = JSON.stringify(errorBodyOf(refusal, randomUUID()))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close'
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** The body of an error that comes in the middle of an answer, where there is no status any more. */
export function errorBodyFor (error: unknown, request: FastifyRequest) {
  return errorBodyOf(toAppError(toError(error), request), request.id)
}

/** The same error in the log and the metrics, which would take it for a success. */
export function noteError (error: unknown, request: FastifyRequest): void {
  const { status, code } = toAppError(toError(error), request)
  if (status >= 500) request.log.error({ err: error, status }, code)
  request.metrics = { ...request.metrics, [status >= 500 ? 'errors' : 'client_errors']: 1 }
}

function toError (error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** The one body that every error has. */
export function errorBodyOf (error: AppError, requestId: string) {
  return {
    error: error.code,
    message: error.message,
    ...(error.details !== undefined && { details: error.details }),
    status: error.status,
    timestamp: new Date().toISOString(),
    request_id: requestId
  }
}

function toAppError (error: FastifyError | Error, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error
  const { invalidStatus } = request.routeOptions.config
  if (error instanceof RequestFaults) return invalidRequest(error.faults, invalidStatus)
  if (error instanceof InvalidInput) return invalidRequest(faultsInRequest(error, request), invalidStatus)
  if (error instanceof CallerGone || error.cause instanceof CallerGone) {
    return new AppError(499, 'caller_gone', error.message)
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 400 && status < 500) return new AppError(status, codeOf(status), sentence(error.message))
  if (status === 503) return new AppError(503, 'service_unavailable', sentence(error.message), { retryAfter: 5 })
  return new AppError(500, 'internal_error', internalMessage, { details: { exception: error.name } })
}

/** The faults of a service's input, each with the part of the request that the input came in. */
function faultsInRequest ({ faults }: InvalidInput, { method }: FastifyRequest): Fault[] {
  const part = method === 'GET' ? 'query' : 'body'
  return faults.map(({ path, message }) => ({ path: path === '' ? part : `${part}/${path}`, message }))
}

function codeOf (status: number): string {
  return codes.get(status) ?? 'invalid_request'
}

function sentence (message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
