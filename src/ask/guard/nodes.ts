import type { Node } from 'libpg-query'
import { isObject } from '../../json/is-object.ts'

type KeysOf<U> = U extends unknown ? keyof U : never

/** The name of a node's type, as PostgreSQL's parse tree has it. */
export type NodeKind = KeysOf<Node>

type Bodies = { [K in NodeKind]: Extract<Node, Record<K, unknown>> extends Record<K, infer Body> ? Body : never }

/** What stands inside `{ SelectStmt: { … } }`. */
export type NodeBody<K extends NodeKind> = Bodies[K]

/** The kinds of nodes that a query may be made of; every other one is refused. */
export const nodeKinds: ReadonlySet<string> = new Set<NodeKind>([
  'SelectStmt', 'ResTarget', 'ColumnRef', 'A_Star', 'A_Const', 'String', 'Integer', 'Float', 'Boolean', 'BitString',
  'List', 'A_Expr', 'BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'CaseWhen', 'CoalesceExpr', 'MinMaxExpr',
  'SubLink', 'FuncCall', 'NamedArgExpr', 'A_ArrayExpr', 'A_Indirection', 'A_Indices', 'RowExpr',
  'TypeCast', 'TypeName', 'CollateClause', 'SQLValueFunction',
  'SortBy', 'WindowDef', 'GroupingSet', 'GroupingFunc', 'CommonTableExpr',
  'JoinExpr', 'RangeVar', 'RangeSubselect', 'RangeFunction', 'RangeTableSample', 'ColumnDef',
  'JsonFuncExpr', 'JsonValueExpr', 'JsonArgument', 'JsonIsPredicate', 'JsonObjectConstructor', 'JsonArrayConstructor',
  'JsonArrayQueryConstructor', 'JsonObjectAgg', 'JsonArrayAgg', 'JsonKeyValue', 'JsonTable', 'JsonTableColumn',
  'JsonParseExpr', 'JsonScalarExpr', 'JsonSerializeExpr', 'JsonBehavior'
])

/**
 * Members whose structure is always of one type: libpg-query writes it without its type's name around it. A member that
 * is not listed here may hold nodes alone.
 */
export const structs: Readonly<Record<string, string>> = {
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

/** A node's kind and body, where `value` has its own type as its only key; null for a structure without one. */
export function nodeOf (value: object): [kind: string, body: object] | null {
  const [entry, ...others] = entriesOf(value)
  if (entry === undefined || others.length > 0) return null
  const [kind, body] = entry
  return /^[A-Z]/.test(kind) && isObject(body) ? [kind, body] : null
}

/** Whether a structure, which is known to be of `kind`, is of the one that is wanted. */
export function isKind<K extends NodeKind> (wanted: K, kind: string, _struct: object): _struct is NodeBody<K> {
  return kind === wanted
}

/** The body of a node where it is of this kind. */
export function bodyOf<K extends NodeKind> (value: unknown, kind: K): NodeBody<K> | null {
  return hasBody(value, kind) ? value[kind] : null
}

function hasBody<K extends NodeKind> (value: unknown, kind: K): value is Record<K, NodeBody<K>> {
  return isObject(value) && isObject(value[kind])
}

/** The members of a structure, whatever they are. */
export function entriesOf (struct: object): [member: string, value: unknown][] {
  return Object.entries(struct)
}

/** The texts of a list of String nodes: a name in its parts. */
export function namesIn (list: readonly Node[] = []): string[] {
  return list.map((item) => bodyOf(item, 'String')?.sval ?? '')
}
