import type { ResponseStream, SessionState } from '@aws-sdk/client-bedrock-agent-runtime'
import { raceAbort } from '../../../async/race-abort.ts'
import { backOff } from '../../../async/retry.ts'
import { lazyClient } from '../../../aws/client.ts'
import type { BedrockAgentSettings } from '../../../config/services.ts'
import { isRetryable } from './errors.ts'

const backoff = { firstPauseMs: 200, maxPauseMs: 4000 }

export interface Turn {
  sessionId: string
  inputText?: string | undefined
  sessionState?: SessionState | undefined
}

export interface Agent {
  /**
   * The events of one call, until its end. A throttle that comes before any text is waited out, for as long as the
   * signal lets it. Errors: the SDK's, and the signal's reason.
   */
  invoke (turn: Turn, signal: AbortSignal): AsyncGenerator<ResponseStream>
  close (): Promise<void>
}

/** An agent behind InvokeAgent (Amazon Bedrock API reference). Its client is loaded with the first call. */
export function createAgent ({ agentId, agentAliasId }: Pick<BedrockAgentSettings, 'agentId' | 'agentAliasId'>): Agent {
  const load = lazyClient(
    () => import('@aws-sdk/client-bedrock-agent-runtime'),
    (sdk) => new sdk.BedrockAgentRuntimeClient({ maxAttempts: 1 }) // the tries are counted here
  )

  /** The events of one try; those that are errors are thrown. */
  async function * invokeOnce (turn: Turn, signal: AbortSignal): AsyncGenerator<ResponseStream> {
    const { sdk, client } = await load()
    const command = new sdk.InvokeAgentCommand({ agentId, agentAliasId, enableTrace: true, ...turn })
    const { completion } = await raceAbort(client.send(command, { abortSignal: signal }), signal)
    if (completion === undefined) return
    const events = completion[Symbol.asyncIterator]()
    for (;;) {
      const { done, value } = await raceAbort(events.next(), signal)
      if (done === true) return
      const failure = failureIn(value)
      if (failure !== undefined) throw failure
      yield value
    }
  }

  return {
    async * invoke (turn: Turn, signal: AbortSignal): AsyncGenerator<ResponseStream> {
      for (let tries = 1; ; tries++) {
        let hasText = false
        try {
          for await (const event of invokeOnce(turn, signal)) {
            hasText ||= event.chunk !== undefined
            yield event
          }
          return
        } catch (error) {
          if (signal.aborted || hasText || !isRetryable(error)) throw error
        }
        await backOff(tries, backoff, signal)
      }
    },
    close: load.close
  }
}

/** Errors can come in the stream, behind a 200, as a member of their own. */
function failureIn (event: ResponseStream): Error | undefined {
  return Object.values(event).find((member) => member instanceof Error)
}
