import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { AppError, notFound, serviceNotConfigured } from '../errors.ts'
import { errorBody } from '../http/errors.ts'
import type { MetricName } from '../http/metrics.ts'
import { sendJson } from '../http/raw.ts'
import { eventStream, sendEvents, toJson, wantsEvents } from '../http/server-sent-events.ts'
import { readSignal } from '../http/signals.ts'
import { noQuery } from '../http/text.ts'
import { invocationOf } from '../invocations/context.ts'
import type { AskAnswer, AskEvent } from './pipeline.ts'
import { askAnswer, askRequest, example, exampleId, exampleRequest, examplesAnswer, feedbackAnswer, feedbackRequest, removedAnswer, schemaAnswer } from './schema.ts'
import type { Ask } from './service.ts'

export interface AskOptions {
  ask: Ask | null
}

const tags = ['ask']
const unanswered = { description: 'The question is not answerable, or its query was blocked or failed', ...errorBody }

export const askRoutes: FastifyPluginAsyncTypebox<AskOptions> = async (app, { ask: service }) => {
  const load = async () => {
    if (service === null) throw serviceNotConfigured('Questions cannot be answered: set GEMINI_API_KEY, and ASK_DATABASE_URL or DATABASE_URL.', ['GEMINI_API_KEY', 'ASK_DATABASE_URL', 'DATABASE_URL'])
    const [bed, pipeline] = await Promise.all([service.load(), import('./pipeline.ts')])
    return { bed, ...pipeline }
  }
  const nameOf = (request: FastifyRequest) => request.caller?.kind === 'anonymous' ? 'anonymous' : request.caller?.name ?? 'anonymous'

  app.post('/ask', {
    config: { scope: 'ask:run' },
    schema: {
      tags,
      operationId: 'askQuestion',
      'x-agent': {},
      summary: 'A question becomes a query, its rows and a sentence',
      description: `A question in Spanish or English is turned into one read-only query, checked, run, and answered from its rows. With \`Accept: ${eventStream}\` as server-sent events: schema, sql, rows, answer, done, error.`,
      querystring: noQuery,
      body: askRequest,
      response: {
        200: { description: 'The answer', content: { 'application/json': { schema: askAnswer }, [eventStream]: { schema: { type: 'string', description: 'Events schema, sql, rows, answer { text }, done (the answer as in JSON) and error' } } } },
        422: unanswered
      }
    }
  }, async (request, reply) => {
    const { bed, ask } = await load()
    const events = counted(request, ask(bed, nameOf(request), request.body, readSignal(reply)))
    if (wantsEvents(request)) return sendEvents(reply, events)
    for (;;) {
      const { done, value } = await events.next()
      if (done === true) return sendJson(reply, toJson(forCaller(request, value)))
    }
  })

  app.get('/ask/schema', {
    config: { scope: 'ask:run' },
    schema: { tags, operationId: 'getAskSchema', summary: 'What can be asked about', description: 'Tables, columns, comments, keys and common values, as far as the reader\'s login may see them.', querystring: noQuery, response: { 200: schemaAnswer } }
  }, async () => {
    const { bed } = await load()
    const { catalogue } = await bed.schema.current()
    const tables = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition)
    return {
      schemas: catalogue.schemas,
      tables: tables.map(({ schema, name, kind, rows, comment, columns, primaryKey, foreignKeys }) => ({
        schema,
        name,
        kind,
        rows: Math.round(rows),
        comment,
        columns: columns.map(({ name, type, comment, values }) => ({ name, type, comment, ...(values !== null && { values }) })),
        primary_key: primaryKey,
        foreign_keys: foreignKeys.map(({ columns, table, otherColumns }) => ({ columns, references: `${table.schema}.${table.name}`, other_columns: otherColumns }))
      }))
    }
  })

  app.post('/ask/examples', {
    config: { scope: 'ask:teach' },
    schema: { tags, operationId: 'addAskExample', summary: 'Keep a question with its query', description: 'The query is guarded and planned first. The same question again replaces its query.', querystring: noQuery, body: exampleRequest, response: { 200: example, 422: unanswered } }
  }, async (request, reply) => {
    const { bed, teach } = await load()
    return teach(bed, request.body, readSignal(reply))
  })

  app.get('/ask/examples', {
    config: { scope: 'ask:teach' },
    schema: { tags, operationId: 'listAskExamples', summary: 'The questions that are kept', description: 'Verified questions with their queries, the newest first.', querystring: noQuery, response: { 200: examplesAnswer } }
  }, async () => {
    const { bed: { memory } } = await load()
    const data = await memory.examples()
    return { data, meta: { row_count: data.length, kept_in: memory.kind } }
  })

  app.delete('/ask/examples/:id', {
    config: { scope: 'ask:teach' },
    schema: { tags, operationId: 'removeAskExample', summary: 'Forget a question', description: 'Removes a verified example by its id.', querystring: noQuery, params: exampleId, response: { 200: removedAnswer, 404: { description: 'There is no such example', ...errorBody } } }
  }, async (request) => {
    const { bed: { memory } } = await load()
    await memory.removeExample(request.params.id)
    return { deleted: request.params.id }
  })

  app.post('/ask/feedback', {
    config: { scope: 'ask:teach' },
    schema: { tags, operationId: 'sendAskFeedback', summary: 'Say whether an answer was right', description: 'A right answer, or a wrong one with the query that would have been right, is kept as a verified example.', querystring: noQuery, body: feedbackRequest, response: { 200: feedbackAnswer, 404: { description: 'There is no such conversation', ...errorBody }, 422: unanswered } }
  }, async (request, reply) => {
    const { bed, teach } = await load()
    const { conversation_id: conversation, ok, sql } = request.body
    const last = await bed.memory.recall(nameOf(request), conversation)
    if (last === null) throw notFound(`There is no conversation ${conversation}.`)
    const right = sql ?? (ok ? last.sql : undefined)
    if (right === undefined) return { stored: false }
    return { stored: true, example: await teach(bed, { question: last.whole, sql: right }, readSignal(reply)) }
  })
}

/** The same events, with what they cost in the answer's log line. */
async function * counted (request: FastifyRequest, events: AsyncGenerator<AskEvent, AskAnswer>): AsyncGenerator<AskEvent, AskAnswer> {
  try {
    const answer = yield * events
    const { timings_ms: timings, tokens } = answer.meta
    const stages = Object.fromEntries(Object.entries(timings).map(([stage, ms]) => [`ask_${stage}_ms` as MetricName, ms]))
    request.metrics = { ...request.metrics, ...stages, ask_tokens: tokens.input + tokens.output }
    return answer
  } catch (error) {
    if (error instanceof AppError && error.code === 'query_blocked') request.metrics = { ...request.metrics, ask_blocked: 1 }
    throw error
  }
}

/** An agent draws no charts, and its answers are short. */
function forCaller (request: FastifyRequest, answer: AskAnswer): AskAnswer {
  if (invocationOf(request.headers)?.jsonOnly !== true) return answer
  const { vega_lite: _chart, ...visualization } = answer.visualization
  return { ...answer, visualization }
}
