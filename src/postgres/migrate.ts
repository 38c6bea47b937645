import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import Postgrator from 'postgrator'
import { createLogin } from './login.ts'
import type { DatabaseSettings } from './settings.ts'

/** The product's own tables, and the demo's: each set is a folder of numbered SQL files. */
const sets = [
  { set: 'migrations/car-events', database: 'events', isDemo: false },
  { set: 'demo/sales', database: 'sales', isDemo: true },
  { set: 'demo/concerts', database: 'warehouse', isDemo: true }
] as const

export type MigrationSet = typeof sets[number]['set']

export interface AppliedMigration {
  set: MigrationSet
  name: string
}

/** Migrates every database that is configured: the product's own tables, with `demo` the demo's tables and data too. */
export async function migrateAll (databases: Partial<Record<'sales' | 'events' | 'warehouse', DatabaseSettings | null>>, { demo }: { demo: boolean }): Promise<AppliedMigration[]> {
  const applied: AppliedMigration[] = []
  for (const { database, set, isDemo } of sets) {
    const settings = databases[database] ?? null
    if (settings !== null && (demo || !isDemo)) applied.push(...await migrate(settings, set))
  }
  return applied
}

/** Any number that only Atalaya's migrations use: two runs at once take turns. */
const lockKey = 5_250_118_017

/**
 * Brings one set of SQL files up to date in one database, in a single transaction, and answers what was
 * applied (nothing on a second run). Throws pg's error when a statement fails; then nothing is changed.
 */
export async function migrate (settings: DatabaseSettings, set: MigrationSet): Promise<AppliedMigration[]> {
  return withClient(settings, async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    const postgrator = new Postgrator({
      driver: 'pg',
      migrationPattern: `${fileURLToPath(new URL(`./${set}/`, import.meta.url))}*.sql`,
      schemaTable: `atalaya_${set.replaceAll(/\W/g, '_')}`,
      execQuery: (sql) => client.query(sql),
      execSqlScript: async (sql) => { await client.query(sql) }
    })
    const applied = await postgrator.migrate()
    await client.query('COMMIT')
    return applied.map(({ name, version }) => ({ set, name: `${version} ${name}` }))
  })
}

/** Moves the concert demo's dates, so that what is scheduled there is still to come. */
export async function refreshConcerts (settings: DatabaseSettings): Promise<void> {
  const sql = await readFile(new URL('./demo/refresh-concerts.sql', import.meta.url), 'utf8')
  await withClient(settings, (client) => client.query(sql))
}

async function withClient<T> (settings: DatabaseSettings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...await createLogin(settings).clientConfig(), application_name: 'atalaya migrate', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // a lost connection rejects the statement under way
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
