import { randomUUID } from 'node:crypto'
import { AppError, upstreamError } from '../errors.ts'
import { languageOf } from '../language/detect.ts'
import { normalized, type Language } from '../language/words.ts'
import { sentenceFor } from './answer.ts'
import type { KnownSchema } from './catalogue/known.ts'
import { notAnswerable, queryBlocked, queryFailed } from './errors.ts'
import { guard, guardReady, type Guarded } from './guard/guard.ts'
import { QueryBlocked, QueryInvalid } from './guard/refusals.ts'
import { holdingsOf, suggestionsFor } from './holdings.ts'
import { nearest, type Memory } from './memory.ts'
import { QueryFault, QueryStopped } from './reader/fence.ts'
import type { Reader } from './reader/reader.ts'
import type { Result } from './reader/run.ts'
import { visualizationOf, type Visualization } from './visualization.ts'
import type { Pair, Tokens, Writer, WriteTask } from './writer/writer.ts'

export interface AskRequest {
  question: string
  conversation_id?: string | undefined
  language?: Language | undefined
  dry_run?: boolean | undefined
  max_rows: number
}

export interface AskBed {
  schema: KnownSchema
  reader: Reader
  writer: Writer
  memory: Memory
}

type Stage = 'link' | 'generate' | 'guard' | 'plan' | 'execute' | 'answer'

export interface AskAnswer {
  success: true
  answer: string
  sql: string
  columns: Result['columns']
  data: Result['rows']
  row_count: number
  truncated: boolean
  visualization: Visualization
  explanation: string
  assumptions: string[]
  conversation_id: string
  meta: {
    engine: Writer['kind']
    model: string
    attempts: number
    /** The query is that of a verified example, not written anew. */
    cached: boolean
    timings_ms: Record<Stage, number>
    tokens: Tokens
    tables: string[]
    timestamp: string
  }
}

export type AskEvent =
  | { event: 'schema', data: { tables: string[], language: Language } }
  | { event: 'sql', data: { sql: string, explanation: string, attempt: number } }
  | { event: 'rows', data: Pick<AskAnswer, 'columns' | 'data' | 'row_count' | 'truncated' | 'visualization'> }
  | { event: 'answer', data: { text: string } }
  | { event: 'done', data: AskAnswer }

const mostRepairs = 2
const mostExamples = 4
/** Characters of the schema in a prompt. */
const schemaBudget = 24_000
/** A repair after a missing name looks at the schema anew: it may have changed. */
const missingNames = new Set(['42P01', '42703', '42883', '3F000'])

interface Draft {
  sql: string
  explanation: string
  assumptions: string[]
  cached: boolean
  guarded: Guarded
}

/**
 * A question's way to its answer: link, write, guard, plan, run, repair, answer; each stage is told as it ends. Errors:
 * `question_not_answerable`, `query_blocked`, `query_failed`, those of the writer and of the database.
 */
