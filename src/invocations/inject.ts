import type { FastifyInstance, InjectOptions } from 'fastify'
import { AppError, serviceUnavailable } from '../errors.ts'
import { errorBodyOf } from '../http/errors.ts'
import { invocationOf, lambdaBytes, type Invocation } from './context.ts'

/** What an answer may have, so that it fits with what wrapping it adds. */
export const lambdaAnswerBytes = lambdaBytes - 64 * 1024

export interface Whole {
  statusCode: number
  headers: Record<string, string | string[] | number | undefined>
  rawPayload: Buffer
  payload: string
}

/** Runs one request through the app; an answer that broke off after its head becomes an error answer with the cause. */
export function injectWhole (app: FastifyInstance, invocation: Invocation, options: InjectOptions): Promise<Whole> {
  return new Promise<Whole>((resolve, reject) => {
    // without its own check of these options, which says nothing that a type does not
    app.inject(Object.assign(options, { validate: false }), (error, answer) => {
      if (answer) resolve(answer)
      else reject(error)
    })
  }).catch((error: unknown) => errorAnswer(causeOf(error, invocation), invocation.requestId))
}

/** Runs one request; the answer's body comes as it is made, and whoever leaves it early ends what makes it. */
export async function injectStreamed (app: FastifyInstance, options: InjectOptions) {
  const answer = await app.inject({ ...options, payloadAsStream: true })
  const body = answer.stream()
  body.once('close', () => {
    if (!body.readableEnded) answer.raw.res.destroy() // to the route its caller has gone
  })
  return { statusCode: answer.statusCode, headers: answer.headers, body }
}

/** An error as the answer that a route would have given. */
export function errorAnswer (error: AppError, requestId: string): Whole {
  const payload = JSON.stringify(errorBodyOf(error, requestId))
  return { statusCode: error.status, headers: { 'content-type': 'application/json; charset=utf-8' }, rawPayload: Buffer.from(payload), payload }
}

function causeOf (error: unknown, { cutBy = error, deadline }: Invocation): AppError {
  if (deadline.signal.aborted && deadline.signal.reason instanceof AppError) return deadline.signal.reason
  return cutBy instanceof AppError ? cutBy : serviceUnavailable('The answer broke off: try again.', cutBy)
}

/** What @fastify/aws-lambda needs of an app, each answer held to what Lambda can send on. */
export function injectable (app: FastifyInstance, inject: (options: InjectOptions, invocation: Invocation) => Promise<unknown>): FastifyInstance {
  return Object.create(app, {
    inject: {
      value: (options: InjectOptions, done: (error: unknown, answer?: unknown) => void) => {
        const invocation = invocationOf(options.headers ?? {})
        if (invocation === undefined) throw new Error('a request of no invocation')
        inject(options, invocation).then((answer) => done(null, answer), done)
      }
    }
  })
}
