import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { judgeAll, report, type Question, type Verdict } from '../../../src/ask/evaluation/evaluate.ts'
import { buildAsk } from '../../../src/ask/build.ts'
import { createEmbeddedWriter } from '../../../src/ask/writer/embedded.ts'
import { loadConfig, type Config } from '../../../src/config/config.ts'
import { openDatabase } from '../../../src/postgres/database.ts'
import { startEmbeddedPostgres } from '../../../src/postgres/embedded/server.ts'
import { demo } from '../../../src/postgres/demo.ts'
import { migrateAll } from '../../../src/postgres/migrate.ts'
import { fastSettings, quiet, settingsOf } from '../../template.ts'

export interface SetQuestion extends Question {
  db: string
  language: 'es' | 'en'
  /** Not looked at while the writer was built. */
  aside: boolean
}

export async function readQuestions (): Promise<SetQuestion[]> {
  const text = await readFile(new URL('./questions.ndjson', import.meta.url), 'utf8')
  return text.trim().split('\n').map((line) => JSON.parse(line) as SetQuestion)
}

/** Asks a writer, the embedded one where none is given, every question of the set, each on its own database. */
export async function judgeSet (
  questions: readonly SetQuestion[], writer: Partial<Config['ask']> = {}
): Promise<(Verdict & SetQuestion)[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-eval-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet, settings: fastSettings })
  const { user, password, host, port } = postgres
  const urlOf = (name: string) => `postgres://${user}:${password}@${host}:${port}/${name}`
  const config = { ...loadConfig({}).ask, ...writer }
  const verdicts: (Verdict & SetQuestion)[] = []
  try {
    for (const db of new Set(questions.map(({ db }) => db))) {
      const admin = new pg.Client({ connectionString: urlOf('postgres') })
      await admin.connect()
      await admin.query(`CREATE DATABASE ${db}`)
      await admin.end()
      const client = new pg.Client({ connectionString: urlOf(db) })
      await client.connect()
      if (db === 'demo') await migrateAll(settingsOf(urlOf(db)), { demo })
      else await client.query(await readFile(new URL(`./${db}.sql`, import.meta.url), 'utf8'))
      await client.query('ANALYZE')
      const { ask: settings } = settingsOf(urlOf(db))
      if (settings === null) throw new Error('no settings')
      const database = openDatabase(settings, quiet)
      const own = questions.filter((question) => question.db === db)
      const deps = await buildAsk(config, database, null, quiet, createEmbeddedWriter)
      const judged = await judgeAll(deps, client, own)
      for (const [place, question] of own.entries()) {
        const verdict = judged[place]
        if (verdict !== undefined) verdicts.push({ ...question, ...verdict })
      }
      await client.end()
      await database.close()
    }
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true })
  }
  return verdicts
}

/** `npm run eval:ask` without a file: the project's own questions, by Gemini where it has a key. */
export async function printSet ({ gemini, glossaryFile }: Config['ask']): Promise<void> {
  process.stdout.write(`${gemini?.model ?? 'embedded'}\n`)
  const verdicts = await judgeSet(await readQuestions(), { gemini, glossaryFile })
  if (process.argv.includes('--wrong')) {
    for (const { db, question, written } of verdicts.filter(({ outcome }) => outcome === 'wrong')) {
      process.stdout.write(`${db}: ${question}\n  ${written?.replaceAll('\n', ' ')}\n`)
    }
  }
  const keptAside = verdicts.filter(({ aside }) => aside)
  const builtWith = verdicts.filter(({ aside }) => !aside)
  for (const [name, set] of [['built with', builtWith], ['kept aside', keptAside]] as const) {
    for (const language of ['es', 'en']) report(`${name}, ${language}`, set.filter((one) => one.language === language))
  }
  report('kept aside', keptAside)
}
