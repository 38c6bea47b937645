import type { Statement } from '../postgres/statement.ts'
import { columns, dimensionNames, dimensions, quoteName, sums, type Column } from './columns.ts'
import type { LineCursor } from './cursor.ts'
import type { Filters, GroupName } from './schema.ts'

/** Where the lines come from. */
export interface LinesSource {
  /** A `WITH` list that ends in `lineas`. */
  sql: string
  /**
   * By how many leading columns of the order an index can find a page in it: all of them for the shipped query, where
   * none is ever null; for a user's own only the date, see `undated`.
   */
  seekColumns: number
}

/** The order of pages: first the columns of the shipped table's index, then every other, so that it is total. */
const leading: Column[] = [
  'FECHA', 'COMPAÑIA', 'PREFIJO_PARTIDA_CONTABLE', 'NUMERO_DE_PARTIDA', 'FACTURA', 'CODIGO_DE_ARTICULO'
]
const order: Column[] = [...leading, ...columns.filter((column) => !leading.includes(column))]
export const shippedSeekColumns = leading.length

const selectList = columns.map(quoteName).join(', ')
const orderBy = order.map(quoteName).join(', ')

type Parameters = unknown[]

export interface PageOptions {
  /** Lines at most; null: all of them. */
  limit: number | null
  cursor: LineCursor | null
  /** Only the lines without a date, which come after all others; a seek by date does not see them. */
  undated?: boolean
}

/** The lines that fit the filters, from the cursor on, in the order of pages. */
export function linesStatement (source: LinesSource, filters: Filters, options: PageOptions): Statement {
  const { limit, cursor, undated = false } = options
  const values: Parameters = []
  const conditions = filterConditions(filters, values)
  if (undated) conditions.push(`${quoteName('FECHA')} IS NULL`)
  let offset = ''
  if (cursor !== null) {
    conditions.push(...seekConditions(cursor, source.seekColumns, values))
    offset = ` OFFSET ${bind(values, cursor.sent)}`
  }
  const atMost = limit === null ? '' : ` LIMIT ${bind(values, limit)}`
  const select = `SELECT ${selectList} FROM lineas${where(conditions)} ORDER BY ${orderBy}${atMost}${offset}`
  return { text: `${source.sql}\n${select}`, values }
}

export interface SummaryOptions {
  groups: GroupName[]
  /** A measure, with a minus sign in front for the largest first. */
  orderBy: string
  /** Groups at most. */
  limit: number
}

/** The sums by group, the total over all lines in front of the groups: `limit` groups make one row more. */
export function summaryStatement (source: LinesSource, filters: Filters, options: SummaryOptions): Statement {
  const { groups, orderBy, limit } = options
  const values: Parameters = []
  const conditions = filterConditions(filters, values)
  const names = groups.map(quoteName).join(', ')
  const groupColumns = groups.map((name) => quoteName(dimensions[name]))
  const clientColumn = quoteName(dimensions.client)
  const clientSelect = [
    ...groups.map((name) => `${quoteName(dimensions[name])} AS ${quoteName(name)}`),
    `${clientColumn} AS cliente`,
    'count(*) AS lines',
    ...Object.entries(sums).map(([name, column]) => `sum(${quoteName(column)}) AS ${name}`)
  ]
  const totals = Object.keys(sums).map((name) => `coalesce(sum(${name}), 0) AS ${name}`)
  const measure = orderBy.startsWith('-') ? `${quoteName(orderBy.slice(1))} DESC` : quoteName(orderBy)
  return {
    // first by group and client, so that counting the clients needs no second look at the lines
    text: `${source.sql}
, por_cliente AS (
  SELECT ${clientSelect.join(', ')}
  FROM lineas${where(conditions)}
  GROUP BY ${[...groupColumns, clientColumn].join(', ')}
)
SELECT ${names}, coalesce(sum(lines), 0) AS lines, count(DISTINCT cliente) AS clients, ${totals.join(', ')}
FROM por_cliente
GROUP BY GROUPING SETS ((), (${names}))
ORDER BY grouping(${names}) DESC, ${measure}, ${names}
LIMIT ${bind(values, limit + 1)}`,
    values
  }
}

/** Each filter that was sent as a condition on its column (`dimensions`); the dates bound FECHA. */
function filterConditions (filters: Filters, values: Parameters): string[] {
  const conditions: string[] = []
  for (const name of dimensionNames) {
    const accepted = filters[name]
    if (accepted !== undefined) conditions.push(`${quoteName(dimensions[name])} = ANY(${bind(values, accepted)})`)
  }
  if (filters.from !== undefined) conditions.push(`${quoteName('FECHA')} >= ${bind(values, filters.from)}::date`)
  if (filters.to !== undefined) conditions.push(`${quoteName('FECHA')} < ${bind(values, filters.to)}::date + 1`)
  return conditions
}

/**
 * "Not before the cursor's line", in two parts: one that an index can use, over columns that are never
 * null, and one that is exact over all columns, nulls last as in ORDER BY.
 */
function seekConditions (cursor: LineCursor, seekColumns: number, values: Parameters): string[] {
  const placeholders = new Map<Column, string>()
  for (const [index, column] of columns.entries()) {
    const value = cursor.line[index]
    if (value !== null && value !== undefined) placeholders.set(column, bind(values, value))
  }
  const seek = order.slice(0, seekColumns).filter((column) => placeholders.has(column))
  const seekValues = seek.map((column) => placeholders.get(column))
  const index = `(${seek.map(quoteName).join(', ')}) >= (${seekValues.join(', ')})`
  const exact = order.reduceRight((rest, column) => {
    const name = quoteName(column)
    const placeholder = placeholders.get(column)
    if (placeholder === undefined) return `(${name} IS NULL AND ${rest})`
    return `(${name} > ${placeholder} OR ${name} IS NULL OR (${name} = ${placeholder} AND ${rest}))`
  }, 'true')
  return seek.length === seekColumns ? [index, exact] : [exact]
}

function where (conditions: string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
}

function bind (values: Parameters, value: unknown): string {
  values.push(value)
  return `$${values.length}`
}
