import { setTimeout as sleep } from 'node:timers/promises'
import { BedrockAgentRuntimeClient, InvokeAgentCommand, type ResponseStream, type SessionState } from '@aws-sdk/client-bedrock-agent-runtime'
import { unlessAborted } from '../../../abort.ts'
import type { BedrockAgentSettings } from '../bedrock.ts'

const firstPauseMs = 200
const longestPauseMs = 4000
const throttles = new Set(['ThrottlingException', 'ModelNotReadyException'])

export interface Turn {
  sessionId: string
  inputText?: string | undefined
  sessionState?: SessionState | undefined
}

export interface Agent {
  /** The events of one call, until its end. A throttle that comes before any text is waited out, for as long as the signal lets it. Errors: the SDK's. */
  invoke (turn: Turn, signal: AbortSignal): AsyncGenerator<ResponseStream>
  close (): void
}

/** An agent behind InvokeAgent (Amazon Bedrock API reference). */
export function createAgent ({ agentId, agentAliasId }: Pick<BedrockAgentSettings, 'agentId' | 'agentAliasId'>): Agent {
  const client = new BedrockAgentRuntimeClient({ maxAttempts: 1 }) // the tries are counted here
  return {
    async * invoke (turn: Turn, signal: AbortSignal): AsyncGenerator<ResponseStream> {
      for (let tries = 0; ; tries++) {
        let spoke = false
        try {
          const { completion } = await unlessAborted(client.send(new InvokeAgentCommand({ agentId, agentAliasId, enableTrace: true, ...turn }), { abortSignal: signal }), signal)
          if (completion === undefined) return
          const events = completion[Symbol.asyncIterator]()
          for (;;) {
            const { done, value } = await unlessAborted(events.next(), signal)
            if (done === true) return
            const failure = failureIn(value)
            if (failure !== undefined) throw failure
            spoke ||= value.chunk !== undefined
            yield value
          }
        } catch (error) {
          if (signal.aborted || spoke || !isThrottle(error)) throw error
          await sleep(Math.random() * Math.min(firstPauseMs * 2 ** tries, longestPauseMs), undefined, { signal })
        }
      }
    },
    close: () => client.destroy()
  }
}

/** Errors can come in the stream, behind a 200, as a member of their own. */
function failureIn (event: ResponseStream): Error | undefined {
  return Object.values(event).find((member): member is Error => member instanceof Error)
}

export function isThrottle (error: unknown): boolean {
  return error instanceof Error && throttles.has(error.name)
}
