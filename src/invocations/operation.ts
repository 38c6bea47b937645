import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { callOperation, isGroupEvent } from './agent.ts'
import { failed } from './call.ts'
import { invocationOf, startInvocation } from './context.ts'
import { agentBodyBytes, fitted } from './envelope.ts'

/**
 * Runs an operation that an agent asks for in the middle of a request: through the app, as whoever sent that
 * request, its answer within what an agent may be given. Every fault is an answer.
 */
export async function runOperation (app: FastifyInstance, request: FastifyRequest, agentId: string | undefined, operation: { actionGroup: string }, signal: AbortSignal): Promise<{ status: number, body: string }> {
  const event = { messageVersion: '1.0', ...operation }
  const outer = invocationOf(request.headers)
  const about = { source: 'bedrock-agent', trusted: outer?.trusted ?? false, maxAnswerBytes: isGroupEvent(event) ? agentBodyBytes(event) : null, jsonOnly: true, agentId, credentials: credentialsOf(request) }
  const invocation = startInvocation(about, outer?.awsRequestId ?? request.id, { signal })
  try {
    if (!isGroupEvent(event)) throw new AppError(400, 'invalid_request', 'The agent named no operation: neither a path and a method nor a function.')
    const { status, text } = fitted(event, await callOperation(app, invocation, event), invocation)
    return { status, body: text }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AppError)) throw error
    const { status, text } = failed(error, invocation)
    return { status, body: text }
  } finally {
    await Promise.all(invocation.settling)
    invocation.end()
  }
}

function credentialsOf ({ headers }: FastifyRequest): Record<string, string> {
  const carried = ['authorization', 'x-api-key'].flatMap((name) => {
    const value = headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(carried)
}
