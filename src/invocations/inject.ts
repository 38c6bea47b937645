import type { FastifyInstance, InjectOptions } from 'fastify'
import { AppError, serviceUnavailable } from '../errors.ts'
import { errorBodyOf } from '../http/errors.ts'
import type { Invocation } from '../http/invocation.ts'

/** An answer that is there as a whole. */
export interface BufferedResponse {
  statusCode: number
  headers: Record<string, string | string[] | number | undefined>
  rawPayload: Buffer
  payload: string
}

/** Runs one request through the app; an answer that broke off after its head becomes an error answer with the cause. */
export function injectBuffered (
  app: FastifyInstance, invocation: Invocation, request: InjectOptions
): Promise<BufferedResponse> {
  return new Promise<BufferedResponse>((resolve, reject) => {
    // without its own check of these options, which says nothing that a type does not
    app.inject(Object.assign(request, { validate: false }), (error, answer) => {
      if (answer) resolve(answer)
      else reject(error)
    })
  }).catch((error: unknown) => errorResponse(causeOf(error, invocation), invocation.requestId))
}

/** Runs one request; the answer's body comes as it is made, and whoever leaves it early ends what makes it. */
export async function injectStreamed (app: FastifyInstance, request: InjectOptions) {
  const answer = await app.inject({ ...request, payloadAsStream: true })
  const body = answer.stream()
  body.once('close', () => {
    if (!body.readableEnded) answer.raw.res.destroy() // to the route its caller has gone
  })
  return { statusCode: answer.statusCode, headers: answer.headers, body }
}

/** An error as the answer that a route would have given. */
export function errorResponse (error: AppError, requestId: string): BufferedResponse {
  const payload = JSON.stringify(errorBodyOf(error, requestId))
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { statusCode: error.status, headers, rawPayload: Buffer.from(payload), payload }
}

function causeOf (error: unknown, { streamError = error, deadline }: Invocation): AppError {
  if (deadline.signal.aborted && deadline.signal.reason instanceof AppError) return deadline.signal.reason
  if (streamError instanceof AppError) return streamError
  return serviceUnavailable('The answer broke off: try again.', streamError)
}
