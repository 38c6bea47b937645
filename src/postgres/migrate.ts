import { fileURLToPath } from 'node:url'
import pg from 'pg'
import Postgrator from 'postgrator'
import { createLogin } from './login.ts'
import type { DatabaseSettings } from './settings.ts'

/** The product's own tables, and the demo's: each set is a folder of numbered SQL files. */
const sets = [
  { set: 'migrations/car-events', database: 'events', isDemo: false },
  { set: 'demo/sales', database: 'sales', isDemo: true }
] as const

export type MigrationSet = typeof sets[number]['set']

export interface AppliedMigration {
  set: MigrationSet
  name: string
}

/** Migrates every database that is configured: the product's own tables, with `demo` the demo's tables and data too. */
export async function migrateAll (databases: Record<'sales' | 'events', DatabaseSettings | null>, { demo }: { demo: boolean }): Promise<AppliedMigration[]> {
  const applied: AppliedMigration[] = []
  for (const { database, set, isDemo } of sets) {
    const settings = databases[database]
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
  const client = new pg.Client({ ...await createLogin(settings).clientConfig(), application_name: 'atalaya migrate', connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // a lost connection rejects the statement under way
  await client.connect()
  try {
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
  } finally {
    await client.end()
  }
}
