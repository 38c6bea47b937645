import type { Database } from '../../postgres/database.ts'
import { statementFile } from '../../postgres/statement-file.ts'
import { allowedFunctions, type FunctionRow } from '../guard/functions.ts'
import type { Catalogue } from './catalogue.ts'
import { addKey, isClosed, toTable, type KeyRow, type RelationRow, type ValuesRow } from './tables.ts'

export interface CatalogueOptions {
  /** Only these schemas; null: every one that the login may use. */
  schemas: string[] | null
  /** Functions outside the system's schema that may be called, as `name` or `schema.name`. */
  functions: string[]
}

interface NameRow {
  what: 'type' | 'operator' | 'catalog operator'
  schema: string
  name: string
  /** The kind of a type; of an operator the function behind it, as `schema.name`. */
  detail: string
}

const relationsStatement = statementFile(new URL('./relations.sql', import.meta.url))
const keysStatement = statementFile(new URL('./keys.sql', import.meta.url))
const valuesStatement = statementFile(new URL('./values.sql', import.meta.url))
const functionsStatement = statementFile(new URL('./functions.sql', import.meta.url))
const namesStatement = statementFile(new URL('./types-and-operators.sql', import.meta.url))
const fingerprintStatement = statementFile(new URL('./fingerprint.sql', import.meta.url))

/** The product's own schema: its examples and conversations are nobody's to ask about. */
const ownSchema = 'atalaya'
const ownTables = /^atalaya_/

/** A hash that changes with everything that a catalogue holds. Errors: the database's. */
export async function readFingerprint (database: Database): Promise<string> {
  const { rows } = await database.query<{ fingerprint: string }>({ text: fingerprintStatement() }, { resend: true })
  return rows[0]?.fingerprint ?? ''
}

/** Reads what the login may ask about. Errors: the database's. */
export async function readCatalogue (database: Database, options: CatalogueOptions): Promise<Catalogue> {
  const read = async <R extends object>(text: string, values: unknown[] = []) => {
    const { rows } = await database.query<R>({ text, values }, { resend: true })
    return rows
  }
  const [fingerprint, relations, keys, functions, names] = await Promise.all([
    readFingerprint(database),
    read<RelationRow>(relationsStatement()),
    read<KeyRow>(keysStatement()),
    read<FunctionRow>(functionsStatement()),
    read<NameRow>(namesStatement())
  ])
  const schemas = schemasOf(relations, options.schemas)
  const values = await read<ValuesRow>(valuesStatement(), [schemas])
  return {
    fingerprint,
    schemas,
    ...tablesOf(relations, keys, values, schemas),
    ...functionsOf(functions, options.functions),
    types: typesOf(names, schemas),
    operators: operatorsOf(names)
  }
}

function schemasOf (relations: RelationRow[], wanted: string[] | null): string[] {
  if (wanted !== null) return wanted
  const usable = new Set(relations.filter(({ usable }) => usable).map(({ schema }) => schema))
  usable.delete(ownSchema)
  return [...usable].sort((a, b) => Number(b === 'public') - Number(a === 'public') || a.localeCompare(b))
}

function tablesOf (
  relations: RelationRow[], keys: KeyRow[], values: ValuesRow[], schemas: string[]
): Pick<Catalogue, 'tables' | 'unreadable'> {
  const valuesOf = new Map(values.filter(isClosed).map((row) => (
    [`${row.schema}.${row.name}.${row.column}`, row.values]
  )))
  const tables: Catalogue['tables'] = new Map()
  const unreadable: Catalogue['unreadable'] = new Set()
  for (const row of relations) {
    const table = toTable(row, valuesOf)
    const key = `${row.schema}.${row.name}`
    const isReadable = row.usable && table.columns.length > 0 && schemas.includes(row.schema)
    if (isReadable && !ownTables.test(row.name)) tables.set(key, table)
    else unreadable.add(key)
  }
  for (const key of keys) addKey(tables, key)
  return { tables, unreadable }
}

function functionsOf (
  rows: FunctionRow[], named: string[]
): Pick<Catalogue, 'functions' | 'functionNames' | 'volatileFunctions' | 'functionResults'> {
  const fullName = ({ schema, name }: FunctionRow) => schema === 'pg_catalog' ? name : `${schema}.${name}`
  const withResults = rows.filter(({ results }) => results !== null)
  return {
    functions: allowedFunctions(rows, named),
    functionNames: new Set(rows.map(({ name }) => name)),
    volatileFunctions: new Set(rows.filter(({ pure }) => !pure).map(fullName)),
    functionResults: new Map(withResults.map(({ name, results }) => [name, results ?? []]))
  }
}

function typesOf (names: NameRow[], schemas: string[]): Set<string> {
  const mayName = new Set(['pg_catalog', ...schemas])
  const types = names.filter(({ what, schema, name }) => (
    what === 'type' && mayName.has(schema) && isPlainType(schema, name)
  ))
  return new Set(types.map(({ schema, name }) => `${schema}.${name}`))
}

const serverTypes = /^_?(reg|oid|xid|cid|tid$|pg_|int2vector|gtsvector|refcursor|aclitem|txid|xml$)/

/** Types whose values say nothing of the server: no name lookups (reg*), row and transaction ids, or node trees. */
function isPlainType (schema: string, name: string): boolean {
  return schema !== 'pg_catalog' || !serverTypes.test(name)
}

function operatorsOf (names: NameRow[]): Catalogue['operators'] {
  const others = new Map<string, string[]>()
  for (const { what, name, detail } of names) {
    if (what === 'operator') others.set(name, [...others.get(name) ?? [], detail])
  }
  const system = names.filter(({ what }) => what === 'catalog operator').map(({ name }) => name)
  return { system: new Set(system), others }
}
