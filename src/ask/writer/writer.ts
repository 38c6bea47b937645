import type { Database } from '../../postgres/database.ts'
import type { Log } from '../../postgres/statement.ts'
import type { Language } from '../../language/words.ts'
import type { Catalogue, Table } from '../catalogue/catalogue.ts'
import type { Column } from '../reader/run.ts'

/** A question with the query that answers it. */
export interface QuestionSql {
  question: string
  sql: string
}

export interface WriterInput {
  question: string
  language: Language
  catalogue: Catalogue
  /** The tables that the question may be about, the likeliest first. */
  tables: Table[]
  /** Verified pairs that are like the question. */
  examples: QuestionSql[]
  /** What was asked before in this conversation. */
  before: QuestionSql | null
  /** Earlier tries at this question, each with what was wrong. */
  faults: { sql: string, message: string }[]
}

export interface Tokens {
  input: number
  output: number
}

export interface WriterResult {
  /** null: the data does not hold it. */
  sql: string | null
  explanation: string
  assumptions: string[]
  tokens: Tokens
}

export interface AnswerInput {
  question: string
  language: Language
  sql: string
  columns: Column[]
  rows: Record<string, unknown>[]
  truncated: boolean
}

/** Who turns a question into SQL, and rows into a sentence. */
export interface Writer {
  kind: 'gemini' | 'embedded'
  model: string
  /** Errors: `upstream_error`, `upstream_timeout`, `service_unavailable`. */
  write (task: WriterInput, signal: AbortSignal): Promise<WriterResult>
  /** A sentence from rows, piece by piece; null where this writer leaves it to the templates. */
  answer: ((task: AnswerInput, signal: AbortSignal) => AsyncGenerator<string, Tokens>) | null
  /** Whether it is there, for a deep health check. */
  probe (signal: AbortSignal): Promise<unknown>
}

/** Makes the writer that needs no model; `glossaryFile`: a file of synonyms. */
export type CreateEmbeddedWriter = (database: Database, glossaryFile: string | null, log: Log) => Writer
