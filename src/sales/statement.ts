import type { Statement } from '../postgres/database.ts'
import { columns, dimensions, quote, sums, type Column, type Dimension } from './columns.ts'
import type { LineCursor } from './cursor.ts'
import type { Filters, GroupName } from './schema.ts'

/** The `WITH` list that ends in `lineas`, and by how many leading columns of the order an index can find a page in it. */
export interface LinesSource {
  sql: string
  /** All leading columns for the shipped query, where none is ever null; for a user's own only the date, see `undated`. */
  seekColumns: number
}

/** The order of pages: first the columns of the shipped table's index, then every other, so that it is total. */
const leading: Column[] = ['FECHA', 'COMPAÑIA', 'PREFIJO_PARTIDA_CONTABLE', 'NUMERO_DE_PARTIDA', 'FACTURA', 'CODIGO_DE_ARTICULO']
const order: Column[] = [...leading, ...columns.filter((column) => !leading.includes(column))]
export const shippedSeekColumns = leading.length

const list = columns.map(quote).join(', ')
const orderBy = order.map(quote).join(', ')

type Parameters = unknown[]

export interface PageOptions {
  limit: number | null
  cursor: LineCursor | null
  /** Only the lines without a date, which come after all others; a seek by date does not see them. */
  undated?: boolean
}

/** The lines that fit the filters, from the cursor on, in the order of pages. */
export function linesStatement (source: LinesSource, filters: Filters, { limit, cursor, undated = false }: PageOptions): Statement {
  const values: Parameters = []
  const conditions = filterConditions(filters, values)
  if (undated) conditions.push(`${quote('FECHA')} IS NULL`)
  let skip = ''
  if (cursor !== null) {
    conditions.push(...seekConditions(cursor, source.seekColumns, values))
    skip = ` OFFSET ${bind(values, cursor.sent)}`
  }
  const bound = limit === null ? '' : ` LIMIT ${bind(values, limit)}`
  return { text: `${source.sql}\nSELECT ${list} FROM lineas${where(conditions)} ORDER BY ${orderBy}${bound}${skip}`, values }
}

/** The sums by group, the total over all lines in front of the groups. */
export function summaryStatement (source: LinesSource, filters: Filters, groups: GroupName[], orderByMeasure: string, limit: number): Statement {
  const values: Parameters = []
  const conditions = filterConditions(filters, values)
  const names = groups.map(quote).join(', ')
  const inner = groups.map((name) => `${quote(dimensions[name])} AS ${quote(name)}`)
  const parts = Object.entries(sums).map(([name, column]) => `sum(${quote(column)}) AS ${name}`)
  const totals = Object.keys(sums).map((name) => `coalesce(sum(${name}), 0) AS ${name}`)
  const measure = orderByMeasure.startsWith('-') ? `${quote(orderByMeasure.slice(1))} DESC` : quote(orderByMeasure)
  return {
    // first by group and client, so that counting the clients needs no second look at the lines
    text: `${source.sql}
, por_cliente AS (
  SELECT ${[...inner, `${quote(dimensions.client)} AS cliente`, 'count(*) AS lines', ...parts].join(', ')}
  FROM lineas${where(conditions)}
  GROUP BY ${[...groups.map((name) => quote(dimensions[name])), quote(dimensions.client)].join(', ')}
)
SELECT ${names}, coalesce(sum(lines), 0) AS lines, count(DISTINCT cliente) AS clients, ${totals.join(', ')}
FROM por_cliente
GROUP BY GROUPING SETS ((), (${names}))
ORDER BY grouping(${names}) DESC, ${measure}, ${names}
LIMIT ${bind(values, limit)}`,
    values
  }
}

function filterConditions (filters: Filters, values: Parameters): string[] {
  const conditions: string[] = []
  for (const name of Object.keys(dimensions) as Dimension[]) {
    const wanted = filters[name]
    if (wanted !== undefined) conditions.push(`${quote(dimensions[name])} = ANY(${bind(values, wanted)})`)
  }
  if (filters.from !== undefined) conditions.push(`${quote('FECHA')} >= ${bind(values, filters.from)}::date`)
  if (filters.to !== undefined) conditions.push(`${quote('FECHA')} < ${bind(values, filters.to)}::date + 1`)
  return conditions
}

/**
 * "Not before the cursor's line", in two parts: one that an index can use, over columns that are never
 * null, and one that is exact over all columns, nulls last as in ORDER BY.
 */
function seekConditions (cursor: LineCursor, seekColumns: number, values: Parameters): string[] {
  const places = new Map<Column, string>()
  for (const [index, column] of columns.entries()) {
    const value = cursor.line[index]
    if (value !== null && value !== undefined) places.set(column, bind(values, value))
  }
  const seek = order.slice(0, seekColumns).filter((column) => places.has(column))
  const index = `(${seek.map(quote).join(', ')}) >= (${seek.map((column) => places.get(column)).join(', ')})`
  const exact = order.reduceRight((rest, column) => {
    const [name, place] = [quote(column), places.get(column)]
    if (place === undefined) return `(${name} IS NULL AND ${rest})`
    return `(${name} > ${place} OR ${name} IS NULL OR (${name} = ${place} AND ${rest}))`
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
