import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { AppError, serviceNotConfigured } from '../errors.ts'
import { clientSignal } from '../http/abort.ts'
import { errorBody } from '../http/errors.ts'
import { currentInvocation } from '../http/invocation.ts'
import { sendJson } from '../http/reply.ts'
import { eventStream, sendEvents, wantsEvents } from '../http/server-sent-events.ts'
import { toJson } from '../json/lossless.ts'
import type { Metrics } from '../log/metrics.ts'
import { noQuery } from '../schema/fields.ts'
import { callerName } from './caller.ts'
import { exampleRoutes } from './example-routes.ts'
import type { AskEvent } from './pipeline/events.ts'
import { askAnswer, askRequest, schemaAnswer, type AskAnswer, type AskMeta } from './schema.ts'
import { toSchemaAnswer } from './schema-answer.ts'
import type { Ask } from './service.ts'

export interface AskOptions {
  ask: Ask | null
}

const tags = ['ask']

const answerContent = {
  'application/json': { schema: askAnswer },
  [eventStream]: {
    schema: {
      type: 'string',
      description: 'Events schema, sql, rows, answer { text }, done (the answer as in JSON) and error'
    }
  }
}

export const askRoutes: FastifyPluginAsyncTypebox<AskOptions> = async (app, { ask: service }) => {
  const load = async () => {
    if (service !== null) return service.load()
    throw serviceNotConfigured(
      'Questions cannot be answered: set GEMINI_API_KEY, and ASK_DATABASE_URL or DATABASE_URL.',
      ['GEMINI_API_KEY', 'ASK_DATABASE_URL', 'DATABASE_URL']
    )
  }

  app.post('/ask', {
    config: { scope: 'ask:run' },
    schema: {
      tags,
      operationId: 'askQuestion',
      'x-agent': {},
      summary: 'A question becomes a query, its rows and a sentence',
      description: 'A question in Spanish or English is turned into one read-only query, checked, run, and answered ' +
        `from its rows. With \`Accept: ${eventStream}\` as server-sent events: schema, sql, rows, answer, done, error.`,
      querystring: noQuery,
      body: askRequest,
      response: {
        200: { description: 'The answer', content: answerContent },
        422: { description: 'The question is not answerable, or its query was blocked or failed', ...errorBody }
      }
    }
  }, async (request, reply) => {
    const [deps, { ask }] = await Promise.all([load(), import('./pipeline/ask.ts')])
    const events = measured(request, ask(deps, callerName(request), request.body, clientSignal(reply)))
    if (wantsEvents(request)) return sendEvents(reply, events)
    for (;;) {
      const { done, value } = await events.next()
      if (done === true) return sendJson(reply, toJson(forCaller(request, value)))
    }
  })

  app.get('/ask/schema', {
    config: { scope: 'ask:run' },
    schema: {
      tags,
      operationId: 'getAskSchema',
      summary: 'What can be asked about',
      description: 'Tables, columns, comments, keys and common values, as far as the reader\'s login may see them.',
      querystring: noQuery,
      response: { 200: schemaAnswer }
    }
  }, async () => {
    const { schema } = await load()
    const { catalogue } = await schema.current()
    return toSchemaAnswer(catalogue)
  })

  await app.register(exampleRoutes, { load })
}

/** The same events, with what they cost in the answer's log line. */
async function * measured (
  request: FastifyRequest, events: AsyncGenerator<AskEvent, AskAnswer>
): AsyncGenerator<AskEvent, AskAnswer> {
  try {
    const answer = yield * events
    request.metrics = { ...request.metrics, ...metricsOf(answer.meta) }
    return answer
  } catch (error) {
    const isBlocked = error instanceof AppError && error.code === 'query_blocked'
    if (isBlocked) request.metrics = { ...request.metrics, ask_blocked: 1 }
    throw error
  }
}

function metricsOf ({ timings_ms: timings, tokens }: AskMeta): Metrics {
  return {
    ask_link_ms: timings.link,
    ask_generate_ms: timings.generate,
    ask_guard_ms: timings.guard,
    ask_plan_ms: timings.plan,
    ask_execute_ms: timings.execute,
    ask_answer_ms: timings.answer,
    ask_tokens: tokens.input + tokens.output
  }
}

/** An agent draws no charts, and its answers are short. */
function forCaller (request: FastifyRequest, answer: AskAnswer): AskAnswer {
  if (currentInvocation()?.jsonOnly !== true) return answer
  const { vega_lite: _chart, ...visualization } = answer.visualization
  return { ...answer, visualization }
}
