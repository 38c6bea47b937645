import { ConfigError, loadConfig, loadEnvFile } from '../config.ts'
import { createReader, migrateAll, refreshConcerts } from '../postgres/migrate.ts'
import { readerRole } from '../postgres/settings.ts'

/** `npm run migrate [-- --demo]`: brings the configured databases up to date. */
async function main (): Promise<void> {
  const flags = process.argv.slice(2)
  const unknown = flags.find((flag) => flag !== '--demo')
  if (unknown !== undefined) throw new ConfigError([`${unknown} is not a flag of migrate: the only one is --demo`])
  loadEnvFile()
  const { databases, ask } = loadConfig()
  if (databases.sales === null && databases.events === null) {
    throw new ConfigError(['Set DATABASE_URL, or the DB_* or AURORA_* variables: there is no database to migrate'])
  }
  const demo = flags.includes('--demo')
  const applied = await migrateAll(databases, { demo })
  if (demo && databases.warehouse !== null) await refreshConcerts(databases.warehouse)
  if (ask.owner !== null && ask.readerPassword !== null) {
    await createReader(ask.owner, ask.readerPassword, ask.schemas)
    process.stdout.write(`role ${readerRole}: may read\n`)
  }
  for (const { set, name } of applied) process.stdout.write(`${set}: ${name}\n`)
  if (applied.length === 0) process.stdout.write('Nothing to do: the database is up to date\n')
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
