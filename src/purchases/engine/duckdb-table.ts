import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import catalogue from '../catalogue.json' with { type: 'json' }
import { toDuckType } from './duckdb-types.ts'

/** Files that are read before other work gets its turn. */
const readChunk = 250
/** Files that DuckDB takes in at once. */
const insertChunk = 3000

/** Objects of a tenant, whose segment is `segment`, as paths below `folder`. */
export interface TenantFiles {
  segment: string
  folder: string
  files: string[]
}

/** Makes the empty table that holds the archive. */
export async function createTable (connection: DuckDBConnection): Promise<void> {
  const columns = [
    ...catalogue.partitions.map((name) => `${name} VARCHAR`),
    '"$path" VARCHAR',
    ...Object.entries(catalogue.columns).map(([name, type]) => `${name} ${toDuckType(type)}`)
  ]
  await connection.run(`CREATE TABLE compras_json (${columns.join(', ')})`)
}

/** Year, month, day and name, as the layout has them below a tenant. */
const levels = [/^\d{4}$/, /^\d{2}$/, /^\d{2}$/, /\.json$/]

/**
 * The objects in a tenant's folder as `2024/01/31/name.json`; none where there is no folder. It goes level by level,
 * since Node's own recursion asks for the type of every file.
 */
export function filesOf (folder: string, [level, ...deeper] = levels, before = ''): string[] {
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

/**
 * Puts files into the table, all of them or none. While DuckDB takes in one chunk, the next is read. Throws the first
 * fault, or the signal's reason.
 */
export async function insertFiles (
  connection: DuckDBConnection, tenant: TenantFiles, signal: AbortSignal
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'atalaya-archive-'))
  let inserted: Promise<unknown> = connection.run('BEGIN')
  try {
    for (let start = 0; start < tenant.files.length; start += insertChunk) {
      const path = join(directory, `${start}.ndjson`)
      await writeLines(path, { ...tenant, files: tenant.files.slice(start, start + insertChunk) }, signal)
      await inserted
      inserted = connection.run(insertStatement(path))
      inserted.catch(() => {}) // thrown where it is waited for
    }
    await inserted
    await connection.run('COMMIT')
  } catch (error) {
    await inserted.catch(() => {}) // what is thrown is the first fault
    await connection.run('ROLLBACK')
    throw error
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Writes a line for each object: its place in the archive and its document. */
async function writeLines (path: string, { segment, folder, files }: TenantFiles, signal: AbortSignal): Promise<void> {
  const lines = await open(path, 'w')
  try {
    for (let start = 0; start < files.length; start += readChunk) {
      signal.throwIfAborted()
      const text = files.slice(start, start + readChunk).map((file) => {
        const [year, month, day] = file.split('/')
        const place = { tenant_id: segment, year, month, day, $path: `compras/${segment}/${file}` }
        const document = keepDigits(readFileSync(join(folder, file), 'utf8').trim())
        return `${JSON.stringify(place).slice(0, -1)},"doc":${document}}\n`
      })
      await lines.write(text.join(''))
      await yieldToEventLoop()
    }
  } finally {
    await lines.close()
  }
}

/** A number with more than fifteen digits: six before the point and nine behind it. */
const longNumber = /[:[,]-?(?:\d{7}|\d+\.\d{10}|[\d.]+[eE])/
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** DuckDB reads a number of JSON as a double, which holds fifteen digits: where one has more, all become texts. */
function keepDigits (document: string): string {
  if (!longNumber.test(document)) return document
  return document.replaceAll(stringOrNumber, (token) => token.startsWith('"') ? token : `"${token}"`)
}

function insertStatement (path: string): string {
  const partitions = [...catalogue.partitions, '$path']
  const stored = Object.entries(catalogue.columns)
  const document = stored.map(([name, type]) => `${name} ${toDuckType(type, true)}`).join(', ')
  const columns = [...partitions.map((name) => `"${name}": 'VARCHAR'`), `"doc": 'STRUCT(${document})'`].join(', ')
  const selected = [
    ...partitions.map((name) => `"${name}"`),
    ...stored.map(([name, type]) => `TRY_CAST(doc.${name} AS ${toDuckType(type)})`)
  ]
  return `
    INSERT INTO compras_json SELECT ${selected.join(', ')}
    FROM read_json('${path.replaceAll("'", "''")}',
      format = 'newline_delimited', ignore_errors = true, maximum_object_size = 67108864, columns = {${columns}})
    WHERE doc.compra_id IS NOT NULL AND "$path" IS NOT NULL`
}
