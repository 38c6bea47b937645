import { randomUUID } from 'node:crypto'
import { languageOf } from '../../language/detect.ts'
import { normalized } from '../../language/words.ts'
import type { Turn } from '../conversation-store.ts'
import { guardReady } from '../guard/guard.ts'
import type { AskAnswer, AskRequest } from '../schema.ts'
import { similarExamples } from '../similar-examples.ts'
import { visualizationOf } from '../visualization.ts'
import type { QuestionSql, WriterInput } from '../writer/writer.ts'
import { Costs } from './costs.ts'
import type { AskDeps } from './deps.ts'
import type { AnswerRows, AskEvent } from './events.ts'
import { findQuery, type FoundQuery } from './find-query.ts'
import { sayAnswer } from './say-answer.ts'

const maxExamples = 4
/** Characters of the schema in a prompt. */
const schemaBudget = 24_000
const maxToldTables = 50

/**
 * A question's way to its answer: link, write, guard, plan, run, repair, answer; each stage is told as it ends. Errors:
 * `question_not_answerable`, `query_blocked`, `query_failed`, those of the writer and of the database.
 */
export async function * ask (
  deps: AskDeps, caller: string, request: AskRequest, signal: AbortSignal
): AsyncGenerator<AskEvent, AskAnswer> {
  const costs = new Costs()
  const isDry = request.dry_run === true
  const conversation = request.conversation_id ?? randomUUID()
  const before = request.conversation_id === undefined ? null : await deps.conversations.recall(caller, conversation)
  const { input, verified } = await prepareInput(deps, request, before, costs)
  const tables = input.tables.slice(0, maxToldTables).map(({ schema, name }) => `${schema}.${name}`)
  yield { event: 'schema', data: { tables, language: input.language } }

  const query = yield * findQuery(deps, { request, input, verified, costs, signal })
  const rows = rowsOf(query, request)
  let answer = ''
  if (!isDry) {
    yield { event: 'rows', data: rows }
    answer = yield * tellAnswer(deps, input, query, costs, signal)
    const turn = { question: request.question, whole: wholeQuestion(request.question, before), sql: query.sql }
    await deps.conversations.remember(caller, conversation, turn)
  }
  const whole: AskAnswer = {
    success: true,
    answer,
    sql: query.sql,
    ...rows,
    explanation: query.explanation,
    assumptions: query.assumptions,
    conversation_id: conversation,
    meta: {
      engine: deps.writer.kind,
      model: deps.writer.model,
      attempts: query.attempts,
      cached: query.cached,
      timings_ms: costs.timings,
      tokens: costs.tokens,
      tables: query.tables,
      timestamp: new Date().toISOString()
    }
  }
  yield { event: 'done', data: whole }
  return whole
}

/** What a writer is given: the tables that the question may be about, and examples that are like it. */
async function prepareInput (
  deps: AskDeps, { question, language }: AskRequest, before: Turn | null, costs: Costs
): Promise<{ input: WriterInput, verified: QuestionSql | undefined }> {
  const { catalogue, linker } = await costs.timed('link', async () => {
    await guardReady
    return deps.schema.current()
  })
  const examples = await deps.examples.list()
  const linked = `${question} ${before?.question ?? ''}`
  const input: WriterInput = {
    question,
    language: language ?? languageOf(question),
    catalogue,
    tables: await costs.timed('link', () => linker.link(linked, schemaBudget)),
    examples: similarExamples(examples, question, maxExamples),
    before,
    faults: []
  }
  const verified = examples.find((example) => normalized(example.question) === normalized(question))
  return { input, verified }
}

function rowsOf ({ result }: FoundQuery, { question, dry_run: isDry }: AskRequest): AnswerRows {
  const { columns, rows, truncated } = result
  const visualization = isDry === true ? { type: 'text' as const } : visualizationOf(result, question)
  return { columns, data: rows, row_count: rows.length, truncated, visualization }
}

/** Tells the answer's sentence piece by piece; the whole of it. */
async function * tellAnswer (
  { writer }: AskDeps, { question, language }: WriterInput, query: FoundQuery, costs: Costs, signal: AbortSignal
): AsyncGenerator<AskEvent, string> {
  const stop = costs.start('answer')
  const pieces = sayAnswer(writer, { question, language, sql: query.sql, ...query.result }, query.explanation, signal)
  let answer = ''
  for (;;) {
    const { done, value } = await pieces.next()
    if (done === true) {
      costs.addTokens(value)
      stop()
      return answer
    }
    answer += value
    yield { event: 'answer', data: { text: value } }
  }
}

/** A question as it can be understood by itself. */
function wholeQuestion (question: string, before: Turn | null): string {
  return before === null ? question : `${before.question} ${question}`
}
