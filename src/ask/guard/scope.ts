import type { Table } from '../catalogue/catalogue.ts'

/** The names of columns; null where they are not known, as for a function's. */
export type ColumnNames = Set<string> | null

/** Something that a FROM clause brings: a relation, a subquery, a function, a join under a name of its own. */
export interface Source {
  alias: string
  /** The schema of a relation that stands under its own name. */
  schema: string | null
  columns: ColumnNames
  /** Columns that are there and may not be read. */
  hidden: Set<string>
  table: Table | null
}

/** What names mean at one place of a query: its own sources, then those of the query around it. */
export interface Scope {
  sources: Source[]
  around: Scope | null
  ctes: Ctes
}

/** WITH lists: the columns of each query; then those of the query around. */
export interface Ctes {
  names: Map<string, ColumnNames>
  around: Ctes | null
}

/** The columns of a WITH query; undefined where there is none of this name. */
export function cteNamed (ctes: Ctes | null, name: string): ColumnNames | undefined {
  for (let level = ctes; level !== null; level = level.around) {
    if (level.names.has(name)) return level.names.get(name)
  }
  return undefined
}

/** The source that a qualifier means: the innermost of this alias, and of this schema where one is given. */
export function sourceNamed (scope: Scope | null, alias: string, schema: string | null = null): Source | undefined {
  for (let level = scope; level !== null; level = level.around) {
    const found = level.sources.find((source) => (
      source.alias === alias && (schema === null || source.schema === schema)
    ))
    if (found !== undefined) return found
  }
  return undefined
}

/** Every source that a plain column name could be of, the innermost first. */
export function * sourcesFrom (scope: Scope | null): Generator<Source> {
  for (let level = scope; level !== null; level = level.around) yield * level.sources
}
