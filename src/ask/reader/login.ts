import type { Database } from '../../postgres/database.ts'
import { statementFile } from '../../postgres/statement-file.ts'

const statement = statementFile(new URL('./login.sql', import.meta.url))

/**
 * What the login that /ask uses can do besides reading, in words for the log and for /health; empty: it can only read.
 * The role that may do nothing else is made by `createReaderRole` (src/postgres/reader-role.ts) where
 * ASK_READER_PASSWORD is set; another login is used as it is, and only warned of. Errors: the database's.
 */
export async function rightsBeyondReading (database: Database): Promise<string[]> {
  const { rows: [can] } = await database.query<Record<string, boolean | string | null>>(
    { text: statement() }, { resend: true }
  )
  if (can === undefined) return []
  return [
    can['superuser'] === true && 'it is a superuser',
    can['administers'] === true && 'it may create roles or databases, or bypass row security',
    typeof can['member_of'] === 'string' && `it is a member of ${can['member_of']}`,
    typeof can['writes'] === 'string' && `it may write to ${can['writes']}`,
    typeof can['creates'] === 'string' && `it may create objects in the schema ${can['creates']}`
  ].filter((reason) => reason !== false)
}
