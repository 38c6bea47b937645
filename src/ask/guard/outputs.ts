import { isStruct, listOf, namesIn, nodeOf, structIn, type Struct } from './nodes.ts'
import { sourceNamed, type Scope } from './scope.ts'

/** The names of a query's columns, as PostgreSQL gives them (FigureColname in parse_target.c); null where they are not all known. */
export function outputNames (select: Struct, scope: Scope): Set<string> | null {
  const [values] = listOf(select['valuesLists'])
  if (values !== undefined) return new Set(listOf(structIn(values, 'List')?.['items']).map((_value, place) => `column${place + 1}`))
  const names = new Set<string>()
  for (const item of listOf(select['targetList'])) {
    const target = structIn(item, 'ResTarget')
    if (target === null) return null
    const star = starOf(target['val'])
    if (typeof target['name'] === 'string') {
      names.add(target['name'])
    } else if (star !== null) {
      const sources = star.length === 0 ? scope.sources : [sourceNamed(scope, star.at(-1) ?? '', star.at(-2) ?? null)]
      for (const source of sources) {
        if (source === undefined || source.columns === null) return null
        for (const name of source.columns) names.add(name)
      }
    } else {
      const indirection = structIn(target['val'], 'A_Indirection')
      if (indirection !== null && structIn(listOf(indirection['indirection']).at(-1), 'A_Star') !== null) return null
      names.add(nameOf(target['val']) ?? '?column?')
    }
  }
  return names
}

/** The qualifier in front of `*`, in its parts; null for what is no star. */
function starOf (value: unknown): string[] | null {
  const fields = listOf(structIn(value, 'ColumnRef')?.['fields'])
  return structIn(fields.at(-1), 'A_Star') === null ? null : namesIn(fields.slice(0, -1))
}

const ownNames: Record<string, string> = {
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

function nameOf (value: unknown): string | null {
  const [kind, node] = (isStruct(value) ? nodeOf(value) : null) ?? ['', {}]
  switch (kind) {
    case 'ColumnRef': return namesIn(node['fields']).at(-1) ?? null
    case 'FuncCall': return namesIn(node['funcname']).at(-1) ?? null
    case 'A_Indirection': return namesIn(listOf(node['indirection']).filter((step) => structIn(step, 'String') !== null)).at(-1) ?? nameOf(node['arg'])
    case 'TypeCast': return nameOf(node['arg']) ?? namesIn(isStruct(node['typeName']) ? node['typeName']['names'] : []).at(-1) ?? null
    case 'CollateClause': return nameOf(node['arg'])
    case 'MinMaxExpr': return node['op'] === 'IS_LEAST' ? 'least' : 'greatest'
    case 'A_Expr': return node['kind'] === 'AEXPR_NULLIF' ? 'nullif' : null
    case 'CaseExpr': return nameOf(node['defresult']) ?? 'case'
    case 'SQLValueFunction': return String(node['op']).replace('SVFOP_', '').replace(/_N$/, '').toLowerCase()
    case 'JsonFuncExpr': return String(node['op']).replace(/_OP$/, '').toLowerCase()
    case 'SubLink': return nameOfSubquery(node)
    default: return ownNames[kind] ?? null
  }
}

function nameOfSubquery (node: Struct): string | null {
  if (node['subLinkType'] === 'EXISTS_SUBLINK') return 'exists'
  if (node['subLinkType'] === 'ARRAY_SUBLINK') return 'array'
  const [first] = listOf(structIn(node['subselect'], 'SelectStmt')?.['targetList'])
  const target = structIn(first, 'ResTarget')
  return typeof target?.['name'] === 'string' ? target['name'] : nameOf(target?.['val'])
}
