import { randomUUID } from 'node:crypto'
import type { ChatEvent, Concierge, OperationRunner } from '../concierge/concierge.ts'
import type { ChatAnswer, ChatRequest } from './schema.ts'

type DoneEvent = { event: 'done', data: ChatAnswer }

/** The events of an answer, the last of them the whole as `done`. Errors: the concierge's. */
export async function * chatEvents (
  concierge: Concierge, request: ChatRequest, run: OperationRunner, signal: AbortSignal
): AsyncGenerator<ChatEvent | DoneEvent> {
  yield { event: 'done', data: yield * converse(concierge, request, run, signal) }
}

/** The answer to a message, whole. Errors: the concierge's. */
export async function chat (
  concierge: Concierge, request: ChatRequest, run: OperationRunner, signal: AbortSignal
): Promise<ChatAnswer> {
  const conversation = converse(concierge, request, run, signal)
  for (;;) {
    const { done, value } = await conversation.next()
    if (done === true) return value
  }
}

async function * converse (
  concierge: Concierge, request: ChatRequest, run: OperationRunner, signal: AbortSignal
): AsyncGenerator<ChatEvent, ChatAnswer> {
  const { message, session_id: sessionId = randomUUID(), user_id: userId } = request
  const { message: answer, ...reply } = yield * concierge.answer({ message, sessionId, userId, run }, signal)
  const timestamp = new Date().toISOString()
  return { message: answer, session_id: sessionId, ...reply, source: concierge.kind, timestamp }
}
