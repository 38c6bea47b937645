import { createRequire } from 'node:module'
import type { DuckDBConnection } from '@duckdb/node-api'
import { memoizeAsync } from '../../async/memoize.ts'
import { AppError, upstreamError } from '../../errors.ts'
import { createTable, filesOf, insertFiles } from './duckdb-table.ts'
import { withTenants, type QueryEngine, type Row } from './engine.ts'

/** It is a development dependency: an image has none. */
export function isDuckDBInstalled (): boolean {
  try {
    createRequire(import.meta.url).resolve('@duckdb/node-api')
    return true
  } catch {
    return false
  }
}

/** Trino spreads the fields of an array's rows over columns, DuckDB where it is told to; no other SQL differs. */
const unnest = /CROSS JOIN UNNEST\((\w+)\) AS (\w+) \(([^)]*)\)/g
const lateral = 'CROSS JOIN LATERAL (SELECT unnest($1, max_depth := 2)) AS $2 ($3)'

/**
 * The archive in a folder, through DuckDB. An object never changes once it is there, so each is read once and
 * kept in a table; what has come since is read before a query.
 */
export function createDuckDB (tenantFolder: (segment: string) => string): QueryEngine {
  const loadedFiles = new Map<string, ReadonlySet<string>>()
  let loading: Promise<void> = Promise.resolve()

  const open = memoizeAsync(async () => {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await createTable(connection)
    return { instance, connection }
  })
  open().catch(() => {}) // in time for the first query, which throws it

  /** Reads what a tenant's folder has more than the table. */
  async function load (connection: DuckDBConnection, segment: string, signal: AbortSignal): Promise<void> {
    const folder = tenantFolder(segment)
    const found = new Set(filesOf(folder))
    let loaded = loadedFiles.get(segment) ?? new Set()
    if ([...loaded].some((file) => !found.has(file))) {
      await connection.run('DELETE FROM compras_json WHERE tenant_id = $1', [segment])
      loaded = new Set()
      loadedFiles.set(segment, loaded)
    }
    const files = [...found].filter((file) => !loaded.has(file))
    if (files.length > 0) await insertFiles(connection, { segment, folder, files }, signal)
    loadedFiles.set(segment, found)
  }

  return {
    kind: 'embedded',
    async query ({ sql, tenants, parameters }, signal) {
      const { instance, connection } = await open()
      const text = withTenants(sql, tenants).replaceAll(unnest, lateral)
      const before = loading
      loading = before.catch(() => {}).then(async () => { // who asked before has thrown it
        for (const segment of tenants) await load(connection, segment, signal)
      })
      await loading.catch((error: unknown) => {
        signal.throwIfAborted()
        throw upstreamError('The archive could not be read.', error)
      })
      const own = await instance.connect()
      const stop = () => own.interrupt()
      signal.addEventListener('abort', stop, { once: true })
      try {
        const result = await own.runAndReadAll(text, [...parameters])
        return result.getRowObjects().map(toRow)
      } catch (error) {
        signal.throwIfAborted()
        throw error instanceof AppError ? error : upstreamError('The archive could not be queried.', error)
      } finally {
        signal.removeEventListener('abort', stop)
        own.closeSync()
      }
    },
    close: () => {
      open.loaded()?.then(({ connection, instance }) => {
        connection.closeSync()
        instance.closeSync()
      }, () => {})
    }
  }
}

function toRow (values: Record<string, unknown>): Row {
  const texts = Object.entries(values).map(([name, value]) => [name, value === null ? null : String(value)] as const)
  return Object.fromEntries(texts)
}
