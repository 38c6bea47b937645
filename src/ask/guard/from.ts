import type { JoinExpr, Node, RangeFunction, RangeSubselect, RangeTableSample } from 'libpg-query'
import { functionColumns, jsonTableColumns } from './from-functions.ts'
import { bodyOf, isKind, namesIn, nodeOf } from './nodes.ts'
import { QueryBlocked } from './refusals.ts'
import { relationSource } from './relations.ts'
import type { ColumnNames, Scope, Source } from './scope.ts'
import { plainSource, withAlias } from './sources.ts'
import type { QueryVisitor } from './visitor.ts'

const samplingMethods = ['bernoulli', 'system']

/**
 * Checks an item of a FROM clause and adds what it brings to the scope; what stands in it may name what stands before
 * it. Throws QueryBlocked, QueryInvalid.
 */
export function addFromItem (visitor: QueryVisitor, item: Node | undefined, scope: Scope): void {
  const [kind, body] = nodeOf(item ?? {}) ?? ['', {}]
  if (isKind('RangeVar', kind, body)) {
    scope.sources.push(relationSource(visitor, body, scope))
  } else if (isKind('JoinExpr', kind, body)) {
    addJoin(visitor, body, scope)
  } else if (isKind('RangeSubselect', kind, body)) {
    addSubquery(visitor, body, scope)
  } else if (isKind('RangeFunction', kind, body)) {
    visitor.node(kind, body, scope)
    addFunction(body, functionColumns(visitor.catalogue, body), scope)
  } else if (isKind('JsonTable', kind, body)) {
    visitor.node(kind, body, scope)
    addFunction(body, jsonTableColumns(body), scope)
  } else if (isKind('RangeTableSample', kind, body)) {
    addSample(visitor, body, scope)
  } else {
    throw new QueryBlocked('construct', `${kind === '' ? 'This' : kind} may not stand in FROM.`)
  }
}

function addSubquery (visitor: QueryVisitor, { subquery, lateral = false, alias }: RangeSubselect, scope: Scope): void {
  const body = bodyOf(subquery, 'SelectStmt')
  if (body === null) throw new QueryBlocked('read_only', 'A subquery may only be a SELECT.')
  const names = visitor.query(body, lateral ? scope : scope.around, scope.ctes)
  scope.sources.push(withAlias(plainSource('', names), alias))
}

function addFunction ({ alias }: Pick<RangeFunction, 'alias'>, columns: string[], scope: Scope): void {
  const source = withAlias(plainSource(columns[0] ?? '', null), alias)
  scope.sources.push({ ...source, columns: new Set(columns) })
}

function addSample (visitor: QueryVisitor, node: RangeTableSample, scope: Scope): void {
  const method = namesIn(node.method)
  if (method.length !== 1 || !samplingMethods.includes(method[0] ?? '')) {
    throw new QueryBlocked('function', `TABLESAMPLE ${method.join('.')} may not be used.`)
  }
  addFromItem(visitor, node.relation, scope)
  visitor.members(node, scope, ['relation', 'method'])
}

function addJoin (visitor: QueryVisitor, node: JoinExpr, scope: Scope): void {
  const own: Scope = { sources: [], around: { ...scope }, ctes: scope.ctes }
  addFromItem(visitor, node.larg, own)
  const left = own.sources.length
  addFromItem(visitor, node.rarg, own)
  const using = namesIn(node.usingClause)
  const [leftSide, rightSide] = [own.sources.slice(0, left), own.sources.slice(left)]
  for (const source of leftSide) checkJoinedColumns(node, using, source, rightSide)
  for (const source of rightSide) checkJoinedColumns(node, using, source, leftSide)
  visitor.members(node, own, ['larg', 'rarg', 'alias', 'usingClause', 'join_using_alias'])
  if (node.join_using_alias !== undefined) {
    scope.sources.push(withAlias(plainSource('', new Set(using)), node.join_using_alias))
  }
  if (node.alias === undefined) scope.sources.push(...own.sources)
  else scope.sources.push(withAlias(joined(own.sources), node.alias))
}

/** A join by columns of one name compares them: it must not do that with one that may not be read. */
function checkJoinedColumns (
  { isNatural = false }: JoinExpr, using: readonly string[], { hidden }: Source, others: readonly Source[]
): void {
  const isCommon = (name: string) => others.some(({ columns, hidden }) => (
    columns === null || columns.has(name) || hidden.has(name)
  ))
  const [name] = isNatural ? [...hidden].filter(isCommon) : using.filter((name) => hidden.has(name))
  if (name !== undefined) throw new QueryBlocked('column', `The column ${name} may not be read.`)
}

/** Everything that a join brings, as one source. */
function joined (sources: readonly Source[]): Source {
  const isKnown = sources.every(({ columns }) => columns !== null)
  const columns: ColumnNames = isKnown ? new Set(sources.flatMap(({ columns }) => [...columns ?? []])) : null
  return { ...plainSource('', columns), hidden: new Set(sources.flatMap(({ hidden }) => [...hidden])) }
}
