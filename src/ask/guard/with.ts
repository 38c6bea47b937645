import type { SelectStmt, WithClause } from 'libpg-query'
import { bodyOf, namesIn, type NodeBody } from './nodes.ts'
import { QueryBlocked } from './refusals.ts'
import type { ColumnNames, Ctes, Scope } from './scope.ts'
import { renamed } from './sources.ts'
import type { QueryVisitor } from './visitor.ts'

/** Checks a WITH list, and makes its queries known to the scope. Throws QueryBlocked, QueryInvalid. */
export function addCtes (visitor: QueryVisitor, { ctes = [], recursive = false }: WithClause, scope: Scope): void {
  const queries = ctes.map((item) => bodyOf(item, 'CommonTableExpr'))
  // a recursive list may name any of its members in any
  if (recursive) for (const cte of queries) if (cte !== null) scope.ctes.names.set(cte.ctename ?? '', null)
  for (const cte of queries) {
    const body = bodyOf(cte?.ctequery, 'SelectStmt')
    if (cte === null || body === null) throw new QueryBlocked('read_only', 'A WITH query may only be a SELECT.')
    const named = namesIn(cte.aliascolnames)
    const inside: Ctes = { names: new Map(scope.ctes.names), around: scope.ctes.around }
    if (recursive) inside.names.set(cte.ctename ?? '', columnsInside(visitor, body, named, scope, inside))
    const names = visitor.query(body, scope.around, inside)
    visitor.members(cte, scope, ['ctequery', 'search_clause', 'cycle_clause'])
    const own = [...addedColumns(visitor, cte, scope)]
    scope.ctes.names.set(cte.ctename ?? '', names === null ? null : new Set([...renamed(names, named), ...own]))
  }
}

/** What a recursive query knows of its own columns: those of the part that does not name it. */
function columnsInside (
  visitor: QueryVisitor, body: SelectStmt, named: readonly string[], scope: Scope, inside: Ctes
): ColumnNames {
  if (named.length > 0) return new Set(named)
  return body.larg === undefined ? null : visitor.query(body.larg, scope.around, inside)
}

/** Checks SEARCH and CYCLE; the columns that they add. */
function * addedColumns (visitor: QueryVisitor, cte: NodeBody<'CommonTableExpr'>, scope: Scope): Generator<string> {
  const { search_clause: search, cycle_clause: cycle } = cte
  for (const clause of [search, cycle]) if (clause !== undefined) visitor.members(clause, scope, [])
  const added = [search?.search_seq_column, cycle?.cycle_mark_column, cycle?.cycle_path_column]
  for (const name of added) if (name !== undefined) yield name
}
