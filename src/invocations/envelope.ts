import { isLosslessNumber, parse, stringify } from 'lossless-json'
import { payloadTooLarge } from '../errors.ts'
import type { GroupEvent } from './agent.ts'
import { failed, type CallAnswer } from './call.ts'
import type { Invocation } from './context.ts'

/** Bedrock takes no Lambda answer of 25 KB or more (Bedrock quotas). */
export const agentAnswerBytes = 25_000
/** What is kept for the envelope around a page that a route cuts itself. */
const envelopeBytes = 1000

/** The session's attributes alone are over what an agent may be answered: nothing can be sent. */
export class AgentAnswerTooLarge extends Error {
  constructor () {
    super(`The agent's session attributes leave no room for an answer within Bedrock's ${agentAnswerBytes} bytes`)
    this.name = 'AgentAnswerTooLarge'
  }
}

/** Bytes that are left for the body of an answer to `event`, as `quotedBytes` counts them. */
export function agentBodyBytes ({ sessionAttributes, promptSessionAttributes, actionGroup, apiPath, function: name }: GroupEvent): number {
  const echoed = JSON.stringify({ sessionAttributes, promptSessionAttributes, actionGroup, apiPath, name })
  return Math.max(agentAnswerBytes - envelopeBytes - Buffer.byteLength(echoed), 1)
}

/**
 * Bedrock's envelope around an answer, under 25,000 bytes: rows of a `data` list are dropped from its end until
 * it fits, which `meta` says; anything else that is too long becomes a 413. (Bedrock user guide, "Configure
 * Lambda functions to send information that an agent elicits from the user".) Throws AgentAnswerTooLarge.
 */
export function agentAnswer (event: GroupEvent, answer: CallAnswer, invocation: Invocation): object {
  return envelope(event, fitted(event, answer, invocation))
}

/** The answer itself, cut or refused as it must be to fit into its envelope. Throws AgentAnswerTooLarge. */
export function fitted (event: GroupEvent, answer: CallAnswer, invocation: Invocation): CallAnswer {
  const fits = (candidate: CallAnswer) => Buffer.byteLength(JSON.stringify(envelope(event, candidate))) < agentAnswerBytes
  if (fits(answer)) return answer
  const cut = answer.status < 300 ? cutRows(answer, fits) : null
  if (cut !== null) return cut
  const refusal = failed(payloadTooLarge('The answer is longer than an agent may be given: ask a narrower question (more filters, fewer groups, a smaller limit).'), invocation)
  if (!fits(refusal)) throw new AgentAnswerTooLarge()
  return refusal
}

function envelope (event: GroupEvent, { status, text }: CallAnswer): object {
  const { messageVersion, actionGroup, apiPath, httpMethod, sessionAttributes, promptSessionAttributes } = event
  const response = event.function === undefined
    ? { actionGroup, apiPath, httpMethod, httpStatusCode: status, responseBody: { 'application/json': { body: text } } }
    : { actionGroup, function: event.function, functionResponse: { ...responseState(status), responseBody: { TEXT: { body: text } } } }
  return { messageVersion, response, sessionAttributes: sessionAttributes ?? {}, promptSessionAttributes: promptSessionAttributes ?? {} }
}

function responseState (status: number): object {
  if (status >= 500) return { responseState: 'FAILURE' }
  return status >= 400 ? { responseState: 'REPROMPT' } : {}
}

/**
 * The most rows of `data` that fit, at least one; null where there is no such list, or a page whose cursor
 * belongs to its last row: that one the route itself has cut (`maxAnswerBytes`), as far as it could.
 */
function cutRows (answer: CallAnswer, fits: (candidate: CallAnswer) => boolean): CallAnswer | null {
  const body = parse(answer.text)
  if (!isObject(body) || !Array.isArray(body['data']) || !isObject(body['meta'])) return null
  const { data, meta } = body
  if ('next_cursor' in meta) return null
  const withRows = (count: number): CallAnswer => ({
    ...answer, text: stringify({ ...body, data: data.slice(0, count), meta: { ...meta, row_count: count, truncated: true } }) ?? ''
  })
  let most = 0
  for (let over = data.length; over - most > 1;) {
    const middle = Math.floor((most + over) / 2)
    if (fits(withRows(middle))) most = middle
    else over = middle
  }
  return most === 0 ? null : withRows(most)
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
}
