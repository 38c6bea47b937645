import type { Column, Table } from './catalogue.ts'

/** A row of relations.sql. */
export interface RelationRow {
  schema: string
  name: string
  kind: string
  is_partition: boolean
  /** Whether the login may use its schema. */
  usable: boolean
  rows: number
  comment: string | null
  columns: (Omit<Column, 'values'> & { readable: boolean, labels: string[] | null })[] | null
}

/** A row of keys.sql. */
export interface KeyRow {
  kind: 'p' | 'u' | 'f'
  schema: string
  name: string
  columns: string[]
  other_schema: string | null
  other_name: string | null
  other_columns: string[] | null
}

/** A row of values.sql. */
export interface ValuesRow {
  schema: string
  name: string
  column: string
  distinct_values: number
  values: string[]
}

const maxValues = 60

/** Whether the statistics hold every value that the column has. */
export function isClosed ({ distinct_values: distinct, values }: ValuesRow): boolean {
  return values.length <= maxValues && distinct > 0 && distinct <= values.length
}

/** A relation as a table, without its keys; `valuesOf` has the values of columns, each under `schema.table.column`. */
export function toTable (row: RelationRow, valuesOf: ReadonlyMap<string, string[]>): Table {
  const columns = row.columns ?? []
  return {
    schema: row.schema,
    name: row.name,
    kind: row.kind === 'v' || row.kind === 'm' ? 'view' : 'table',
    isPartition: row.is_partition,
    rows: row.rows,
    comment: row.comment,
    columns: columns.filter(({ readable }) => readable).map(({ readable: _readable, labels, ...column }) => ({
      ...column,
      values: labels ?? valuesOf.get(`${row.schema}.${row.name}.${column.name}`) ?? null
    })),
    hidden: columns.filter(({ readable }) => !readable).map(({ name }) => name),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: []
  }
}

/** Adds a key to its table; one that leads to what may not be read is left out. */
export function addKey (tables: ReadonlyMap<string, Table>, key: KeyRow): void {
  const table = tables.get(`${key.schema}.${key.name}`)
  if (table === undefined) return
  if (key.kind === 'p') table.primaryKey = key.columns
  if (key.kind === 'u') table.uniqueKeys.push(key.columns)
  if (key.kind === 'f') {
    const other = tables.get(`${key.other_schema}.${key.other_name}`)
    if (other === undefined || key.other_columns === null) return
    table.foreignKeys.push({ columns: key.columns, table: other, otherColumns: key.other_columns })
  }
}
