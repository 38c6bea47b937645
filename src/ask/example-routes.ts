import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { notFound } from '../errors.ts'
import { clientSignal } from '../http/abort.ts'
import { errorBody } from '../http/errors.ts'
import { noQuery } from '../schema/fields.ts'
import { callerName } from './caller.ts'
import type { AskDeps } from './pipeline/deps.ts'
import {
  example, exampleId, exampleRequest, examplesAnswer, feedbackAnswer, feedbackRequest, removedAnswer
} from './schema.ts'
import type { QuestionSql } from './writer/writer.ts'

export interface ExampleOptions {
  load (): Promise<AskDeps>
}

const tags = ['ask']
const unanswered = { description: 'The question is not answerable, or its query was blocked or failed', ...errorBody }

/** Verified examples, and the feedback that makes some. */
export const exampleRoutes: FastifyPluginAsyncTypebox<ExampleOptions> = async (app, { load }) => {
  const teach = async (deps: AskDeps, pair: QuestionSql, signal: AbortSignal) => {
    const { teach } = await import('./pipeline/teach.ts')
    return teach(deps, pair, signal)
  }

  app.post('/ask/examples', {
    config: { scope: 'ask:teach' },
    schema: {
      tags,
      operationId: 'addAskExample',
      summary: 'Keep a question with its query',
      description: 'The query is guarded and planned first. The same question again replaces its query.',
      querystring: noQuery,
      body: exampleRequest,
      response: { 200: example, 422: unanswered }
    }
  }, async (request, reply) => teach(await load(), request.body, clientSignal(reply)))

  app.get('/ask/examples', {
    config: { scope: 'ask:teach' },
    schema: {
      tags,
      operationId: 'listAskExamples',
      summary: 'The questions that are kept',
      description: 'Verified questions with their queries, the newest first.',
      querystring: noQuery,
      response: { 200: examplesAnswer }
    }
  }, async () => {
    const { examples } = await load()
    const data = await examples.list()
    return { data, meta: { row_count: data.length, kept_in: examples.kind } }
  })

  app.delete('/ask/examples/:id', {
    config: { scope: 'ask:teach' },
    schema: {
      tags,
      operationId: 'removeAskExample',
      summary: 'Forget a question',
      description: 'Removes a verified example by its id.',
      querystring: noQuery,
      params: exampleId,
      response: { 200: removedAnswer, 404: { description: 'There is no such example', ...errorBody } }
    }
  }, async (request) => {
    const { examples } = await load()
    await examples.remove(request.params.id)
    return { deleted: request.params.id }
  })

  app.post('/ask/feedback', {
    config: { scope: 'ask:teach' },
    schema: {
      tags,
      operationId: 'sendAskFeedback',
      summary: 'Say whether an answer was right',
      description: 'A right answer, or a wrong one with the query that would have been right, is kept as a verified ' +
        'example.',
      querystring: noQuery,
      body: feedbackRequest,
      response: {
        200: feedbackAnswer,
        404: { description: 'There is no such conversation', ...errorBody },
        422: unanswered
      }
    }
  }, async (request, reply) => {
    const deps = await load()
    const { conversation_id: conversation, ok, sql } = request.body
    const last = await deps.conversations.recall(callerName(request), conversation)
    if (last === null) throw notFound(`There is no conversation ${conversation}.`)
    const right = sql ?? (ok ? last.sql : undefined)
    if (right === undefined) return { stored: false }
    const kept = await teach(deps, { question: last.whole, sql: right }, clientSignal(reply))
    return { stored: true, example: kept }
  })
}
