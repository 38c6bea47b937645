import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AppError, upstreamError } from '../../errors.ts'
import { withTenants, type Engine, type Row } from './engine.ts'
import { catalogue, duckType } from './types.ts'

/** Files that are read before other work gets its turn, and those that DuckDB takes in at once. */
const slice = 250
const part = 3000

/** It is a development dependency: an image has none. */
export function isDuckDBInstalled (): boolean {
  try {
    createRequire(import.meta.url).resolve('@duckdb/node-api')
    return true
  } catch {
    return false
  }
}

/** DuckDB reads a number of JSON as a double, which holds fifteen digits: where one has more (six and the nine behind the point), all become texts. */
const long = /[:[,]-?(?:\d{7}|\d+\.\d{10}|[\d.]+[eE])/
const lexeme = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const exact = (document: string) => long.test(document) ? document.replaceAll(lexeme, (token) => token.startsWith('"') ? token : `"${token}"`) : document

/** Trino spreads the fields of an array's rows over columns, DuckDB where it is told to: the one place where the dialects part. */
const unnest = /CROSS JOIN UNNEST\((\w+)\) AS (\w+) \(([^)]*)\)/g

/**
 * The archive in a folder, through DuckDB. An object never changes once it is there, so each is read once and
 * kept in a table; what has come since is read before a query.
 */
export function createDuckDB (tenantFolder: (segment: string) => string): Engine {
  let opening: Promise<{ instance: DuckDBInstance, connection: DuckDBConnection }> | undefined
  const known = new Map<string, Set<string>>()
  let loading: Promise<void> = Promise.resolve()

  const opened = () => {
    opening ??= import('@duckdb/node-api').then(async ({ DuckDBInstance }) => {
      const instance = await DuckDBInstance.create(':memory:')
      const connection = await instance.connect()
      const columns = [...catalogue.partitions.map((name) => `${name} VARCHAR`), '"$path" VARCHAR', ...Object.entries(catalogue.columns).map(([name, type]) => `${name} ${duckType(type)}`)]
      await connection.run(`CREATE TABLE compras_json (${columns.join(', ')})`)
      return { instance, connection }
    })
    return opening
  }

  opened().catch(() => {}) // in time for the first query, which throws it

  /** Reads what a tenant's folder has more than the table. */
  async function load (connection: DuckDBConnection, segment: string, signal: AbortSignal): Promise<void> {
    const folder = tenantFolder(segment)
    const there = filesOf(folder)
    const before = known.get(segment) ?? new Set()
    const seen = new Set(there)
    if ([...before].some((file) => !seen.has(file))) {
      await connection.run('DELETE FROM compras_json WHERE tenant_id = $1', [segment])
      before.clear()
    }
    const files = there.filter((file) => !before.has(file))
    if (files.length > 0) await insert(connection, segment, folder, files, signal)
    known.set(segment, seen)
  }

  return {
    kind: 'embedded',
    async query ({ sql, tenants, parameters }, signal) {
      const { instance, connection } = await opened()
      const text = withTenants(sql, tenants).replaceAll(unnest, (_all, list: string, name: string, fields: string) => `CROSS JOIN LATERAL (SELECT unnest(${list}, max_depth := 2)) AS ${name} (${fields})`)
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
        return result.getRowObjects().map((row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])))
      } catch (error) {
        signal.throwIfAborted()
        throw error instanceof AppError ? error : upstreamError('The archive could not be queried.', error)
      } finally {
        signal.removeEventListener('abort', stop)
        own.closeSync()
      }
    },
    close: () => { opening?.then(({ connection, instance }) => { connection.closeSync(); instance.closeSync() }, () => {}) }
  }
}

/** Year, month, day and name, as the layout has them below a tenant. */
const levels = [/^\d{4}$/, /^\d{2}$/, /^\d{2}$/, /\.json$/]

/** The objects of a tenant as `2024/01/31/name.json`. Level by level: Node's own recursion asks for the type of every file. */
function filesOf (folder: string, [level, ...deeper] = levels, before = ''): string[] {
  const names = namesIn(folder).filter((name) => level?.test(name))
  if (deeper.length === 0) return names.map((name) => before + name)
  return names.flatMap((name) => filesOf(join(folder, name), deeper, `${before}${name}/`))
}

function namesIn (folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}

/** While DuckDB takes in one part, the next is read; all of it is there, or none. */
async function insert (connection: DuckDBConnection, segment: string, folder: string, files: string[], signal: AbortSignal): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'atalaya-archive-'))
  let taken: Promise<unknown> = connection.run('BEGIN')
  try {
    for (let start = 0; start < files.length; start += part) {
      const path = join(directory, `${start}.ndjson`)
      await writePart(path, segment, folder, files.slice(start, start + part), signal)
      await taken
      taken = connection.run(insertOf(path))
      taken.catch(() => {}) // thrown where it is waited for
    }
    await taken
    await connection.run('COMMIT')
  } catch (error) {
    await taken.catch(() => {}) // what is thrown is the first fault
    await connection.run('ROLLBACK')
    throw error
  } finally {
    await rm(directory, { recursive: true })
  }
}

async function writePart (path: string, segment: string, folder: string, files: string[], signal: AbortSignal): Promise<void> {
  const lines = await open(path, 'w')
  try {
    for (let start = 0; start < files.length; start += slice) {
      signal.throwIfAborted()
      const text = files.slice(start, start + slice).map((file) => {
        const [year, month, day] = file.split('/')
        const where = JSON.stringify({ tenant_id: segment, year, month, day, $path: `compras/${segment}/${file}` })
        return `${where.slice(0, -1)},"doc":${exact(readFileSync(join(folder, file), 'utf8').trim())}}\n`
      })
      await lines.write(text.join(''))
      await breathe()
    }
  } finally {
    await lines.close()
  }
}

function insertOf (path: string): string {
  const partitions = [...catalogue.partitions, '$path']
  const stored = Object.entries(catalogue.columns)
  const columns = [...partitions.map((name) => `"${name}": 'VARCHAR'`), `"doc": 'STRUCT(${stored.map(([name, type]) => `${name} ${duckType(type, true)}`).join(', ')})'`]
  const fields = stored.map(([name, type]) => `TRY_CAST(doc.${name} AS ${duckType(type)})`)
  return `INSERT INTO compras_json SELECT ${partitions.map((name) => `"${name}"`).join(', ')}, ${fields.join(', ')} FROM read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited', ignore_errors = true, maximum_object_size = 67108864, columns = {${columns.join(', ')}}) WHERE doc.compra_id IS NOT NULL AND "$path" IS NOT NULL`
}
