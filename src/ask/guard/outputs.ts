import type { Node, SelectStmt, SubLink } from 'libpg-query'
import { bodyOf, isKind, namesIn, nodeOf } from './nodes.ts'
import { sourceNamed, type ColumnNames, type Scope } from './scope.ts'

/**
 * The names of a query's columns, as PostgreSQL gives them (FigureColname in parse_target.c); null where they are not
 * all known.
 */
export function outputNames (select: SelectStmt, scope: Scope): ColumnNames {
  const [values] = select.valuesLists ?? []
  if (values !== undefined) {
    const items = bodyOf(values, 'List')?.items ?? []
    return new Set(items.map((_value, place) => `column${place + 1}`))
  }
  const names: string[] = []
  for (const item of select.targetList ?? []) {
    const own = targetNames(item, scope)
    if (own === null) return null
    names.push(...own)
  }
  return new Set(names)
}

function targetNames (item: Node, scope: Scope): string[] | null {
  const target = bodyOf(item, 'ResTarget')
  if (target === null) return null
  if (target.name !== undefined) return [target.name]
  const qualifier = starOf(target.val)
  if (qualifier !== null) return starNames(qualifier, scope)
  const indirection = bodyOf(target.val, 'A_Indirection')?.indirection ?? []
  if (bodyOf(indirection.at(-1), 'A_Star') !== null) return null
  return [nameOf(target.val) ?? '?column?']
}

/** The qualifier in front of `*`, in its parts; null for what is no star. */
function starOf (value: Node | undefined): string[] | null {
  const fields = bodyOf(value, 'ColumnRef')?.fields ?? []
  return bodyOf(fields.at(-1), 'A_Star') === null ? null : namesIn(fields.slice(0, -1))
}

function starNames (qualifier: readonly string[], scope: Scope): string[] | null {
  const named = () => [sourceNamed(scope, qualifier.at(-1) ?? '', qualifier.at(-2) ?? null)]
  const sources = qualifier.length === 0 ? scope.sources : named()
  const names: string[] = []
  for (const source of sources) {
    if (source === undefined || source.columns === null) return null
    names.push(...source.columns)
  }
  return names
}

/** Names that follow from the kind of an expression alone. */
const ownNames: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  RowExpr: 'row',
  A_ArrayExpr: 'array',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
  JsonArrayQueryConstructor: 'json_array',
  JsonObjectAgg: 'json_objectagg',
  JsonArrayAgg: 'json_arrayagg',
  JsonParseExpr: 'json',
  JsonScalarExpr: 'json_scalar',
  JsonSerializeExpr: 'json_serialize'
}

function nameOf (value: Node | undefined): string | null {
  const [kind, body] = nodeOf(value ?? {}) ?? ['', {}]
  if (isKind('ColumnRef', kind, body)) return namesIn(body.fields).at(-1) ?? null
  if (isKind('FuncCall', kind, body)) return namesIn(body.funcname).at(-1) ?? null
  if (isKind('A_Indirection', kind, body)) {
    const steps = (body.indirection ?? []).filter((step) => bodyOf(step, 'String') !== null)
    return namesIn(steps).at(-1) ?? nameOf(body.arg)
  }
  if (isKind('TypeCast', kind, body)) return nameOf(body.arg) ?? namesIn(body.typeName?.names).at(-1) ?? null
  if (isKind('CollateClause', kind, body)) return nameOf(body.arg)
  if (isKind('MinMaxExpr', kind, body)) return body.op === 'IS_LEAST' ? 'least' : 'greatest'
  if (isKind('A_Expr', kind, body)) return body.kind === 'AEXPR_NULLIF' ? 'nullif' : null
  if (isKind('CaseExpr', kind, body)) return nameOf(body.defresult) ?? 'case'
  if (isKind('SQLValueFunction', kind, body)) {
    return String(body.op).replace('SVFOP_', '').replace(/_N$/, '').toLowerCase()
  }
  if (isKind('JsonFuncExpr', kind, body)) return String(body.op).replace(/_OP$/, '').toLowerCase()
  if (isKind('SubLink', kind, body)) return nameOfSubquery(body)
  return ownNames[kind] ?? null
}

function nameOfSubquery ({ subLinkType, subselect }: SubLink): string | null {
  if (subLinkType === 'EXISTS_SUBLINK') return 'exists'
  if (subLinkType === 'ARRAY_SUBLINK') return 'array'
  const [first] = bodyOf(subselect, 'SelectStmt')?.targetList ?? []
  const target = bodyOf(first, 'ResTarget')
  return target?.name ?? nameOf(target?.val)
}
