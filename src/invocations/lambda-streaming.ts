import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance } from 'fastify'
import type { AppError } from '../errors.ts'
import type { Invocation } from '../http/invocation.ts'
import { createStreamingAdapter } from './aws-lambda-adapter.ts'
import type { HttpEvent, HttpResult } from './http-event.ts'
import { checkMethod, errorResult } from './http.ts'

type Head = Omit<HttpResult, 'body'>

/**
 * What the Lambda runtime gives a function for streamed answers (AWS Lambda developer guide, "Response streaming").
 */
export interface LambdaStreaming {
  streamifyResponse<C> (
    handler: (event: unknown, stream: Writable, context: C) => Promise<void>
  ): (event: unknown, context: C) => Promise<void>
  HttpResponseStream: { from (stream: Writable, head: Head): Writable }
}

/** Writes the answer to one HTTP event while it is made: its head first, then each piece as it comes. */
export function createStreamedAnswer (app: FastifyInstance, { HttpResponseStream }: LambdaStreaming) {
  const adapter = createStreamingAdapter(app)
  return (event: HttpEvent, stream: Writable) => {
    let started = false
    const send = (head: Head, body: Readable) => {
      started = true
      return pipeline(body, HttpResponseStream.from(stream, head))
    }
    return {
      async answer (): Promise<void> {
        checkMethod(event)
        const { meta, stream: body } = await adapter(event)
        await send(meta, body)
      },

      /** Answers with the error, or cuts the answer off where it has begun. */
      async fail (error: AppError, invocation: Invocation): Promise<void> {
        if (started) {
          stream.destroy(error)
          throw error
        }
        const { body = '', ...head } = errorResult(event, error, invocation)
        return send(head, Readable.from([body]))
      }
    }
  }
}