export async function * ask ({ schema, reader, writer, memory }: AskBed, caller: string, request: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent, AskAnswer> {
  const timings: Record<Stage, number> = { link: 0, generate: 0, guard: 0, plan: 0, execute: 0, answer: 0 }
  const tokens: Tokens = { input: 0, output: 0 }
  const timed = async <T>(stage: Stage, work: () => Promise<T> | T): Promise<T> => {
    const start = performance.now()
    try {
      return await work()
    } finally {
      timings[stage] = Math.round((timings[stage] + performance.now() - start) * 1000) / 1000
    }
  }
  const { question } = request
  const language = request.language ?? languageOf(question)
  const conversation = request.conversation_id ?? randomUUID()
  const before = request.conversation_id === undefined ? null : await memory.recall(caller, conversation)

  let known = await timed('link', async () => {
    await guardReady
    return schema.current()
  })
  const examples = await memory.examples()
  const task: WriteTask = {
    question, language, catalogue: known.catalogue, tables: await timed('link', () => known.linker.link(`${question} ${before?.question ?? ''}`, schemaBudget)), examples: nearest(examples, question, mostExamples), before, faults: []
  }
  yield { event: 'schema', data: { tables: task.tables.slice(0, 50).map(({ schema, name }) => `${schema}.${name}`), language } }
  const verified = examples.find((example) => normalized(example.question) === normalized(question))

  let result: Result | null = null
  let draft: Draft | null = null
  let attempts = 0
  let lastFault = ''
  for (let usable = false; draft === null || result === null;) {
    if (attempts > mostRepairs) {
      if (!usable) throw upstreamError('The model wrote no SQL that can be used.')
      throw queryFailed('invalid', `The query could not be made to run: ${lastFault}`, task.faults.at(-1)?.sql ?? '')
    }
    const isVerified = verified !== undefined && attempts === 0
    attempts++
    const written = isVerified
      ? { sql: verified.sql, explanation: '', assumptions: [], tokens: { input: 0, output: 0 } }
      : await timed('generate', () => writer.write(task, signal))
    tokens.input += written.tokens.input
    tokens.output += written.tokens.output
    const { sql, explanation, assumptions } = written
    if (sql === null) throw notAnswerable(saidOf(explanation, language), holdingsOf(known.catalogue), suggestionsFor(known.catalogue, language))
    try {
      const guarded = await timed('guard', () => guard(sql, known.catalogue))
      usable = true
      const ready = { sql, explanation, assumptions, cached: isVerified, guarded }
      await timed('plan', () => reader.plan(sql, known.catalogue, signal))
      yield { event: 'sql', data: { sql, explanation, attempt: attempts } }
      draft = ready
      result = request.dry_run === true ? { columns: [], rows: [], truncated: false } : await timed('execute', () => reader.run(sql, known.catalogue, request.max_rows, signal))
    } catch (error) {
      if (error instanceof QueryBlocked) throw queryBlocked(error.rule, error.message, sql)
      if (error instanceof QueryStopped) throw queryFailed(error.reason, error.message, sql)
      if (!(error instanceof QueryFault) && !(error instanceof QueryInvalid)) throw error
      if (error instanceof QueryInvalid && error.isSql) usable = true
      if (error instanceof QueryFault ? missingNames.has(error.code) : error.isSql) known = await schema.refreshed()
      lastFault = error.message
      task.faults.push({ sql, message: error.message })
      task.catalogue = known.catalogue
    }
  }

  const { sql, explanation, assumptions, cached, guarded } = draft
  const rows = { columns: result.columns, data: result.rows, row_count: result.rows.length, truncated: result.truncated, visualization: request.dry_run === true ? { type: 'text' as const } : visualizationOf(result, question) }
  if (request.dry_run !== true) yield { event: 'rows', data: rows }
  const start = performance.now()
  let answer = ''
  for await (const text of answerTo(writer, { question, language, sql, ...result }, explanation, request.dry_run === true, tokens, signal)) {
    answer += text
    yield { event: 'answer', data: { text } }
  }
  timings.answer = Math.round((performance.now() - start) * 1000) / 1000
  if (request.dry_run !== true) await memory.remember(caller, conversation, { question, whole: before === null ? question : `${before.question} ${question}`, sql })
  const whole: AskAnswer = {
    success: true,
    answer,
    sql,
    ...rows,
    explanation,
    assumptions,
    conversation_id: conversation,
    meta: { engine: writer.kind, model: writer.model, attempts, cached, timings_ms: timings, tokens, tables: guarded.tables, timestamp: new Date().toISOString() }
  }
  yield { event: 'done', data: whole }
  return whole
}

interface Answered extends Result { question: string, language: Language, sql: string }

/** The writer's words; a template's where it leaves that, and where one value says it all. */
async function * answerTo (writer: Writer, task: Answered, explanation: string, isDry: boolean, tokens: Tokens, signal: AbortSignal): AsyncGenerator<string> {
  if (isDry) return
  const isOneValue = task.rows.length === 1 && task.columns.length === 1
  if (writer.answer === null || isOneValue || task.rows.length === 0) {
    const subject = writer.kind === 'embedded' ? explanation : ''
    for (const piece of sentenceFor(task, task.language, subject).split(/(?<=\s)/)) yield piece
    return
  }
  const words = writer.answer(task, signal)
  for (;;) {
    const { done, value } = await words.next()
    if (done === true) {
      tokens.input += value.input
      tokens.output += value.output
      return
    }
    yield value
  }
}

function saidOf (explanation: string, language: Language): string {
  if (explanation.trim() !== '') return explanation
  return language === 'es' ? 'Los datos no contienen lo que se pregunta.' : 'The data does not hold what is asked.'
}

/** Guards and plans a query that somebody teaches. Errors: `query_blocked`, `query_failed`. */
export async function check ({ schema, reader }: Pick<AskBed, 'schema' | 'reader'>, sql: string, signal: AbortSignal): Promise<void> {
  await guardReady
  const { catalogue } = await schema.current()
  try {
    guard(sql, catalogue)
    await reader.plan(sql, catalogue, signal)
  } catch (error) {
    throw toTeacher(error, sql)
  }
}

function toTeacher (error: unknown, sql: string): unknown {
  if (error instanceof AppError) return error
  if (error instanceof QueryBlocked) return queryBlocked(error.rule, error.message, sql)
  if (error instanceof QueryStopped) return queryFailed(error.reason, error.message, sql)
  return error instanceof QueryFault || error instanceof QueryInvalid ? queryFailed('invalid', error.message, sql) : error
}

/** Keeps a pair as an example, when it is one that can run. */
export async function teach (bed: AskBed, pair: Pair, signal: AbortSignal) {
  await check(bed, pair.sql, signal)
  return bed.memory.addExample(pair)
}
