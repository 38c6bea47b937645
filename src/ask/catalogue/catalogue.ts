export interface Column {
  name: string
  /** As PostgreSQL writes it: `numeric(12,2)`. */
  type: string
  /**
   * pg_type.typcategory: N number, S text, D date or time, B boolean, E enum, T interval, A array, C composite, U
   * user-defined (json too).
   */
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
  /**
   * Functions that a plan may not show, of views either: those that do more than compute, as `name` or `schema.name`.
   */
  volatileFunctions: Set<string>
  /** The columns that a function gives, where it gives several, by its name. */
  functionResults: Map<string, string[]>
  /** Types that a query may cast to, as `schema.name`. */
  types: Set<string>
  operators: { system: Set<string>, others: Map<string, string[]> }
}
