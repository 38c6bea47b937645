import type { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { answerShort, callOperation } from './agent.ts'
import { errorCallAnswer } from './call.ts'
import { runInvocation, type InvocationInit, type Invocation } from '../http/invocation.ts'
import { maxAgentBytes, maxBufferedBytes } from '../http/response-limits.ts'
import { Deadline, type LambdaContext } from './deadline.ts'
import { detect, isHttpEvent, UnknownEventSource } from './detect.ts'
import { answerDirect, plainAnswer } from './direct.ts'
import { answerStream, type StreamHandler } from './dynamodb.ts'
import { agentAnswer, maxAgentBodyBytes } from './envelope.ts'
import { httpSource } from './http-event.ts'
import { createHttpHandler, errorResult, maxHttpBytes } from './http.ts'
import { createStreamedAnswer, type LambdaStreaming } from './lambda-streaming.ts'

export interface HandlerOptions {
  app: FastifyInstance
  log: Logger
  /** Who takes the records of a DynamoDB stream; null: nobody, each batch is refused. */
  streamRecords: StreamHandler | null
  /** The X-Ray trace of the invocation under way. */
  traceId: () => string | undefined
  /** Carries out the command `migrate`. */
  migrate: () => Promise<unknown>
}

/**
 * Answers every source that sends a whole event and waits for a whole answer. The handler throws
 * UnknownEventSource, StreamNotHandled and AgentAnswerTooLarge; every other fault is an answer.
 */
export function createHandler (options: HandlerOptions) {
  const { app, streamRecords, migrate } = options
  const answerHttp = createHttpHandler(app)
  const invoke = createInvoke(options)
  return async (event: unknown, context: LambdaContext): Promise<unknown> => {
    const detected = detect(event)
    switch (detected.kind) {
      case 'http': {
        const { event } = detected
        return invoke(context, {
          source: httpSource(event), trusted: false, maxAnswerBytes: maxHttpBytes(event)
        }, (invocation) => answerHttp(event, invocation), (error, invocation) => errorResult(event, error, invocation))
      }
      case 'agent': {
        const { event } = detected
        return invoke(context, {
          source: 'bedrock-agent',
          trusted: true,
          maxAnswerBytes: maxAgentBodyBytes(event),
          jsonOnly: true,
          agentId: event.agent?.id ?? undefined
        }, async (invocation) => agentAnswer(event, await callOperation(app, invocation, event), invocation),
        (error, invocation) => agentAnswer(event, errorCallAnswer(error, invocation), invocation))
      }
      case 'short-agent': {
        return invoke(context, {
          source: 'bedrock-agent', trusted: true, maxAnswerBytes: maxAgentBytes, jsonOnly: true
        }, async (invocation) => plainAnswer(await answerShort(app, invocation, detected.event)), plainFailure)
      }
      case 'direct': {
        return invoke(context, {
          source: 'direct', trusted: true, maxAnswerBytes: maxBufferedBytes
        }, async (invocation) => plainAnswer(await answerDirect(app, invocation, detected.event)), plainFailure)
      }
      case 'stream': {
        return invoke(context, {
          source: 'dynamodb', trusted: true, maxAnswerBytes: null
        }, ({ deadline }) => answerStream(detected.event, streamRecords, deadline.signal))
      }
      case 'command': return invoke(context, { source: 'direct', trusted: true, maxAnswerBytes: null }, migrate)
    }
  }
}

const plainFailure = (error: AppError, invocation: Invocation) => plainAnswer(errorCallAnswer(error, invocation))

/**
 * The same for HTTP events behind a Function URL with invoke mode RESPONSE_STREAM. Whatever it returns is
 * ignored by the runtime, so it throws UnknownEventSource for every other source.
 */
export function createStreamingHandler (
  options: Omit<HandlerOptions, 'streamRecords' | 'migrate'>, streaming: LambdaStreaming
) {
  const streamedAnswer = createStreamedAnswer(options.app, streaming)
  const invoke = createInvoke(options)
  return streaming.streamifyResponse(async (event: unknown, stream: Writable, context: LambdaContext) => {
    if (!isHttpEvent(event)) throw new UnknownEventSource()
    const { answer, fail } = streamedAnswer(event, stream)
    await invoke(context, { source: httpSource(event), trusted: false, maxAnswerBytes: null }, answer, fail)
  })
}

type Source = Omit<InvocationInit, 'awsRequestId' | 'traceId' | 'deadline'>

/**
 * Makes the function that runs `work` as one invocation, within the time that Lambda gives it. Without `onError` an
 * AppError is thrown.
 */
function createInvoke ({ log, traceId }: Pick<HandlerOptions, 'log' | 'traceId'>) {
  return async <T>(
    context: LambdaContext,
    source: Source,
    work: (invocation: Invocation) => Promise<T>,
    onError?: (error: AppError, invocation: Invocation) => T | Promise<T>
  ): Promise<T> => {
    const deadline = new Deadline(context)
    const { awsRequestId } = context
    return runInvocation({ ...source, awsRequestId, traceId: traceId(), deadline }, async (invocation) => {
      try {
        return await deadline.limit(work(invocation))
      } catch (error) {
        if (!(error instanceof AppError) || onError === undefined) throw error
        if (error.status >= 500) log.error({ err: error, status: error.status }, error.code)
        else log.info({ status: error.status }, error.message)
        return onError(error, invocation)
      } finally {
        // what is late was stopped by its signal
        if (invocation.pending.length > 0) await deadline.limit(Promise.all(invocation.pending)).catch(() => {})
        deadline.end()
      }
    })
  }
}
