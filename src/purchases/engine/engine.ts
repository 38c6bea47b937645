/** Every value as text, exact to the last digit; null where there is none. */
export type Row = Record<string, string | null>

export interface ArchiveQuery {
  /** SQL for `compras_json` that Athena and DuckDB both know, its parameters as `?`. */
  sql: string
  /** The segments of the tenants that it is about: at least one. */
  tenants: readonly string[]
  parameters: readonly string[]
}

/** What runs queries over the archive's objects. */
export interface QueryEngine {
  kind: 'athena' | 'embedded'
  /**
   * Every row. The query is stopped when `signal` aborts. Errors: `upstream_error` (it failed), `upstream_timeout`,
   * `service_unavailable`.
   */
  query (query: ArchiveQuery, signal: AbortSignal): Promise<Row[]>
  close (): void
}

/**
 * The condition on the partition key, which stands in a query with an example in it, since it must be made of literals
 * (Amazon Athena user guide, "Dynamic ID partitioning": an injected projection).
 */
const example = "tenant_id IN ('acme')"

/** A query about the tenants with these segments. Throws an Error where there is none, or one that is no segment. */
export function withTenants (sql: string, tenants: readonly string[]): string {
  if (tenants.length === 0 || !sql.includes(example)) throw new Error('a query over the archive names its tenants')
  if (tenants.some((segment) => !/^[\w.~%-]+$/.test(segment))) throw new Error('a tenant is named by its segment')
  return sql.replaceAll(example, `tenant_id IN (${tenants.map((segment) => `'${segment}'`).join(', ')})`)
}
