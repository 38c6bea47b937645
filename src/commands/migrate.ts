import { ConfigError, loadConfig, loadEnvFile } from '../config/config.ts'
import { demo } from '../postgres/demo.ts'
import { prepareDatabases } from '../postgres/migrate.ts'
import { readerRole } from '../config/databases.ts'
import { runCommand } from './run-command.ts'

/** `npm run migrate [-- --demo]`: brings the configured databases up to date. */
runCommand(async () => {
  const flags = process.argv.slice(2)
  const unknown = flags.find((flag) => flag !== '--demo')
  if (unknown !== undefined) throw new ConfigError([`${unknown} is not a flag of migrate: the only one is --demo`])
  loadEnvFile()
  const { databases, ask } = loadConfig()
  if (databases.sales === null && databases.events === null) {
    throw new ConfigError(['Set DATABASE_URL, or the DB_* or AURORA_* variables: there is no database to migrate'])
  }
  const applied = await prepareDatabases(databases, ask.readerLogin, { demo: flags.includes('--demo') ? demo : null })
  if (ask.readerLogin !== null) process.stdout.write(`role ${readerRole}: may read\n`)
  for (const { set, name } of applied) process.stdout.write(`${set}: ${name}\n`)
  if (applied.length === 0) process.stdout.write('Nothing to do: the database is up to date\n')
})
