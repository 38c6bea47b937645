import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { awsLambdaFastify } from '@fastify/aws-lambda'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { AppError } from '../errors.ts'
import type { Invocation } from './context.ts'
import { checkMethod, failure, prepared, type HttpEvent, type HttpResult } from './http.ts'
import { injectable, injectStreamed } from './inject.ts'

/** What the Lambda runtime gives a function for streamed answers (AWS Lambda developer guide, "Response streaming"). */
export interface LambdaStreaming {
  streamifyResponse<C> (handler: (event: unknown, stream: Writable, context: C) => Promise<void>): (event: unknown, context: C) => Promise<void>
  HttpResponseStream: { from (stream: Writable, head: Omit<HttpResult, 'body'>): Writable }
}

/** Writes the answer to one HTTP event while it is made: its head first, then each piece as it comes. */
export function createStreamedAnswer (app: FastifyInstance, { HttpResponseStream }: LambdaStreaming) {
  const proxy = awsLambdaFastify(injectable(app, (options) => injectStarted(app, options)), { decorateRequest: false, payloadAsStream: true })
  return (event: HttpEvent, stream: Writable) => {
    let started = false
    const send = (head: Omit<HttpResult, 'body'>, body: Readable) => {
      started = true
      return pipeline(body, HttpResponseStream.from(stream, head))
    }
    const fail = ({ body = '', ...head }: HttpResult) => send(head, Readable.from([body]))
    return {
      async answer (invocation: Invocation): Promise<void> {
        checkMethod(event)
        const { meta, stream: body } = await proxy(prepared(event, invocation), {})
        await send(meta, body)
      },

      /** Answers with the error, or cuts the answer off where it has begun. */
      async fail (error: AppError, invocation: Invocation): Promise<void> {
        if (!started) return fail(failure(event, error, invocation))
        stream.destroy(error)
        throw error
      }
    }
  }
}

/** The adapter takes an answer whose first piece is not there yet for an empty one: it is told of an answer when there is one. */
async function injectStarted (app: FastifyInstance, options: InjectOptions) {
  const { body, ...head } = await injectStreamed(app, options)
  if (body.readableLength === 0) await somethingToRead(body)
  return { ...head, stream: () => body }
}

/** Resolves with the first piece or the end, rejects with the error that comes before both. */
function somethingToRead (stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('readable', resolve).once('end', resolve).once('error', reject)
  })
}
