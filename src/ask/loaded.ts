import type { Config } from '../config.ts'
import type { Database, Log } from '../postgres/database.ts'
import { createKnownSchema } from './catalogue/known.ts'
import { createPostgresMemory, createProcessMemory, type Memory } from './memory.ts'
import type { AskBed } from './pipeline.ts'
import { createReader } from './reader/reader.ts'
import type { Writer } from './writer/writer.ts'

/** Everything that a question needs, on one database. Errors: the databases'. */
export async function loadAsk (settings: Config['ask'], database: Database, store: Database | null, log: Log): Promise<AskBed> {
  const { schemas, functions, statementTimeoutMs, maxBytes, costCeiling } = settings
  const reader = createReader(database, { statementTimeoutMs, maxBytes, costCeiling })
  const schema = createKnownSchema(database, { schemas, functions }, log)
  return { schema, reader, writer: await writerFor(settings, database, log), memory: await memoryFor(store, log) }
}

async function writerFor ({ gemini, glossaryFile }: Config['ask'], database: Database, log: Log): Promise<Writer> {
  if (gemini !== null) return (await import('./writer/gemini.ts')).createGeminiWriter(gemini)
  return (await import('./writer/embedded.ts')).createEmbeddedWriter(database, glossaryFile, log)
}

async function memoryFor (store: Database | null, log: Log): Promise<Memory> {
  if (store === null) return createProcessMemory()
  const { rows: [found] } = await store.query<{ there: boolean }>({ text: "SELECT to_regclass('atalaya.ask_examples') IS NOT NULL AS there" }, { resend: true })
  if (found?.there === true) return createPostgresMemory(store)
  log.warn({ database: store.name }, 'the tables for examples and conversations are missing (npm run migrate): they are kept in this process')
  return createProcessMemory()
}
