import type { Database } from '../../postgres/database.ts'
import { allowedFunctions, type FunctionRow } from '../guard/functions.ts'
import { statementFile } from '../../postgres/statement-file.ts'

export interface Column {
  name: string
  /** As PostgreSQL writes it: `numeric(12,2)`. */
  type: string
  /** pg_type.typcategory: N number, S text, D date or time, B boolean, E enum, T interval, A array, C composite, U user-defined (json too). */
  category: string
  notNull: boolean
  comment: string | null
  /** The fields of a composite type; null for every other. */
  attributes: string[] | null
  /** Values that a text column often has, or an enum's labels; null where they are not known or are too many. */
  values: string[] | null
}

export interface ForeignKey {
  columns: string[]
  table: Table
  otherColumns: string[]
}

export interface Table {
  schema: string
  name: string
  kind: 'table' | 'view'
  isPartition: boolean
  /** The planner's estimate. */
  rows: number
  comment: string | null
  columns: Column[]
  /** Columns that are there and that the login may not read. */
  hidden: string[]
  primaryKey: string[]
  uniqueKeys: string[][]
  foreignKeys: ForeignKey[]
}

export interface Catalogue {
  fingerprint: string
  /** The schemas that may be read, in the order in which names without one are looked up. */
  schemas: string[]
  /** What may be read, each under `schema.name`. */
  tables: Map<string, Table>
  /** What is there besides, and may not. */
  unreadable: Set<string>
  /** Names that a query may call, as `name` for the system's and `schema.name` for others. */
  functions: Set<string>
  /** The name of every function there is. */
  functionNames: Set<string>
  /** Functions that a plan may not show, of views either: those that do more than compute, as `name` or `schema.name`. */
  volatileFunctions: Set<string>
  /** The columns that a function gives, where it gives several, by its name. */
  functionResults: Map<string, string[]>
  /** Types that a query may cast to, as `schema.name`. */
  types: Set<string>
  operators: { system: Set<string>, others: Map<string, string[]> }
}

export interface CatalogueOptions {
  /** Only these schemas; null: every one that the login may use. */
  schemas: string[] | null
  /** Functions outside the system's schema that may be called, as `name` or `schema.name`. */
  functions: string[]
}

