import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import Postgrator from 'postgrator'
import { createLogin } from './login.ts'
import { readerRole, type DatabaseSettings } from './settings.ts'

/** The product's own tables, and the demo's: each set is a folder of numbered SQL files. */
const sets = [
  { set: 'migrations/car-events', database: 'events', isDemo: false },
  { set: 'migrations/ask', database: 'events', isDemo: false },
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

/**
 * Makes the role that /ask reads as, or gives it a new password: it may log in, and select from the tables of `schemas`
 * (where there are such) and nothing besides. Run again after new tables. Throws pg's error where the login may not make roles.
 */
export async function createReader (settings: DatabaseSettings, password: string, schemas: readonly string[] | null): Promise<void> {
  await withClient(settings, async (client) => {
    const role = client.escapeIdentifier(readerRole)
    const quoted = client.escapeLiteral(password)
    const { rows: there } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [readerRole])
    await client.query('BEGIN')
    await client.query(`${there.length === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD ${quoted}`)
    await client.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`)
    const { rows } = await client.query<{ name: string }>('SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)', [schemas ?? readSchemas])
    for (const { name } of rows) {
      const schema = client.escapeIdentifier(name)
      await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}; ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${role}`)
    }
    const { rows: own } = await client.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE tablename LIKE 'atalaya\\_%'")
    for (const { name } of own) await client.query(`REVOKE ALL ON ${name} FROM ${role}`)
    await client.query('COMMIT')
    // what only a superuser may set: a bound for what a query writes to the disk
    await client.query(`ALTER ROLE ${role} SET temp_file_limit = '1GB'`).catch((error: { code?: string }) => {
      if (error.code !== '42501') throw error
    })
  })
}

/** Where the product's tables and the demo's are. */
const readSchemas = ['public', 'concert_dw']

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
