import { randomUUID } from 'node:crypto'
import type { ChatEvent, Concierge, OperationRunner } from '../concierge/concierge.ts'
import type { ChatAnswer, ChatRequest } from './schema.ts'

/** The events of an answer, the last of them the whole as `done`. */
export async function * chatEvents (concierge: Concierge, request: ChatRequest, run: OperationRunner, signal: AbortSignal): AsyncGenerator<ChatEvent | { event: 'done', data: ChatAnswer }> {
  yield { event: 'done', data: yield * converse(concierge, request, run, signal) }
}

/** The answer to a message, whole. Errors: the concierge's. */
export async function chat (concierge: Concierge, request: ChatRequest, run: OperationRunner, signal: AbortSignal): Promise<ChatAnswer> {
  const conversation = converse(concierge, request, run, signal)
  for (;;) {
    const { done, value } = await conversation.next()
    if (done === true) return value
  }
}

async function * converse (concierge: Concierge, { message, session_id: given, user_id: userId }: ChatRequest, run: OperationRunner, signal: AbortSignal): AsyncGenerator<ChatEvent, ChatAnswer> {
  const sessionId = given ?? randomUUID()
  const { message: answer, ...reply } = yield * concierge.answer({ message, sessionId, userId, run }, signal)
  return { message: answer, session_id: sessionId, ...reply, source: concierge.kind, timestamp: new Date().toISOString() }
}
