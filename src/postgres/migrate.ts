import { fileURLToPath } from 'node:url'
import Postgrator from 'postgrator'
import type { DatabaseSettings, ReaderLogin } from '../config/databases.ts'
import { withClient } from './client.ts'
import { createReaderRole } from './reader-role.ts'

/** Numbered SQL files that are applied to one database, each once. */
export interface MigrationSet {
  /** The name in logs and answers; the table that notes what was applied is named after it. */
  name: string
  database: 'sales' | 'events' | 'warehouse'
  folder: URL
  /** What its files do, for a person who waits for them. */
  step: string
}

/** Tables and data to try the product with; `demo.ts` has them. */
export interface Demo {
  sets: readonly MigrationSet[]
  /** Moves the data's dates to today. */
  refresh (warehouse: DatabaseSettings): Promise<void>
}

export interface AppliedMigration {
  set: string
  name: string
}

export interface MigrateOptions {
  demo?: Demo | null
  /** Told what is done next, before each step that may take long. */
  onProgress?: (step: string) => void
}

export type MigratedDatabases = Partial<Record<MigrationSet['database'], DatabaseSettings | null>>

const migrations = new URL('./migrations/', import.meta.url)

/** The product's own tables. */
const productSets: readonly MigrationSet[] = ['car-events', 'ask'].map((name) => ({
  name: `migrations/${name}`,
  database: 'events',
  folder: new URL(`${name}/`, migrations),
  step: 'creating the tables'
}))

/** Any number that only Atalaya's migrations use: two runs at once take turns. */
const lockKey = 5_250_118_017

/**
 * Makes databases ready for the app: migrates every one that is configured, brings the demo up to date where there is
 * one, and makes the role that /ask reads as where `reader` says who makes it. It can be repeated. Answers what was
 * applied; throws pg's errors.
 */
export async function prepareDatabases (
  databases: MigratedDatabases, reader: ReaderLogin | null, { demo = null, onProgress = () => {} }: MigrateOptions = {}
): Promise<AppliedMigration[]> {
  const applied = await migrateAll(databases, { demo, onProgress })
  if (demo !== null && databases.warehouse) {
    onProgress('moving the dates of the demo data to today')
    await demo.refresh(databases.warehouse)
  }
  if (reader !== null) {
    onProgress('making the role that questions read as')
    await createReaderRole(reader)
  }
  return applied
}

/** Migrates every database that is configured: the product's own tables, then the demo's. Throws pg's errors. */
export async function migrateAll (
  databases: MigratedDatabases, { demo = null, onProgress = () => {} }: MigrateOptions = {}
): Promise<AppliedMigration[]> {
  const applied: AppliedMigration[] = []
  const begun = new Set<string>()
  for (const set of [...productSets, ...demo?.sets ?? []]) {
    const settings = databases[set.database] ?? null
    if (settings === null) continue
    applied.push(...await migrate(settings, set, () => {
      if (!begun.has(set.step)) onProgress(set.step)
      begun.add(set.step)
    }))
  }
  return applied
}

/**
 * Brings one set of SQL files up to date in one database, in a single transaction, and answers what was applied
 * (nothing on a second run); `onStart` is called before each file. Throws pg's error when a statement fails; then
 * nothing is changed.
 */
async function migrate (
  settings: DatabaseSettings, { name: set, folder }: MigrationSet, onStart: () => void
): Promise<AppliedMigration[]> {
  return withClient(settings, async (client) => {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    const postgrator = new Postgrator({
      driver: 'pg',
      migrationPattern: `${fileURLToPath(folder)}*.sql`,
      schemaTable: `atalaya_${set.replaceAll(/\W/g, '_')}`,
      execQuery: (sql) => client.query(sql),
      execSqlScript: async (sql) => { await client.query(sql) }
    })
    postgrator.on('migration-started', onStart)
    const applied = await postgrator.migrate()
    await client.query('COMMIT')
    return applied.map(({ name, version }) => ({ set, name: `${version} ${name}` }))
  })
}
