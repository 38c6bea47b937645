import type { Trace, RetrievedReference, Attribution } from '@aws-sdk/client-bedrock-agent-runtime'
import { wordsOf } from '../../../language/words.ts'
import type { Citation, Intent } from '../concierge.ts'
import { classifyIntent } from '../intents.ts'

/** What of a trace a caller may see: which step it was, and none of the agent's instructions, resources or accounts. */
export type Step =
  | { step: 'operation', action_group: string, operation: string }
  | { step: 'operation_answered' }
  | { step: 'knowledge_base' }
  | { step: 'thought', text: string }
  | { step: 'failed' }

export interface TraceReading {
  step: Step | null
  /** The action group's own output, where this is the step that it came with. */
  output: string | null
}

/**
 * Reads one part of an agent's trace (Amazon Bedrock user guide, "Track agent's step-by-step reasoning process using
 * trace").
 */
export function readTrace (trace: Trace | undefined): TraceReading {
  if (trace?.failureTrace !== undefined) return { step: { step: 'failed' }, output: null }
  const { invocationInput, observation, rationale } = trace?.orchestrationTrace ?? {}
  const call = invocationInput?.actionGroupInvocationInput
  if (call !== undefined) {
    const operation = call.function ?? nameOfRoute(call.verb, call.apiPath)
    return { step: { step: 'operation', action_group: call.actionGroupName ?? '', operation }, output: null }
  }
  if (invocationInput?.knowledgeBaseLookupInput !== undefined) return { step: { step: 'knowledge_base' }, output: null }
  const output = observation?.actionGroupInvocationOutput?.text
  if (output !== undefined) return { step: { step: 'operation_answered' }, output }
  return { step: rationale?.text === undefined ? null : { step: 'thought', text: rationale.text }, output: null }
}

/** An operation that has no name of its own, by its method and path: `GET /sales`. */
export function nameOfRoute (method = '', path = ''): string {
  return `${method.toUpperCase()} ${path}`.trim()
}

/** What an operation of this service is for; a ranking of venues is either of two. */
const intentsByOperation: [pattern: RegExp, intents: [Intent, ...Intent[]]][] = [
  [/recommend/i, ['concert_recommendation']],
  [/tickets\/predict|predictTickets/i, ['ticket_prediction']],
  [/venues\/popularity|rankVenues/i, ['data_analysis', 'venue_search']],
  [/\/sales|listSales|summarizeSales|\/ask\b|askQuestion|purchases/i, ['data_analysis']]
]

/**
 * The intent that an operation of an action group stands for, by its name; `said` is what the message itself says.
 * null where the name tells nothing.
 */
export function intentOfOperation (
  { action_group: group, operation }: { action_group: string, operation: string }, said: Intent
): Intent | null {
  const own = intentsByOperation.find(([pattern]) => pattern.test(operation))?.[1]
  if (own !== undefined) return own.includes(said) ? said : own[0]
  const words = wordsOf(`${group} ${operation}`.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/[_/-]/g, ' '))
  const { intent, hasTopic } = classifyIntent(words)
  return hasTopic ? intent : null
}

export function citationsOf (attribution: Attribution | undefined): Citation[] {
  return (attribution?.citations ?? []).map(({ generatedResponsePart: part, retrievedReferences = [] }) => ({
    text: part?.textResponsePart?.text ?? '',
    references: retrievedReferences.map((reference) => {
      return { text: reference.content?.text ?? '', location: locationOf(reference) }
    })
  }))
}

function locationOf ({ location }: RetrievedReference): string | null {
  const { webLocation, confluenceLocation, sharePointLocation, salesforceLocation, s3Location } = location ?? {}
  const pages = [webLocation, confluenceLocation, sharePointLocation, salesforceLocation]
  return webLocation?.url ?? s3Location?.uri ?? pages.find((page) => page?.url !== undefined)?.url ?? null
}
