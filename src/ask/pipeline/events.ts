import type { Language } from '../../language/words.ts'
import type { AskAnswer } from '../schema.ts'

/** The rows of an answer, as they are told before there is a sentence about them. */
export type AnswerRows = Pick<AskAnswer, 'columns' | 'data' | 'row_count' | 'truncated' | 'visualization'>

/** What is told of a question while it is answered. */
export type AskEvent =
  | { event: 'schema', data: { tables: string[], language: Language } }
  | { event: 'sql', data: { sql: string, explanation: string, attempt: number } }
  | { event: 'rows', data: AnswerRows }
  | { event: 'answer', data: { text: string } }
  | { event: 'done', data: AskAnswer }
