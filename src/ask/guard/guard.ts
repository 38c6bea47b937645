import { loadModule, parseSync } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { isStruct, listOf, type Struct } from './nodes.ts'
import { QueryBlocked, QueryInvalid } from './refusals.ts'
import { QueryWalker } from './walker.ts'

export interface Guarded {
  /** The tables that it reads, as `schema.name`. */
  tables: string[]
}

const longestBytes = 16 * 1024

/** Must have resolved before `guard` is called. */
export const guardReady = loadModule()

/**
 * Lets one read-only SELECT through: PostgreSQL's own parser must make one such statement of the text, every node of
 * its tree be of a kind that is listed, every function, type and operator be allowed, every relation and column one that
 * the login may read. Throws QueryBlocked, QueryInvalid.
 */
export function guard (sql: string, catalogue: Catalogue): Guarded {
  if (Buffer.byteLength(sql) > longestBytes) throw new QueryBlocked('too_long', `The query is longer than ${longestBytes / 1024} KB.`)
  if (sql.includes('\0') || !sql.isWellFormed()) throw new QueryBlocked('not_text', 'The query has a character that is no text.')
  const statements = statementsOf(sql)
  const [first, ...others] = statements
  if (first === undefined) throw new QueryInvalid('There is no statement.', { isSql: false })
  if (others.length > 0) throw new QueryBlocked('single_statement', `There are ${statements.length} statements: only one may be sent.`)
  const select = isStruct(first) && isStruct(first['stmt']) ? first['stmt']['SelectStmt'] : undefined
  if (!isStruct(select)) throw new QueryBlocked('read_only', 'Only a SELECT may be sent.')
  const walker = new QueryWalker(catalogue)
  try {
    walker.query(select, null, null)
  } catch (error) {
    if (error instanceof RangeError) throw new QueryBlocked('too_deep', 'The query is nested too deeply.')
    throw error
  }
  return { tables: [...walker.tables] }
}

function statementsOf (sql: string): unknown[] {
  let parsed: Struct
  try {
    parsed = parseSync(sql) as unknown as Struct
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error instanceof RangeError || /stack|memory|recursion/i.test(error.message)) throw new QueryBlocked('too_deep', 'The query is nested too deeply.')
    throw new QueryInvalid(`This is not SQL that PostgreSQL can read: ${error.message}`, { isSql: false })
  }
  return listOf(parsed['stmts'])
}