interface RelationRow {
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

interface KeyRow { kind: 'p' | 'u' | 'f', schema: string, name: string, columns: string[], other_schema: string | null, other_name: string | null, other_columns: string[] | null }

const relationsStatement = statementFile(new URL('./relations.sql', import.meta.url))
const keysStatement = statementFile(new URL('./keys.sql', import.meta.url))
const valuesStatement = statementFile(new URL('./values.sql', import.meta.url))
const functionsStatement = statementFile(new URL('./functions.sql', import.meta.url))
const namesStatement = statementFile(new URL('./types-and-operators.sql', import.meta.url))
const fingerprintStatement = statementFile(new URL('./fingerprint.sql', import.meta.url))
const mostValues = 60

/** The product's own schema: its examples and conversations are nobody's to ask about. */
const ownSchema = 'atalaya'
const ownTables = /^atalaya_/

export async function readFingerprint (database: Database): Promise<string> {
  const { rows } = await database.query<{ fingerprint: string }>({ text: fingerprintStatement() }, { resend: true })
  return rows[0]?.fingerprint ?? ''
}

/** Reads what the login may ask about. Errors: the database's. */
export async function readCatalogue (database: Database, options: CatalogueOptions): Promise<Catalogue> {
  const all = async <R extends object>(text: string, values: unknown[] = []) => (await database.query<R>({ text, values }, { resend: true })).rows
  const [fingerprint, relations, keys, functions, names] = await Promise.all([
    readFingerprint(database), all<RelationRow>(relationsStatement()), all<KeyRow>(keysStatement()), all<FunctionRow>(functionsStatement()),
    all<{ what: string, schema: string, name: string, detail: string }>(namesStatement())
  ])
  const schemas = schemasOf(relations, options.schemas)
  const values = await all<{ schema: string, name: string, column: string, distinct_values: number, values: string[] }>(valuesStatement(), [schemas])
  const valuesOf = new Map(values.filter((row) => isClosed(row)).map((row) => [`${row.schema}.${row.name}.${row.column}`, row.values]))
  const tables = new Map<string, Table>()
  const unreadable = new Set<string>()
  for (const row of relations) {
    const table = tableOf(row, valuesOf)
    const key = `${row.schema}.${row.name}`
    if (row.usable && table.columns.length > 0 && schemas.includes(row.schema) && !ownTables.test(row.name)) tables.set(key, table)
    else unreadable.add(key)
  }
  for (const key of keys) addKey(tables, key)
  const mayName = new Set(['pg_catalog', ...schemas])
  const operators = names.filter(({ what }) => what === 'operator')
  return {
    fingerprint,
    schemas,
    tables,
    unreadable,
    functions: allowedFunctions(functions, options.functions),
    functionNames: new Set(functions.map(({ name }) => name)),
    volatileFunctions: new Set(functions.filter(({ pure }) => !pure).map(({ schema, name }) => schema === 'pg_catalog' ? name : `${schema}.${name}`)),
    functionResults: new Map(functions.filter(({ results }) => results !== null).map(({ name, results }) => [name, results ?? []])),
    types: new Set(names.filter(({ what, schema, name }) => what === 'type' && mayName.has(schema) && isPlainType(schema, name)).map(({ schema, name }) => `${schema}.${name}`)),
    operators: {
      system: new Set(names.filter(({ what }) => what === 'catalog operator').map(({ name }) => name)),
      others: new Map(operators.map(({ name }) => [name, operators.filter((other) => other.name === name).map(({ detail }) => detail)]))
    }
  }
}

function schemasOf (relations: RelationRow[], wanted: string[] | null): string[] {
  const there = [...new Set(relations.filter(({ usable }) => usable).map(({ schema }) => schema))].filter((schema) => schema !== ownSchema)
  if (wanted !== null) return wanted
  return there.sort((a, b) => Number(b === 'public') - Number(a === 'public') || a.localeCompare(b))
}

/** Whether the statistics hold every value that the column has. */
function isClosed ({ distinct_values: distinct, values }: { distinct_values: number, values: string[] }): boolean {
  return values.length <= mostValues && distinct > 0 && distinct <= values.length
}

function tableOf (row: RelationRow, valuesOf: Map<string, string[]>): Table {
  const columns = row.columns ?? []
  return {
    schema: row.schema,
    name: row.name,
    kind: row.kind === 'v' || row.kind === 'm' ? 'view' : 'table',
    isPartition: row.is_partition,
    rows: row.rows,
    comment: row.comment,
    columns: columns.filter(({ readable }) => readable).map(({ readable: _readable, labels, ...column }) => ({
      ...column, values: labels ?? valuesOf.get(`${row.schema}.${row.name}.${column.name}`) ?? null
    })),
    hidden: columns.filter(({ readable }) => !readable).map(({ name }) => name),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: []
  }
}

function addKey (tables: Map<string, Table>, { kind, schema, name, columns, other_schema: otherSchema, other_name: otherName, other_columns: otherColumns }: KeyRow): void {
  const table = tables.get(`${schema}.${name}`)
  if (table === undefined) return
  if (kind === 'p') table.primaryKey = columns
  else if (kind === 'u') table.uniqueKeys.push(columns)
  else {
    const other = tables.get(`${otherSchema}.${otherName}`)
    if (other !== undefined && otherColumns !== null) table.foreignKeys.push({ columns, table: other, otherColumns })
  }
}

/** Types whose values say nothing of the server: no name lookups (reg*), row and transaction ids, or node trees. */
function isPlainType (schema: string, name: string): boolean {
  return schema !== 'pg_catalog' || !/^_?(reg|oid|xid|cid|tid$|pg_|int2vector|gtsvector|refcursor|aclitem|txid|xml$)/.test(name)
}
