import { startDeadline } from '../../async/deadline.ts'
import type { BedrockAgentSettings } from '../../config/services.ts'
import { createAgent } from './bedrock/agent.ts'
import { agentErrors, toAppError } from './bedrock/errors.ts'
import type { ChatEvent, ChatMessage, ChatReply, Concierge } from './concierge.ts'

/** A Bedrock agent. Its client, and what reads messages and answers, is loaded with the first message. */
export function createBedrockConcierge (settings: BedrockAgentSettings): Concierge {
  const { agentId, timeoutMs } = settings
  const agent = createAgent(settings)
  return {
    kind: 'bedrock',
    agentId,
    async * answer (message: ChatMessage, caller: AbortSignal): AsyncGenerator<ChatEvent, ChatReply> {
      const { converse } = await import('./bedrock/converse.ts')
      const deadline = startDeadline(caller, { service: agentErrors.service, timeoutMs, toAppError })
      const left = new AbortController()
      try {
        return yield * converse(agent, message, AbortSignal.any([deadline.signal, left.signal]))
      } catch (error) {
        throw deadline.toAppError(error)
      } finally {
        left.abort() // ends the call, where whoever read it has left
      }
    },
    close: agent.close
  }
}
