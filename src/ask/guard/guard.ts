import { loadModule, parseSync, type RawStmt } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { bodyOf } from './nodes.ts'
import { QueryBlocked, QueryInvalid } from './refusals.ts'
import { QueryWalker } from './walker.ts'

export interface Guarded {
  /** The tables that it reads, as `schema.name`. */
  tables: string[]
}

const maxBytes = 16 * 1024

/** Must have resolved before `guard` is called. */
export const guardReady = loadModule()

/**
 * Lets one read-only SELECT through. Throws QueryBlocked, QueryInvalid.
 *
 * What makes a query read-only: five checks, each of which holds where the ones before it have a hole.
 * 1. Its form. PostgreSQL's own parser must make one SELECT of the text, of nodes that are on a list (`nodes.ts`): what
 *    writes, locks, copies or sets something is of a kind that is not there. What is not known is refused.
 * 2. Its names. Every function and type, and the function behind every operator, must be on the lists of the catalogue
 *    (`functions.ts`, `names.ts`), which have those that compute only; every relation and column must be one that the
 *    login may read (`relations.ts`, `columns.ts`). Names are resolved as PostgreSQL does it (`scope.ts`), so that no
 *    alias hides a column and no column is a call in disguise.
 * 3. Its plan. A plan that calls a volatile function, as a view can, does not run (`../reader/reader.ts`).
 * 4. The sandbox. It runs in a READ ONLY transaction that is always rolled back, within limits of time, bytes and rows
 *    (`../reader/sandbox.ts`).
 * 5. The role. The login may select and nothing besides (`createReaderRole` in `../../postgres/reader-role.ts` makes
 *    it); `../reader/login.ts` says what another login could do, and /health shows that.
 */
export function guard (sql: string, catalogue: Catalogue): Guarded {
  if (Buffer.byteLength(sql) > maxBytes) {
    throw new QueryBlocked('too_long', `The query is longer than ${maxBytes / 1024} KB.`)
  }
  if (sql.includes('\0') || !sql.isWellFormed()) {
    throw new QueryBlocked('not_text', 'The query has a character that is no text.')
  }
  const statements = statementsOf(sql)
  const [first, ...others] = statements
  if (first === undefined) throw new QueryInvalid('There is no statement.', { isSql: false })
  if (others.length > 0) {
    const message = `There are ${statements.length} statements: only one may be sent.`
    throw new QueryBlocked('single_statement', message)
  }
  const select = bodyOf(first.stmt, 'SelectStmt')
  if (select === null) throw new QueryBlocked('read_only', 'Only a SELECT may be sent.')
  const walker = new QueryWalker(catalogue)
  try {
    walker.query(select, null, null)
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep()
    throw error
  }
  return { tables: [...walker.tables] }
}

function statementsOf (sql: string): RawStmt[] {
  try {
    return parseSync(sql).stmts ?? []
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error instanceof RangeError || /stack|memory|recursion/i.test(error.message)) throw tooDeep()
    throw new QueryInvalid(`This is not SQL that PostgreSQL can read: ${error.message}`, { isSql: false })
  }
}

function tooDeep (): QueryBlocked {
  return new QueryBlocked('too_deep', 'The query is nested too deeply.')
}
