import { createEmbeddedWriter } from '../ask/writer/embedded.ts'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { buildAsk } from '../ask/build.ts'
import { judgeAll, report } from '../ask/evaluation/evaluate.ts'
import { ConfigError, loadConfig, loadEnvFile } from '../config/config.ts'
import { createLogger } from '../log/log.ts'
import { openDatabase } from '../postgres/database.ts'
import { createLogin } from '../postgres/login.ts'
import { runCommand } from './run-command.ts'

const pair = Type.Object({ question: Type.String(), sql: Type.Union([Type.String(), Type.Null()]) })

/**
 * `npm run eval:ask -- <file.jsonl>`: asks every question of the file (`{ "question", "sql" }` a line; sql null: not
 * answerable) on the configured database (ASK_DATABASE_URL, DATABASE_URL) and compares the answers with those of its
 * queries: by Gemini with a key, else by the embedded writer.
 */
runCommand(async () => {
  const [file] = process.argv.slice(2)
  loadEnvFile()
  const config = loadConfig()
  if (file === undefined) throw new ConfigError(['Name a file of questions: npm run eval:ask -- <file.jsonl>'])
  const settings = config.databases.ask
  if (settings === null) throw new ConfigError(['Set ASK_DATABASE_URL or DATABASE_URL: there is no database to ask'])
  const log = createLogger({ ...config, logLevel: 'warn' })
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const pairs = lines.map((line) => Parse(pair, JSON.parse(line)))
  const database = openDatabase(settings, log)
  const client = new pg.Client(await createLogin(settings).clientConfig())
  await client.connect()
  try {
    const ask = await buildAsk(config.ask, database, null, log, createEmbeddedWriter)
    report(config.ask.gemini?.model ?? 'embedded', await judgeAll(ask, client, pairs))
  } finally {
    await client.end()
    await database.close()
  }
})
