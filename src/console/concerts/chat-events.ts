import { member } from '../../json/is-object.ts'
import { checked, hasTexts, isListOf, isText } from '../client/guards.ts'
import type { operations } from '../client/openapi.d.ts'

export type ChatAnswer = operations['chat']['responses']['200']['content']['application/json']

/** What the page shows of what the API's document says that an answer sends while it is made. */
export type ChatEvent =
  | { event: 'chunk', data: { text: string } }
  | { event: 'done', data: ChatAnswer }

/** A ParseEvent for `/chat`. */
export function parseChatEvent (event: string, data: unknown): ChatEvent | null {
  switch (event) {
    case 'chunk': return { event, data: checked(event, data, isPiece) }
    case 'done': return { event, data: checked(event, data, isChatAnswer) }
    default: return null
  }
}

function isPiece (data: unknown): data is { text: string } {
  return hasTexts(data, 'text')
}

function isChatAnswer (data: unknown): data is ChatAnswer {
  return hasTexts(data, 'message', 'session_id') && isListOf(member(data, 'suggestions'), isText)
}
