import { parse, stringify } from 'lossless-json'
import { agentEnvelopeBytes, answerTooLarge, maxAgentBytes } from '../http/response-limits.ts'
import type { Invocation } from '../http/invocation.ts'
import { isObject } from '../json/is-object.ts'
import type { GroupEvent } from './agent.ts'
import { errorCallAnswer, type CallAnswer } from './call.ts'

/** The session's attributes alone are over what an agent may be answered: nothing can be sent. */
export class AgentAnswerTooLarge extends Error {
  constructor () {
    super(`The agent's session attributes leave no room for an answer within Bedrock's ${maxAgentBytes} bytes`)
    this.name = 'AgentAnswerTooLarge'
  }
}

/** Bytes that are left for the body of an answer to `event`, as `quotedBytes` counts them. */
export function maxAgentBodyBytes (event: GroupEvent): number {
  const { sessionAttributes, promptSessionAttributes, actionGroup, apiPath, function: name } = event
  const echoed = JSON.stringify({ sessionAttributes, promptSessionAttributes, actionGroup, apiPath, name })
  return Math.max(maxAgentBytes - agentEnvelopeBytes - Buffer.byteLength(echoed), 1)
}

/**
 * Bedrock's envelope around an answer, under 25,000 bytes: rows of a `data` list are dropped from its end until
 * it fits, which `meta` says; anything else that is too long becomes a 413. (Bedrock user guide, "Configure
 * Lambda functions to send information that an agent elicits from the user".) Throws AgentAnswerTooLarge.
 */
export function agentAnswer (event: GroupEvent, answer: CallAnswer, invocation: Invocation): object {
  return envelope(event, fitAnswer(event, answer, invocation))
}

/** The answer itself, cut or refused as it must be to fit into its envelope. Throws AgentAnswerTooLarge. */
export function fitAnswer (event: GroupEvent, answer: CallAnswer, invocation: Invocation): CallAnswer {
  const fits = (candidate: CallAnswer) => (
    Buffer.byteLength(JSON.stringify(envelope(event, candidate))) < maxAgentBytes
  )
  if (fits(answer)) return answer
  const cut = answer.status < 300 ? cutRows(answer, fits) : null
  if (cut !== null) return cut
  const refusal = errorCallAnswer(answerTooLarge('agent'), invocation)
  if (!fits(refusal)) throw new AgentAnswerTooLarge()
  return refusal
}

function envelope (event: GroupEvent, answer: CallAnswer): object {
  const { messageVersion, sessionAttributes, promptSessionAttributes } = event
  return {
    messageVersion,
    response: event.function === undefined ? apiResponse(event, answer) : functionResponse(event, answer),
    sessionAttributes: sessionAttributes ?? {},
    promptSessionAttributes: promptSessionAttributes ?? {}
  }
}

function apiResponse ({ actionGroup, apiPath, httpMethod }: GroupEvent, { status, text }: CallAnswer): object {
  const responseBody = { 'application/json': { body: text } }
  return { actionGroup, apiPath, httpMethod, httpStatusCode: status, responseBody }
}

function functionResponse (event: GroupEvent, { status, text }: CallAnswer): object {
  const responseBody = { TEXT: { body: text } }
  return {
    actionGroup: event.actionGroup,
    function: event.function,
    functionResponse: { ...responseState(status), responseBody }
  }
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
  const withRows = (count: number): CallAnswer => {
    const cut = { ...body, data: data.slice(0, count), meta: { ...meta, row_count: count, truncated: true } }
    return { ...answer, text: stringify(cut) ?? '' }
  }
  let fitting = 0
  for (let tooMany = data.length; tooMany - fitting > 1;) {
    const middle = Math.floor((fitting + tooMany) / 2)
    if (fits(withRows(middle))) fitting = middle
    else tooMany = middle
  }
  return fitting === 0 ? null : withRows(fitting)
}
