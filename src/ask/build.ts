import type { Config } from '../config/config.ts'
import type { Database } from '../postgres/database.ts'
import type { Log } from '../postgres/statement.ts'
import { createSchemaCache } from './catalogue/schema-cache.ts'
import { createPostgresConversationStore, createProcessConversationStore } from './conversation-store.ts'
import { createPostgresExampleStore, createProcessExampleStore } from './example-store.ts'
import type { AskDeps } from './pipeline/deps.ts'
import { createReader } from './reader/reader.ts'
import type { CreateEmbeddedWriter, Writer } from './writer/writer.ts'

/** Everything that a question needs, on one database. Errors: the databases'. */
export async function buildAsk (
  settings: Config['ask'], database: Database, store: Database | null, log: Log, embedded: CreateEmbeddedWriter | null
): Promise<AskDeps> {
  const { schemas, functions, statementTimeoutMs, maxBytes, costCeiling } = settings
  return {
    schema: createSchemaCache(database, { schemas, functions }, log),
    reader: createReader(database, { statementTimeoutMs, maxBytes, costCeiling }),
    writer: await writerFor(settings, database, log, embedded),
    ...await storesFor(store, log)
  }
}

async function writerFor (
  { gemini, glossaryFile }: Config['ask'], database: Database, log: Log, embedded: CreateEmbeddedWriter | null
): Promise<Writer> {
  if (gemini !== null) return (await import('./writer/gemini.ts')).createGeminiWriter(gemini)
  if (embedded === null) throw new Error('neither Gemini nor the embedded writer is there')
  return embedded(database, glossaryFile, log)
}

const findTables = "SELECT to_regclass('atalaya.ask_examples') IS NOT NULL AS there"

/** What is kept between questions is kept in PostgreSQL where that has the tables, else in this process. */
async function storesFor (store: Database | null, log: Log): Promise<Pick<AskDeps, 'examples' | 'conversations'>> {
  if (store !== null) {
    const { rows: [found] } = await store.query<{ there: boolean }>({ text: findTables }, { resend: true })
    if (found?.there === true) {
      return { examples: createPostgresExampleStore(store), conversations: createPostgresConversationStore(store) }
    }
    const message = 'the tables for examples and conversations are missing (npm run migrate): ' +
      'they are kept in this process'
    log.warn({ database: store.name }, message)
  }
  return { examples: createProcessExampleStore(), conversations: createProcessConversationStore() }
}
