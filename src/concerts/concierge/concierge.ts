/** What a message wants. */
export const intents = [
  'artist_lookup',
  'venue_search',
  'concert_recommendation',
  'ticket_prediction',
  'data_analysis',
  'general_query'
] as const
export type Intent = typeof intents[number]

export interface ChatMessage {
  message: string
  sessionId: string
  userId: string | undefined
  /** Runs an operation of this service that an agent asks for, as the caller who chats. */
  run: OperationRunner
}

/** A value as an agent gives it: all of them are texts, with the type that they stand for. */
export interface AgentParameter {
  name?: string | undefined
  type?: string | undefined
  value?: string | undefined
}

/** An operation as an agent's action group names it: by its path and method, or by its name. */
export interface AgentOperation {
  actionGroup: string
  apiPath?: string | undefined
  httpMethod?: string | undefined
  function?: string | undefined
  parameters?: AgentParameter[] | undefined
  /** Its values by media type. */
  requestBody?: { content?: Record<string, { properties?: AgentParameter[] | undefined }> | undefined } | undefined
}

export interface OperationResult {
  status: number
  body: string
}

export type OperationRunner = (operation: AgentOperation, signal: AbortSignal) => Promise<OperationResult>

/** What comes while an answer is made: a piece of its text, a step that was taken, or what the answer rests on. */
export type ChatEvent =
  | { event: 'chunk', data: { text: string } }
  | { event: 'trace', data: object }
  | { event: 'data', data: object }

export interface Citation {
  text: string
  references: { text: string, location: string | null }[]
}

export interface ChatReply {
  message: string
  intent: Intent
  /** 0 to 1: how sure the intent is. */
  confidence: number
  /** What the answer rests on; null where nothing. */
  data: object | null
  /** Up to three questions that could come next. */
  suggestions: string[]
  citations?: Citation[]
}

/** Answers messages about concerts. */
export interface Concierge {
  kind: 'bedrock' | 'embedded'
  /** The agent that answers, where it is one. */
  agentId?: string
  /**
   * The answer to a message: events as they happen, and the whole in the end. Errors: `upstream_error`,
   * `upstream_timeout`, `service_unavailable`, and those of the services that it calls.
   */
  answer (message: ChatMessage, signal: AbortSignal): AsyncGenerator<ChatEvent, ChatReply>
  close (): void
}
