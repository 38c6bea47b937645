import { finished } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { AppError, payloadTooLarge, serviceUnavailable } from '../errors.ts'
import { errorBodyOf } from '../http/errors.ts'
import { invocationOf, type Invocation } from './context.ts'

/** Lambda takes no answer beyond 6 MB (Lambda quotas); what wrapping an answer adds is kept free. */
export const lambdaAnswerBytes = 6 * 1024 * 1024 - 64 * 1024

export interface Injected {
  statusCode: number
  headers: Record<string, string | string[] | number | undefined>
  body: Readable
}

/** Runs one request through the app; the answer's body comes as it is made. Whoever leaves it early ends what makes it. */
export async function injectStreamed (app: FastifyInstance, options: InjectOptions): Promise<Injected> {
  const answer = await app.inject({ ...options, payloadAsStream: true })
  const body = answer.stream()
  body.once('close', () => {
    if (!body.readableEnded) answer.raw.res.destroy() // to the route its caller has gone
  })
  return { statusCode: answer.statusCode, headers: answer.headers, body }
}

export interface Whole {
  statusCode: number
  headers: Injected['headers']
  rawPayload: Buffer
  payload: string
}

/**
 * The same with the whole body, in memory for no more than Lambda could send on: what is larger is a 413 error
 * answer, what breaks off an error answer with its cause. `refuse` may turn an answer down by its head.
 */
export async function injectWhole (app: FastifyInstance, invocation: Invocation, options: InjectOptions, refuse?: (head: Injected) => AppError | null): Promise<Whole> {
  const answer = await injectStreamed(app, options)
  const refusal = refuse?.(answer) ?? null
  if (refusal !== null) return leave(answer, refusal, invocation)
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > lambdaAnswerBytes) return await leave(answer, payloadTooLarge('The answer is larger than the 6 MB that a function may send: ask for less (limit, filters), or stream it.'), invocation)
      chunks.push(chunk)
    }
  } catch (error) {
    return leave(answer, causeOf(error, invocation), invocation)
  }
  const rawPayload = Buffer.concat(chunks)
  return { statusCode: answer.statusCode, headers: answer.headers, rawPayload, payload: rawPayload.toString() }
}

/** An error as the answer that a route would have given. */
export function errorAnswer (error: AppError, requestId: string): Whole {
  const payload = JSON.stringify(errorBodyOf(error, requestId))
  return { statusCode: error.status, headers: { 'content-type': 'application/json; charset=utf-8' }, rawPayload: Buffer.from(payload), payload }
}

async function leave ({ body }: Injected, error: AppError, invocation: Invocation): Promise<Whole> {
  body.destroy()
  await finished(body).catch(() => {}) // it was left on purpose
  return errorAnswer(error, invocation.requestId)
}

function causeOf (error: unknown, { deadline }: Invocation): AppError {
  if (deadline.signal.aborted && deadline.signal.reason instanceof AppError) return deadline.signal.reason
  return error instanceof AppError ? error : serviceUnavailable('The answer broke off: try again.', error)
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
