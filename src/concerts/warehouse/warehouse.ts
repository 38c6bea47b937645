export type Value = string | number | boolean | null
export type Row = Record<string, Value>

export interface WarehouseStatement {
  /** SQL that Redshift and PostgreSQL both know; values stand in it as `:name`, each within a CAST. */
  sql: string
  /** A value for each name; none may be an empty text, which Redshift's API does not take. */
  parameters: Record<string, string | number>
}

/** The concert warehouse: one statement at a time, read-only. */
export interface Warehouse {
  kind: 'redshift' | 'embedded'
  /**
   * Every row, numbers as numbers and dates as text. The statement is cancelled when `signal` aborts. Errors:
   * `upstream_error` (it failed), `upstream_timeout` (out of time or aborted), `service_unavailable`.
   */
  query<R extends Row> (statement: WarehouseStatement, signal: AbortSignal): Promise<R[]>
  close (): Promise<void>
}

/** Matches what is no parameter too (texts, comments, casts), so that a colon in there is left alone. */
const lexeme = /'(?:[^']|'')*'|--[^\n]*|::|:([a-z_][a-z0-9_]*)/g

/** The names of the parameters of a statement, each once, in their order. */
export function parametersOf (sql: string): string[] {
  return [...new Set([...sql.matchAll(lexeme)].map(([, name]) => name).filter((name) => name !== undefined))]
}

/** The statement with `$1`, `$2` … in place of its parameters. */
export function toPositional (sql: string, names: readonly string[]): string {
  return sql.replaceAll(lexeme, (text, name: string | undefined) => {
    return name === undefined ? text : `$${names.indexOf(name) + 1}`
  })
}

/** The value of a parameter as text. Throws an Error where there is none. */
export function valueOf (parameters: WarehouseStatement['parameters'], name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw new Error(`The statement's parameter ${name} has no value`)
  return String(value)
}
