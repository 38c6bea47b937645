import type { Writable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { answerShort, callOperation } from './agent.ts'
import { failed } from './call.ts'
import { startInvocation, type About, type Invocation } from './context.ts'
import { Deadline, type LambdaContext } from './deadline.ts'
import { detect, isHttpEvent, UnknownEventSource } from './detect.ts'
import { answerDirect, plainAnswer } from './direct.ts'
import { answerStream, type StreamHandler } from './dynamodb.ts'
import { agentAnswer, agentAnswerBytes, agentBodyBytes } from './envelope.ts'
import { createHttpHandler, failure, httpAnswerBytes, httpSource } from './http.ts'
import { lambdaAnswerBytes } from './inject.ts'
import { createStreamedAnswer, type LambdaStreaming } from './stream.ts'

export interface HandlerOptions {
  app: FastifyInstance
  log: Logger
  /** Who takes the records of a DynamoDB stream; null: nobody, each batch is refused. */
  streamRecords: StreamHandler | null
  /** Carries out the command `migrate`. */
  migrate: () => Promise<unknown>
}

/**
 * Answers every source that sends a whole event and waits for a whole answer. The handler throws
 * UnknownEventSource, StreamNotHandled and AgentAnswerTooLarge; every other fault is an answer.
 */
export function createHandler ({ app, log, streamRecords, migrate }: HandlerOptions) {
  const answerHttp = createHttpHandler(app)
  return async (event: unknown, context: LambdaContext): Promise<unknown> => {
    const detected = detect(event)
    switch (detected.kind) {
      case 'http': {
        const { event } = detected
        const about = { source: httpSource(event), trusted: false, maxAnswerBytes: httpAnswerBytes(event) }
        return invoke(log, context, about, (invocation) => answerHttp(event, invocation), (error, invocation) => failure(event, error, invocation))
      }
      case 'agent': {
        const { event } = detected
        const answer = async (invocation: Invocation) => agentAnswer(event, await callOperation(app, invocation, event), invocation)
        const about = { source: 'bedrock-agent', trusted: true, maxAnswerBytes: agentBodyBytes(event), jsonOnly: true, agentId: event.agent?.id ?? undefined }
        return invoke(log, context, about, answer, (error, invocation) => agentAnswer(event, failed(error, invocation), invocation))
      }
      case 'short-agent': {
        const about = { source: 'bedrock-agent', trusted: true, maxAnswerBytes: agentAnswerBytes, jsonOnly: true }
        return invoke(log, context, about, async (invocation) => plainAnswer(await answerShort(app, invocation, detected.event)), plainFailure)
      }
      case 'direct': {
        const about = { source: 'direct', trusted: true, maxAnswerBytes: lambdaAnswerBytes }
        return invoke(log, context, about, async (invocation) => plainAnswer(await answerDirect(app, invocation, detected.event)), plainFailure)
      }
      case 'stream': return invoke(log, context, { source: 'dynamodb', trusted: true, maxAnswerBytes: null }, ({ deadline }) => answerStream(detected.event, streamRecords, deadline.signal))
      case 'command': return invoke(log, context, { source: 'direct', trusted: true, maxAnswerBytes: null }, migrate)
    }
  }
}

const plainFailure = (error: AppError, invocation: Invocation) => plainAnswer(failed(error, invocation))

/**
 * The same for HTTP events behind a Function URL with invoke mode RESPONSE_STREAM. Whatever it returns is
 * ignored by the runtime, so it throws UnknownEventSource for every other source.
 */
export function createStreamHandler ({ app, log }: Pick<HandlerOptions, 'app' | 'log'>, streaming: LambdaStreaming) {
  const streamedAnswer = createStreamedAnswer(app, streaming)
  return streaming.streamifyResponse(async (event: unknown, stream: Writable, context: LambdaContext) => {
    if (!isHttpEvent(event)) throw new UnknownEventSource()
    const { answer, fail } = streamedAnswer(event, stream)
    await invoke(log, context, { source: httpSource(event), trusted: false, maxAnswerBytes: null }, answer, fail)
  })
}

/** Runs `work` as one invocation, within the time that Lambda gives it. Without `onError` an AppError is thrown. */
async function invoke<T> (log: Logger, context: LambdaContext, about: About, work: (invocation: Invocation) => Promise<T>, onError?: (error: AppError, invocation: Invocation) => T | Promise<T>): Promise<T> {
  const deadline = new Deadline(context)
  const invocation = startInvocation(about, context.awsRequestId, deadline)
  try {
    return await deadline.limit(work(invocation))
  } catch (error) {
    if (!(error instanceof AppError) || onError === undefined) throw error
    if (error.status >= 500) log.error({ err: error, status: error.status }, error.code)
    else log.info({ status: error.status }, error.message)
    return onError(error, invocation)
  } finally {
    if (invocation.settling.length > 0) await deadline.limit(Promise.all(invocation.settling)).catch(() => {}) // late: its signal has stopped them
    deadline.end()
    invocation.end()
  }
}
