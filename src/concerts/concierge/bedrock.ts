import { upstreamTimeout } from '../../errors.ts'
import type { ChatEvent, ChatMessage, ChatReply, Concierge } from './concierge.ts'

export interface BedrockAgentSettings {
  agentId: string
  agentAliasId: string
  timeoutMs: number
}

/** A Bedrock agent. Its client, and what reads messages and answers, is loaded with the first message. */
export function createBedrockConcierge (settings: BedrockAgentSettings): Concierge {
  const { agentId, timeoutMs } = settings
  let loaded: ReturnType<typeof load> | undefined
  const load = async () => {
    const [{ createAgent }, { converse, toCaller }] = await Promise.all([import('./bedrock/agent.ts'), import('./bedrock/converse.ts')])
    return { agent: createAgent(settings), converse, toCaller }
  }
  return {
    kind: 'bedrock',
    agentId,
    async * answer (message: ChatMessage, caller: AbortSignal): AsyncGenerator<ChatEvent, ChatReply> {
      loaded ??= load()
      const { agent, converse, toCaller } = await loaded
      const late = AbortSignal.timeout(timeoutMs)
      const left = new AbortController()
      try {
        return yield * converse(agent, message, AbortSignal.any([caller, late, left.signal]))
      } catch (error) {
        caller.throwIfAborted()
        if (late.aborted) throw upstreamTimeout(`The agent took longer than ${timeoutMs / 1000} s.`, error)
        throw toCaller(error)
      } finally {
        left.abort() // ends the call, where whoever read it has left
      }
    },
    close: () => { loaded?.then(({ agent }) => agent.close(), () => {}) }
  }
}
