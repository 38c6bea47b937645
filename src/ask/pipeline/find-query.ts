import { upstreamError } from '../../errors.ts'
import type { Language } from '../../language/words.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { notAnswerable, queryFailed, toQueryError } from '../errors.ts'
import { guard } from '../guard/guard.ts'
import { QueryInvalid } from '../guard/refusals.ts'
import { QueryFault } from '../reader/failures.ts'
import type { Result } from '../reader/run.ts'
import type { AskRequest } from '../schema.ts'
import { suggestQuestions, summarizeSchema } from '../schema-summary.ts'
import type { QuestionSql, WriterInput, WriterResult } from '../writer/writer.ts'
import type { Costs } from './costs.ts'
import type { AskDeps } from './deps.ts'
import type { AskEvent } from './events.ts'

const maxAttempts = 3
/** What the database says of a name that is nowhere: the schema may have changed since it was read. */
const missingNames = new Set(['42P01', '42703', '42883', '3F000'])
const noRows: Result = { columns: [], rows: [], truncated: false }

/** A query that ran (or, in a dry run, could), with what it gave. */
export interface FoundQuery {
  sql: string
  explanation: string
  assumptions: string[]
  /** It is a verified example's. */
  cached: boolean
  attempts: number
  /** As `schema.name`. */
  tables: string[]
  result: Result
}

export interface QueryTask {
  request: AskRequest
  input: WriterInput
  /** The example of this very question, whose query is tried first. */
  verified: QuestionSql | undefined
  costs: Costs
  signal: AbortSignal
}

/**
 * Has a query written, guards, plans and runs it, and has it written again where it cannot be right. Errors:
 * `question_not_answerable`, `query_blocked`, `query_failed`, those of the writer and of the database.
 */
export async function * findQuery (deps: AskDeps, task: QueryTask): AsyncGenerator<AskEvent, FoundQuery> {
  const { schema, reader } = deps
  const { request, costs, signal } = task
  const input: WriterInput = { ...task.input, faults: [] }
  let isSql = false
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const { catalogue } = input
    const cached = task.verified !== undefined && attempt === 1
    const written = await write(deps, { ...task, input }, cached)
    costs.addTokens(written.tokens)
    const { sql, explanation, assumptions } = written
    if (sql === null) throw unanswerable(explanation, catalogue, input.language)
    try {
      const { tables } = await costs.timed('guard', () => guard(sql, catalogue))
      isSql = true
      await costs.timed('plan', () => reader.plan(sql, catalogue, signal))
      yield { event: 'sql', data: { sql, explanation, attempt } }
      const result = request.dry_run === true
        ? noRows
        : await costs.timed('execute', () => reader.run(sql, catalogue, request.max_rows, signal))
      return { sql, explanation, assumptions, cached, attempts: attempt, tables, result }
    } catch (error) {
      if (!(error instanceof QueryFault) && !(error instanceof QueryInvalid)) throw toQueryError(error, sql)
      isSql ||= error instanceof QueryInvalid && error.isSql
      if (isMissingName(error)) input.catalogue = (await schema.refreshed()).catalogue
      input.faults.push({ sql, message: error.message })
    }
  }
  if (!isSql) throw upstreamError('The model wrote no SQL that can be used.')
  const { sql, message } = input.faults.at(-1) ?? { sql: '', message: '' }
  throw queryFailed('invalid', `The query could not be made to run: ${message}`, sql)
}

async function write (
  { writer }: AskDeps, { input, verified, costs, signal }: QueryTask, isVerified: boolean
): Promise<WriterResult> {
  if (verified === undefined || !isVerified) return costs.timed('generate', () => writer.write(input, signal))
  return { sql: verified.sql, explanation: '', assumptions: [], tokens: { input: 0, output: 0 } }
}

function isMissingName (error: QueryFault | QueryInvalid): boolean {
  return error instanceof QueryFault ? missingNames.has(error.code) : error.isSql
}

function unanswerable (explanation: string, catalogue: Catalogue, language: Language): Error {
  const own = language === 'es' ? 'Los datos no contienen lo que se pregunta.' : 'The data does not hold what is asked.'
  const message = explanation.trim() === '' ? own : explanation
  return notAnswerable(message, summarizeSchema(catalogue), suggestQuestions(catalogue, language))
}
