import { toQueryError } from '../errors.ts'
import { guard, guardReady } from '../guard/guard.ts'
import type { Example } from '../schema.ts'
import type { QuestionSql } from '../writer/writer.ts'
import type { AskDeps } from './deps.ts'

/**
 * Keeps a question with its query as an example, when that query can run: it is guarded and planned first. Errors:
 * `query_blocked`, `query_failed`, the database's.
 */
export async function teach (
  { schema, reader, examples }: Pick<AskDeps, 'schema' | 'reader' | 'examples'>, pair: QuestionSql, signal: AbortSignal
): Promise<Example> {
  await guardReady
  const { catalogue } = await schema.current()
  try {
    guard(pair.sql, catalogue)
    await reader.plan(pair.sql, catalogue, signal)
  } catch (error) {
    throw toQueryError(error, pair.sql)
  }
  return examples.add(pair)
}
