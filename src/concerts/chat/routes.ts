import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { conflict, serviceNotConfigured } from '../../errors.ts'
import { eventStream, sendEvents, wantsEvents } from '../../http/server-sent-events.ts'
import { clientSignal } from '../../http/abort.ts'
import { noQuery } from '../../schema/fields.ts'
import { currentInvocation } from '../../http/invocation.ts'
import type { AgentOperation, Concierge, OperationResult } from '../concierge/concierge.ts'
import { chat, chatEvents } from './chat.ts'
import { chatAnswer, chatRequest } from './schema.ts'

/** Runs an operation of the app as whoever sent `request`. */
export type RunOperation = (
  request: FastifyRequest, agentId: string | undefined, operation: AgentOperation, signal: AbortSignal
) => Promise<OperationResult>

export interface ChatOptions {
  concierge: Concierge | null
  runOperation: RunOperation
}

export const chatRoutes: FastifyPluginAsyncTypebox<ChatOptions> = async (app, { concierge, runOperation }) => {
  app.post('/chat', {
    config: { scope: 'concerts:read' },
    schema: {
      tags: ['concerts'],
      operationId: 'chat',
      'x-agent': {},
      summary: 'A conversation about artists, venues and concerts',
      description: 'An answer in the language of the message, with what it rests on. ' +
        `With \`Accept: ${eventStream}\` as server-sent events while it is made: chunk, trace, data, done, error.`,
      querystring: noQuery,
      body: chatRequest,
      response: {
        200: {
          description: 'The answer',
          content: {
            'application/json': { schema: chatAnswer },
            [eventStream]: {
              schema: {
                type: 'string',
                description: 'Events chunk { text }, trace, data, done (the answer as in JSON) and error'
              }
            }
          }
        },
        409: { description: 'The agent that answers here asks itself' }
      }
    }
  }, async (request, reply) => {
    if (concierge === null) {
      throw serviceNotConfigured(
        'The chat is not configured: set BEDROCK_AGENT_ID and BEDROCK_AGENT_ALIAS_ID.',
        ['BEDROCK_AGENT_ID', 'BEDROCK_AGENT_ALIAS_ID']
      )
    }
    const { agentId } = concierge
    if (agentId !== undefined && currentInvocation()?.agentId === agentId) {
      throw conflict('The agent that answers this chat cannot ask it itself.')
    }
    const run = (operation: AgentOperation, signal: AbortSignal) => runOperation(request, agentId, operation, signal)
    const signal = clientSignal(reply)
    if (wantsEvents(request)) return sendEvents(reply, chatEvents(concierge, request.body, run, signal))
    return chat(concierge, request.body, run, signal)
  })
}
