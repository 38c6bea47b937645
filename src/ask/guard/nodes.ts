/** A node of PostgreSQL's parse tree as libpg-query gives it: `{ SelectStmt: { … } }`; members of one known type come without that shell. */
export type Struct = Record<string, unknown>

/** The kinds of nodes that a query may be made of; every other one is refused. */
export const nodeKinds = new Set([
  'SelectStmt', 'ResTarget', 'ColumnRef', 'A_Star', 'A_Const', 'String', 'Integer', 'Float', 'Boolean', 'BitString', 'List',
  'A_Expr', 'BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'CaseWhen', 'CoalesceExpr', 'MinMaxExpr', 'SubLink', 'FuncCall', 'NamedArgExpr',
  'A_ArrayExpr', 'A_Indirection', 'A_Indices', 'RowExpr', 'TypeCast', 'TypeName', 'CollateClause', 'SQLValueFunction',
  'SortBy', 'WindowDef', 'GroupingSet', 'GroupingFunc', 'CommonTableExpr',
  'JoinExpr', 'RangeVar', 'RangeSubselect', 'RangeFunction', 'RangeTableSample', 'ColumnDef',
  'JsonFuncExpr', 'JsonValueExpr', 'JsonArgument', 'JsonIsPredicate', 'JsonObjectConstructor', 'JsonArrayConstructor', 'JsonArrayQueryConstructor',
  'JsonObjectAgg', 'JsonArrayAgg', 'JsonKeyValue', 'JsonTable', 'JsonTableColumn', 'JsonParseExpr', 'JsonScalarExpr', 'JsonSerializeExpr', 'JsonBehavior'
])

/** Members that are structures of one type, which come without its name. */
export const structs: Record<string, string> = {
  larg: 'SelectStmt',
  rarg: 'SelectStmt',
  withClause: 'WithClause',
  alias: 'Alias',
  join_using_alias: 'Alias',
  typeName: 'TypeName',
  over: 'WindowDef',
  search_clause: 'CTESearchClause',
  cycle_clause: 'CTECycleClause',
  collClause: 'CollateClause',
  // a constant's value, and what SQL/JSON is made of
  ival: 'Value',
  fval: 'Value',
  sval: 'Value',
  boolval: 'Value',
  bsval: 'Value',
  context_item: 'JsonValueExpr',
  format: 'JsonFormat',
  output: 'JsonOutput',
  returning: 'JsonReturning',
  pathspec: 'JsonTablePathSpec',
  on_empty: 'JsonBehavior',
  on_error: 'JsonBehavior',
  constructor: 'JsonAggConstructor',
  arg: 'JsonKeyValue',
  value: 'JsonValueExpr',
  val: 'JsonValueExpr',
  expr: 'JsonValueExpr'
}

/** What has its own type as its only key is a node; null for a structure without one. */
export function nodeOf (value: Struct): [kind: string, struct: Struct] | null {
  const [key, ...others] = Object.keys(value)
  if (key === undefined || others.length > 0 || !/^[A-Z]/.test(key)) return null
  const inner = value[key]
  return isStruct(inner) ? [key, inner] : null
}

export function isStruct (value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function structIn (value: unknown, kind: string): Struct | null {
  return isStruct(value) && isStruct(value[kind]) ? value[kind] : null
}

/** The texts of a list of String nodes: a name in its parts. */
export function namesIn (list: unknown): string[] {
  return Array.isArray(list) ? list.map((item) => String(structIn(item, 'String')?.['sval'] ?? '')) : []
}

export function listOf (value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
