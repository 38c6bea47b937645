import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { callOperation, isGroupEvent } from './agent.ts'
import { errorCallAnswer } from './call.ts'
import { currentInvocation, runInvocation } from '../http/invocation.ts'
import { fitAnswer, maxAgentBodyBytes } from './envelope.ts'

const noOperation = 'The agent named no operation: neither a path and a method nor a function.'

/** What an agent asks for, in Bedrock's own words: an `apiPath` with its `httpMethod`, or a `function`. */
interface AgentOperation {
  actionGroup: string
}

/**
 * Runs an operation that an agent asks for in the middle of a request: through the app, as whoever sent that
 * request, its answer within what an agent may be given. Every fault is an answer; throws the reason of `signal` once
 * that has aborted.
 */
export async function runOperation (
  app: FastifyInstance,
  request: FastifyRequest,
  agentId: string | undefined,
  operation: AgentOperation,
  signal: AbortSignal
): Promise<{ status: number, body: string }> {
  const event = { messageVersion: '1.0', ...operation }
  const outer = currentInvocation()
  const init = {
    source: 'bedrock-agent',
    trusted: outer?.trusted ?? false,
    awsRequestId: outer?.awsRequestId ?? request.id,
    traceId: outer?.traceId,
    deadline: { signal },
    maxAnswerBytes: isGroupEvent(event) ? maxAgentBodyBytes(event) : null,
    jsonOnly: true,
    agentId,
    credentials: credentialsOf(request)
  }
  return runInvocation(init, async (invocation) => {
    try {
      if (!isGroupEvent(event)) throw new AppError(400, 'invalid_request', noOperation)
      const { status, text } = fitAnswer(event, await callOperation(app, invocation, event), invocation)
      return { status, body: text }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      const { status, text } = errorCallAnswer(error, invocation)
      return { status, body: text }
    } finally {
      await Promise.all(invocation.pending)
    }
  })
}

function credentialsOf ({ headers }: FastifyRequest): Record<string, string> {
  const carried = ['authorization', 'x-api-key'].flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(carried)
}
