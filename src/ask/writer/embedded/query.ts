import type { Column, Table } from '../../catalogue/catalogue.ts'
import { isNumber } from './columns.ts'
import { displayColumns, type NameRank } from './display.ts'
import type { JoinGraph, Step } from './joins.ts'

/** A column as a query names it; `via` prefers one of several ways to its table. */
export interface Use {
  table: Table
  column: Column
  via?: string | undefined
}

export type Operator = '=' | '<>' | '>' | '>=' | '<' | '<='

export type Condition =
  | { kind: 'compare', use: Use, operator: Operator, value: number | string }
  | { kind: 'between', use: Use, from: number, to: number }
  | { kind: 'in', use: Use, values: string[], negated: boolean }
  | { kind: 'like', use: Use, pattern: string, negated: boolean }
  | { kind: 'null', use: Use, negated: boolean }
  | { kind: 'true', use: Use, negated: boolean }
  | { kind: 'period', use: Use, from: string | null, to: string | null, negated?: boolean }
  | { kind: 'age', use: Use, operator: Operator, value: number }
  | { kind: 'average', use: Use, operator: '>' | '<', per?: Use | undefined }
  | { kind: 'related', table: Table, negated: boolean, conditions: Condition[] }

export type Measure =
  | { kind: 'count', table: Table }
  | { kind: 'distinct', use: Use }
  /** What part of the rows, in percent, fits the conditions. */
  | { kind: 'share', table: Table, conditions: Condition[] }
  | { kind: 'sum' | 'avg' | 'max' | 'min', use: Use, times?: Use | undefined }

export function tableOf (measure: Measure): Table {
  return measure.kind === 'count' || measure.kind === 'share' ? measure.table : measure.use.table
}

export type Group = { kind: 'column', use: Use } | { kind: 'entity', table: Table, via?: string | undefined } | { kind: 'time', use: Use, unit: 'year' | 'quarter' | 'month' | 'week' | 'day' }

/** What a question asks for, before it is SQL. */
export interface Query {
  /** Whose rows are listed or counted, where it is a list or a count. */
  entity: Table | null
  columns: Use[]
  distinct: boolean
  measures: Measure[]
  groups: Group[]
  conditions: Condition[]
  having: { operator: Operator, value: number, to?: number | undefined, measure: Measure } | null
  order: { by: Use | 'measure' | 'group', descending: boolean } | null
  limit: number | null
  /** How many groups there are, rather than which. */
  isCountOfGroups?: boolean
}

