import type {
  InvocationInputMember, InvocationResultMember, ResponseState, ReturnControlPayload
} from '@aws-sdk/client-bedrock-agent-runtime'
import { upstreamError } from '../../../errors.ts'
import type { OperationRunner } from '../concierge.ts'

const noConfirmation = 'The agent asks for a confirmation, which a chat by API cannot give: ' +
  'turn it off for these operations, which only read.'

export interface Returned {
  results: InvocationResultMember[]
  /** The operations' answers that succeeded, as JSON text, in their order. */
  bodies: string[]
}

/**
 * Runs every operation that an agent hands back in `returnControl`, all at once, and makes the results that its
 * next call takes (Bedrock user guide, "Return control to the agent developer"). Throws `upstream_error` for what
 * this service cannot do.
 */
export async function runReturned (
  { invocationInputs: inputs = [] }: ReturnControlPayload, run: OperationRunner, signal: AbortSignal
): Promise<Returned> {
  if (inputs.length === 0) throw upstreamError('The agent handed control back and named no operation.')
  const done = await Promise.all(inputs.map((input) => runOne(input, run, signal)))
  return {
    results: done.map(({ result }) => result),
    bodies: done.filter(({ status }) => status < 300).map(({ body }) => body)
  }
}

async function runOne (
  { apiInvocationInput: api, functionInvocationInput: named }: InvocationInputMember,
  run: OperationRunner,
  signal: AbortSignal
) {
  const input = api ?? named
  if (input === undefined) throw upstreamError('The agent handed control back in a way that is not known here.')
  if (input.actionInvocationType === 'USER_CONFIRMATION') throw upstreamError(noConfirmation)
  const { actionGroup = '', agentId } = input
  const { status, body } = await run({
    actionGroup,
    ...(api !== undefined && { apiPath: api.apiPath, httpMethod: api.httpMethod, requestBody: api.requestBody }),
    ...(named !== undefined && { function: named.function }),
    parameters: input.parameters
  }, signal)
  const common = { actionGroup, ...(agentId !== undefined && { agentId }), ...stateOf(status) }
  const result: InvocationResultMember = api !== undefined
    ? {
        apiResult: {
          ...common,
          apiPath: api.apiPath,
          httpMethod: api.httpMethod,
          httpStatusCode: status,
          responseBody: { 'application/json': { body } }
        }
      }
    : { functionResult: { ...common, function: named?.function, responseBody: { TEXT: { body } } } }
  return { status, body, result }
}

/** What the agent is to make of an answer: give up, ask the person again, or take it as it is. */
function stateOf (status: number): { responseState?: ResponseState } {
  if (status >= 500) return { responseState: 'FAILURE' }
  return status >= 400 ? { responseState: 'REPROMPT' } : {}
}
