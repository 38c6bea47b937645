import type { PayloadPart, ReturnControlPayload, SessionState, TracePart } from '@aws-sdk/client-bedrock-agent-runtime'
import { upstreamError } from '../../../errors.ts'
import { languageOf } from '../../../language/detect.ts'
import { wordsOf } from '../../../language/words.ts'
import type { ChatEvent, ChatMessage, ChatReply, Citation, Intent } from '../concierge.ts'
import { classifyIntent } from '../intents.ts'
import { suggestionsFor } from '../suggestions.ts'
import type { Agent } from './agent.ts'
import { runReturned } from './return-control.ts'
import { citationsOf, intentOfOperation, nameOfRoute, readTrace, type Step } from './trace.ts'

/** How often an agent may hand control back in one answer: more is an agent that goes in circles. */
const maxRounds = 10
/** An operation that the agent called shows the intent, though it may have been called on the way to another. */
const seenConfidence = 0.9

/**
 * The agent's answer to a message, over as many calls as it hands control back. Errors: AppError, and the SDK's for
 * `toAppError`.
 */
export async function * converse (
  agent: Agent, { message, sessionId, userId, run }: ChatMessage, signal: AbortSignal
): AsyncGenerator<ChatEvent, ChatReply> {
  const answer = new AnswerBuilder(message)
  const attributes = userId === undefined ? {} : { promptSessionAttributes: { user_id: userId } }
  let turn: { inputText?: string, sessionState: SessionState } = { inputText: message, sessionState: attributes }
  for (let round = 0; round <= maxRounds; round++) {
    let returned: ReturnControlPayload | undefined
    for await (const { chunk, trace, returnControl } of agent.invoke({ sessionId, ...turn }, signal)) {
      if (chunk !== undefined) yield * answer.chunk(chunk)
      if (trace !== undefined) yield * answer.trace(trace)
      returned ??= returnControl
    }
    if (returned === undefined) return answer.reply()
    yield * answer.operations(returned)
    const { results, bodies } = await runReturned(returned, run, signal)
    for (const body of bodies) yield * answer.output(body)
    const { invocationId } = returned
    turn = { sessionState: { ...attributes, invocationId, returnControlInvocationResults: results } }
  }
  throw upstreamError(`The agent handed control back more than ${maxRounds} times for one message.`)
}

/** Collects what has come of an answer; each part comes out as the events that a caller sees. */
class AnswerBuilder {
  readonly #message: string
  readonly #said: Intent
  readonly #decoder = new TextDecoder()
  readonly #citations: Citation[] = []
  #intent: Intent
  #confidence: number
  #text = ''
  #data: object | null = null

  constructor (message: string) {
    this.#message = message
    const { intent, confidence } = classifyIntent(wordsOf(message))
    this.#said = intent
    this.#intent = intent
    this.#confidence = confidence
  }

  * chunk ({ bytes, attribution }: PayloadPart): Generator<ChatEvent> {
    this.#citations.push(...citationsOf(attribution))
    const text = this.#decoder.decode(bytes ?? new Uint8Array(), { stream: true })
    if (text === '') return
    this.#text += text
    yield { event: 'chunk', data: { text } }
  }

  * trace (part: TracePart): Generator<ChatEvent> {
    const { step, output } = readTrace(part.trace)
    if (step !== null) yield * this.#step(step)
    if (output !== null) yield * this.output(output)
  }

  * operations ({ invocationInputs: inputs = [] }: ReturnControlPayload): Generator<ChatEvent> {
    for (const { apiInvocationInput: api, functionInvocationInput: named } of inputs) {
      const operation = named?.function ?? nameOfRoute(api?.httpMethod, api?.apiPath)
      yield * this.#step({ step: 'operation', action_group: (api ?? named)?.actionGroup ?? '', operation })
    }
  }

  /** What an operation answered, where it is JSON: an action group may answer in prose. */
  * output (text: string): Generator<ChatEvent> {
    const data = objectIn(text)
    if (data === null) return
    this.#data = data
    yield { event: 'data', data }
  }

  reply (): ChatReply {
    if (this.#text.trim() === '') throw upstreamError('The agent answered nothing.')
    return {
      message: this.#text,
      intent: this.#intent,
      confidence: this.#confidence,
      data: this.#data,
      suggestions: suggestionsFor(this.#intent, languageOf(this.#message), this.#message),
      ...(this.#citations.length > 0 && { citations: this.#citations })
    }
  }

  * #step (step: Step): Generator<ChatEvent> {
    const intent = step.step === 'operation' ? intentOfOperation(step, this.#said) : null
    if (intent !== null) [this.#intent, this.#confidence] = [intent, seenConfidence]
    yield { event: 'trace', data: step }
  }
}

/** What `text` is as JSON, where that is an object or a list. */
function objectIn (text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
