import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../src/postgres/embedded/server.ts'
import { demo } from '../src/postgres/demo.ts'
import { migrateAll } from '../src/postgres/migrate.ts'
import type { Config } from '../src/config/config.ts'
import { environmentSchema } from '../src/config/environment.ts'
import { databaseSettings } from '../src/config/databases.ts'
import { Value } from 'typebox/value'

const sqlFolders = [
  'src/postgres/migrations/car-events',
  'src/postgres/migrations/ask',
  'src/postgres/demo/sales',
  'src/postgres/demo/concerts'
]

/** Where the logs and the secrets of this test run are noted. */
export const runFolder = join(process.cwd(), '.tap', 'atalaya')

/** Settings that trade safety for speed; a test of durability does without. */
export const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' }

export const quiet = { warn: () => {}, debug: () => {} }

/**
 * A data folder that tests copy in place of creating a cluster each: database `plain` has the product's
 * tables, `demo` the demo's too. It is made once for each state of the SQL files.
 */
export function templateFolder (): string {
  const hash = createHash('sha256')
  for (const folder of sqlFolders) {
    for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return join(tmpdir(), `atalaya-test-${hash.digest('hex').slice(0, 16)}-${process.getuid?.() ?? 0}`)
}

export function settingsOf (url: string): Config['databases'] {
  const variables = Value.Parse(environmentSchema, Value.Default(environmentSchema, { DATABASE_URL: url }))
  return {
    sales: databaseSettings('sales', variables),
    events: databaseSettings('events', variables),
    warehouse: databaseSettings('warehouse', variables),
    ask: databaseSettings('ask', variables)
  }
}

export async function makeTemplate (): Promise<void> {
  const target = templateFolder()
  if (existsSync(target)) return
  const staging = mkdtempSync(`${target}-`)
  chmodSync(staging, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: staging, log: quiet, settings: fastSettings })
  const { user, password, host, port } = server
  const urlOf = (database: string) => `postgres://${user}:${password}@${host}:${port}/${database}`
  const admin = new pg.Client({ connectionString: urlOf('postgres') })
  await admin.connect()
  for (const database of ['plain', 'demo']) await admin.query(`CREATE DATABASE ${database}`)
  await admin.end()
  await migrateAll(settingsOf(urlOf('plain')))
  await migrateAll(settingsOf(urlOf('demo')), { demo })
  await server.stop()
  try {
    renameSync(staging, target)
  } catch (error) {
    rmSync(staging, { recursive: true })
    if (!existsSync(target)) throw error
  }
}

export function cleanRunFolder (): void {
  rmSync(runFolder, { recursive: true, force: true })
  for (const folder of ['logs', 'secrets']) mkdirSync(join(runFolder, folder), { recursive: true })
}
