import { sentenceFor } from '../answer.ts'
import type { AnswerInput, Tokens, Writer } from '../writer/writer.ts'

/**
 * A sentence about rows, piece by piece: the writer's words; a template's where it leaves that, and where one value
 * says it all. Errors: the writer's.
 */
export function sayAnswer (
  writer: Writer, input: AnswerInput, explanation: string, signal: AbortSignal
): AsyncGenerator<string, Tokens> {
  const isOneValue = input.rows.length === 1 && input.columns.length === 1
  if (writer.answer !== null && !isOneValue && input.rows.length > 0) return writer.answer(input, signal)
  return fromTemplate(input, writer.kind === 'embedded' ? explanation : '')
}

async function * fromTemplate (input: AnswerInput, subject: string): AsyncGenerator<string, Tokens> {
  yield * sentenceFor(input, input.language, subject).split(/(?<=\s)/)
  return { input: 0, output: 0 }
}