const identifier = (name: string) => /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`
const reserved = new Set('all and any array as asc both case cast check collate column constraint create current_date default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into leading limit not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with left right join inner outer full cross natural is like between exists values row'.split(' '))

interface Joined { alias: string, table: Table, text: string, isLeft: boolean }

/** The tables of one FROM clause: a base, and what it points to, each way once. */
class Joins {
  readonly #graph: JoinGraph
  readonly #base: Table
  readonly #joined = new Map<string, Joined>()
  readonly #prefix: string

  constructor (graph: JoinGraph, base: Table, prefix: string) {
    this.#graph = graph
    this.#base = base
    this.#prefix = prefix
  }

  get baseAlias (): string {
    return `${this.#prefix}0`
  }

  /** The alias under which a table is reached. Throws NotReachable. */
  alias (table: Table, via: string | undefined, isLeft = false): string {
    const prefer = (step: Step) => via !== undefined && step.columns.includes(via) ? 1 : 0
    const direct = via === undefined ? undefined : this.#graph.steps(this.#base).find((step) => step.to === table && step.columns.includes(via))
    const path = direct !== undefined ? [direct] : this.#graph.path(this.#base, table, prefer)
    // of two ways as short, which is meant was not said
    if (path === null || (direct === undefined && !this.#graph.isSole(this.#base, table, prefer))) throw new NotReachable()
    let at = this.baseAlias
    for (const step of path) {
      const key = `${at}|${step.columns.join()}|${step.to.schema}.${step.to.name}`
      const known = this.#joined.get(key)
      const alias = known?.alias ?? `${this.#prefix}${this.#joined.size + 1}`
      if (known === undefined) {
        const on = step.columns.map((column, place) => `${alias}.${identifier(step.otherColumns[place] ?? '')} = ${at}.${identifier(column)}`).join(' AND ')
        this.#joined.set(key, { alias, table: step.to, text: `${tableName(step.to)} AS ${alias} ON ${on}`, isLeft })
      } else if (!isLeft) known.isLeft = false
      at = alias
    }
    return at
  }

  text (): string {
    return [`${tableName(this.#base)} AS ${this.baseAlias}`, ...[...this.#joined.values()].map(({ text, isLeft }) => `${isLeft ? 'LEFT JOIN' : 'JOIN'} ${text}`)].join('\n')
  }
}

/** There is no way from one table to another by which a row has one row on the other side. */
export class NotReachable extends Error {}

function tableName ({ schema, name }: Table): string {
  return schema === 'public' ? identifier(name) : `${identifier(schema)}.${identifier(name)}`
}

/** Writes a query as SQL. Throws NotReachable where its tables cannot be brought together so that nothing is counted twice. */
export function writeSql (query: Query, graph: JoinGraph, tables: Table[], nameRank: NameRank): string {
  depth = 0
  const base = baseOf(query, graph, tables)
  const joins = new Joins(graph, base, 't')
  const column = ({ table, column: { name }, via }: Use, isLeft = false) => `${joins.alias(table, via, isLeft)}.${identifier(name)}`
  const measure = (one: Measure): string => {
    if (one.kind === 'count') return one.table === base ? 'count(*)' : `count(DISTINCT ${keyOf(one.table, joins.alias(one.table, undefined))})`
    if (one.kind === 'share') return `100.0 * count(*) FILTER (WHERE ${wheres(one.conditions, joins, base, graph, tables).join(' AND ')}) / nullif(count(*), 0)`
    if (one.kind === 'distinct') return `count(DISTINCT ${column(one.use)})`
    const expression = one.times === undefined ? column(one.use) : `${column(one.use)} * ${column(one.times)}`
    return `${one.kind}(${expression})`
  }
  const label = (one: Measure) => one.kind === 'count' || one.kind === 'distinct' ? 'count' : one.kind === 'share' ? 'percent' : one.times === undefined ? `${one.kind}_${one.use.column.name}` : `${one.kind}_total`

  const select: string[] = []
  const groupBy: string[] = []
  let groupExpression = ''
  for (const group of query.groups) {
    if (group.kind === 'column') {
      groupExpression = column(group.use)
      select.push(groupExpression)
      groupBy.push(groupExpression)
    } else if (group.kind === 'time') {
      const source = column(group.use)
      groupExpression = group.unit === 'year' ? `extract(year FROM ${source})::int` : `date_trunc('${group.unit}', ${source})::date`
      select.push(`${groupExpression} AS ${group.unit}`)
      groupBy.push(groupExpression)
    } else {
      const alias = joins.alias(group.table, group.via)
      const shown = displayColumns(group.table, nameRank).map(({ name }) => `${alias}.${identifier(name)}`)
      groupExpression = shown[0] ?? ''
      select.push(...shown)
      groupBy.push(...new Set([...group.table.primaryKey.map((name) => `${alias}.${identifier(name)}`), ...shown]))
    }
  }
  const isGrouped = query.measures.length > 0 || query.having !== null
  for (const use of query.columns) select.push(column(use, !isGrouped && (use.table !== base || use.via !== undefined)))
  const orderedBy = query.order?.by
  for (const one of query.measures) select.push(`${measure(one)} AS ${identifier(label(one))}`)
  const conditions = wheres(query.conditions, joins, base, graph, tables)
  const parts = [
    `SELECT ${query.distinct && !isGrouped ? 'DISTINCT ' : ''}${select.join(', ')}`,
    '', // FROM, when every table is known
    ...(conditions.length > 0 ? [`WHERE ${conditions.join('\n  AND ')}`] : []),
    ...(groupBy.length > 0 ? [`GROUP BY ${groupBy.join(', ')}`] : [])
  ]
  if (query.having !== null) {
    const { operator, value, to, measure: one } = query.having
    parts.push(`HAVING ${measure(one)} ${to === undefined ? `${operator} ${value}` : `BETWEEN ${value} AND ${to}`}`)
  }
  if (query.order !== null && orderedBy !== undefined) {
    const [first] = query.measures
    const by = orderedBy === 'group' ? groupExpression : orderedBy === 'measure' ? (first === undefined ? '1' : measure(first)) : column(orderedBy)
    parts.push(`ORDER BY ${by}${query.order.descending ? ' DESC' : ''}${query.limit !== null || query.order.descending ? ' NULLS LAST' : ''}`)
  } else if (groupBy.length > 0) {
    // as one would read it: time goes forward, else the most comes first
    const [first] = query.measures
    const goesForward = query.groups.some((group) => group.kind === 'time' || (group.kind === 'column' && isNumber(group.use.column)))
    if (goesForward) parts.push(`ORDER BY ${groupBy.join(', ')}`)
    else if (first !== undefined) parts.push(`ORDER BY ${measure(first)} DESC NULLS LAST`)
  }
  if (query.limit !== null) parts.push(`LIMIT ${query.limit}`)
  parts[1] = `FROM ${joins.text()}`
  const sql = parts.join('\n')
  return query.isCountOfGroups === true ? `SELECT count(*) AS count FROM (${sql}) AS g` : sql
}

function keyOf (table: Table, alias: string): string {
  const [key, ...others] = table.primaryKey
  if (key === undefined) throw new NotReachable()
  return others.length === 0 ? `${alias}.${identifier(key)}` : `(${table.primaryKey.map((name) => `${alias}.${identifier(name)}`).join(', ')})`
}

/** The table whose rows are what is counted, summed or listed: from it every other table is reached by one row. */
function baseOf (query: Query, graph: JoinGraph, tables: Table[]): Table {
  const needed = new Set<Table>()
  for (const group of query.groups) needed.add(group.kind === 'entity' ? group.table : group.use.table)
  const measured: Table[] = []
  for (const measure of [...query.measures, ...(query.having === null ? [] : [query.having.measure])]) measured.push(tableOf(measure))
  const reaches = (from: Table, to: Table) => graph.path(from, to) !== null
  const isCount = query.measures.every(({ kind }) => kind === 'count' || kind === 'distinct') && (query.having === null || query.having.measure.kind === 'count')
  if (measured.length === 0) {
    const own = query.entity ?? query.columns[0]?.table
    if (own === undefined) throw new NotReachable()
    return own
  }
  for (const table of measured) needed.add(table)
  if (isCount) for (const condition of query.conditions) if (condition.kind !== 'related' && measured.every((table) => reaches(condition.use.table, table)) && !measured.includes(condition.use.table)) needed.add(condition.use.table)
  const fits = (table: Table) => [...needed].every((other) => reaches(table, other))
  const preferred = measured.find(fits)
  if (preferred !== undefined) return preferred
  // a sum over rows that are repeated would be wrong, a distinct count is not
  if (!isCount) throw new NotReachable()
  const candidates = tables.filter(fits).map((table) => ({ table, cost: [...needed].reduce((sum, other) => sum + (graph.path(table, other)?.length ?? 9), 0) })).sort((a, b) => a.cost - b.cost)
  const [best, second] = candidates
  if (best === undefined || (second?.cost === best.cost && !needed.has(best.table))) throw new NotReachable()
  return best.table
}

function where (condition: Condition, joins: Joins, base: Table, graph: JoinGraph, tables: Table[]): string {
  if (condition.kind === 'related') return related(condition.table, condition.conditions, condition.negated, joins.baseAlias, base, graph, tables, joins)
  const { use } = condition
  // a table that many rows of the base's could be on the other side of: one of them is enough
  if (graph.path(base, use.table) === null) return related(use.table, [condition], false, joins.baseAlias, base, graph, tables, joins)
  return test(condition, (one) => `${joins.alias(one.table, one.via)}.${identifier(one.column.name)}`)
}

/** Each condition by itself; those on rows that belong to the base's row are about one and the same of them. */
function wheres (conditions: Condition[], joins: Joins, base: Table, graph: JoinGraph, tables: Table[]): string[] {
  const isApart = (condition: Condition) => condition.kind === 'related' ? !condition.negated && condition.conditions.length === 0 && graph.path(base, condition.table) === null : graph.path(base, condition.use.table) === null
  const apart = conditions.filter(isApart)
  const tableOf = (condition: Condition) => condition.kind === 'related' ? condition.table : condition.use.table
  const bridge = apart.length < 2 ? undefined : nearestBridge(base, apart.map(tableOf), graph, tables)
  const own = conditions.filter((condition) => bridge === undefined || !apart.includes(condition)).map((condition) => where(condition, joins, base, graph, tables))
  if (bridge === undefined) return own
  return [...own, related(bridge, apart.filter(({ kind }) => kind !== 'related'), false, joins.baseAlias, base, graph, tables, joins)]
}

/** The table whose rows each belong to one row of the base and of all others, by the shortest ways. */
function nearestBridge (base: Table, others: Table[], graph: JoinGraph, tables: Table[]): Table | undefined {
  const length = (from: Table, to: Table) => graph.path(from, to)?.length ?? Infinity
  const ways = tables.filter((table) => table !== base).map((table) => ({ table, cost: [base, ...others].reduce((sum, other) => sum + length(table, other), 0) })).filter(({ cost }) => cost < Infinity)
  const [best, second] = ways.sort((a, b) => a.cost - b.cost)
  // two that do as well: which is meant was not said, unless it is one of those that were named
  if (best !== undefined && second?.cost === best.cost && !others.includes(best.table)) throw new NotReachable()
  return best?.table
}

let depth = 0

/** `EXISTS`: a row of `table` that belongs to this one and fits the conditions. */
function related (table: Table, conditions: Condition[], negated: boolean, alias: string, base: Table, graph: JoinGraph, tables: Table[], outer: Joins): string {
  const direct = conditions.length === 0 ? graph.path(base, table) : null
  if (direct?.length === 1) return `${outer.baseAlias}.${identifier(direct[0]?.columns[0] ?? '')} IS ${negated ? '' : 'NOT '}NULL`
  const bridge = nearestBridge(base, [table], graph, tables)
  if (bridge === undefined) throw new NotReachable()
  const prefix = `${'abcdefgh'[depth % 8]}${depth >= 8 ? depth : ''}`
  depth = (depth + 1) % 64
  const joins = new Joins(graph, bridge, prefix)
  const path = graph.path(bridge, base) ?? []
  const last = path.at(-1)
  if (last === undefined) throw new NotReachable()
  const at = path.length === 1 ? joins.baseAlias : joins.alias(last.from, undefined)
  const link = last.columns.map((column, place) => `${at}.${identifier(column)} = ${alias}.${identifier(last.otherColumns[place] ?? '')}`)
  const tests = conditions.map((condition) => where(condition, joins, bridge, graph, tables))
  if (bridge !== table) joins.alias(table, undefined)
  const text = `EXISTS (SELECT 1 FROM ${joins.text().replaceAll('\n', ' ')} WHERE ${[...link, ...tests].join(' AND ')})`
  return negated ? `NOT ${text}` : text
}

function test (condition: Exclude<Condition, { kind: 'related' }>, column: (use: Use) => string): string {
  const name = column(condition.use)
  switch (condition.kind) {
    case 'compare': return `${name} ${condition.operator} ${typeof condition.value === 'number' ? condition.value : literal(condition.value)}`
    case 'between': return `${name} BETWEEN ${condition.from} AND ${condition.to}`
    case 'in': return condition.values.length === 1
      ? `${name} ${condition.negated ? '<>' : '='} ${literal(condition.values[0] ?? '')}`
      : `${name} ${condition.negated ? 'NOT IN' : 'IN'} (${condition.values.map(literal).join(', ')})`
    case 'like': return `${name} ${condition.negated ? 'NOT ' : ''}ILIKE ${literal(condition.pattern)}`
    case 'null': return `${name} IS ${condition.negated ? 'NOT ' : ''}NULL`
    case 'true': return condition.negated ? `NOT ${name}` : name
    case 'age': return `extract(year FROM age(${name})) ${condition.operator} ${condition.value}`
    case 'average': return `${name} ${condition.operator} (SELECT avg(a.${identifier(condition.use.column.name)}) FROM ${tableName(condition.use.table)} AS a${condition.per === undefined ? '' : ` WHERE a.${identifier(condition.per.column.name)} = ${column(condition.per)}`})`
    case 'period': return period(name, condition)
  }
}

function period (name: string, { use: { column: { category } }, from, to, negated = false }: Extract<Condition, { kind: 'period' }>): string {
  const isYear = category === 'N'
  if (isYear && from !== null && to !== null && from.slice(0, 4) === to.slice(0, 4)) return `${name} ${negated ? '<>' : '='} ${Number(from.slice(0, 4))}`
  const bounds = [
    ...(from === null ? [] : [`${name} >= ${isYear ? Number(from.slice(0, 4)) : literal(from)}`]),
    ...(to === null ? [] : [isYear ? `${name} <= ${Number(to.slice(0, 4))}` : `${name} < ${literal(nextDay(to))}`])
  ]
  const text = bounds.join(' AND ')
  return negated ? `NOT (${text})` : text
}

function nextDay (day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
