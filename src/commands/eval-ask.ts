import { readFile } from 'node:fs/promises'
import pg from 'pg'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { loadAsk } from '../ask/loaded.ts'
import { judgeAll, report } from '../ask/evaluation/evaluate.ts'
import { ConfigError, loadConfig, loadEnvFile } from '../config.ts'
import { createLogger } from '../http/log.ts'
import { openDatabase } from '../postgres/database.ts'
import { createLogin } from '../postgres/login.ts'

const pair = Type.Object({ question: Type.String(), sql: Type.Union([Type.String(), Type.Null()]) })

/**
 * `npm run eval:ask -- <file.jsonl>`: asks every question of the file (`{ "question", "sql" }` a line; sql null: not
 * answerable) on the configured database (ASK_DATABASE_URL, DATABASE_URL) and compares the answers with those of its
 * queries: by Gemini with a key, else by the embedded writer. Without a file it asks the project's own questions.
 */
async function main (): Promise<void> {
  const [file] = process.argv.slice(2)
  loadEnvFile()
  const config = loadConfig()
  if (file === undefined || file === '--wrong') {
    const { printSet } = await import('../../test/ask/evaluation/run.ts')
    return printSet(config.ask)
  }
  const settings = config.databases.ask
  if (settings === null) throw new ConfigError(['Set ASK_DATABASE_URL or DATABASE_URL: there is no database to ask'])
  const log = createLogger({ ...config, logLevel: 'warn' })
  const pairs = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '').map((line) => Parse(pair, JSON.parse(line)))
  const database = openDatabase(settings, log)
  const client = new pg.Client(await createLogin(settings).clientConfig())
  await client.connect()
  try {
    report(config.ask.gemini?.model ?? 'embedded', await judgeAll(await loadAsk(config.ask, database, null, log), client, pairs))
  } finally {
    await client.end()
    await database.close()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
