import { memoizeAsync } from '../async/memoize.ts'
import type { Config } from '../config/config.ts'
import type { Database } from '../postgres/database.ts'
import type { Log } from '../postgres/statement.ts'
import type { AskDeps } from './pipeline/deps.ts'
import type { CreateEmbeddedWriter } from './writer/writer.ts'

/** What answers questions. It is loaded with the first one. */
export interface Ask {
  kind: 'gemini' | 'embedded'
  load (): Promise<AskDeps>
  /** What the login can do besides reading; empty: nothing. Errors: the database's. */
  rights (): Promise<string[]>
  /** Whether the database and the model are there. */
  probes: { postgres (signal: AbortSignal): Promise<unknown>, gemini (signal: AbortSignal): Promise<unknown> }
  close (): Promise<void>
}

/**
 * /ask on `database`; what it keeps between questions is kept in `store` where that has the tables, else in this
 * process.
 */
export function createAsk (
  settings: Config['ask'], database: Database, store: Database | null, log: Log, embedded: CreateEmbeddedWriter | null
): Ask {
  const load = memoizeAsync(async () => {
    const { buildAsk } = await import('./build.ts')
    return buildAsk(settings, database, store, log, embedded)
  })
  return {
    kind: settings.gemini === null ? 'embedded' : 'gemini',
    load,
    async rights () {
      const { rightsBeyondReading } = await import('./reader/login.ts')
      return rightsBeyondReading(database)
    },
    probes: {
      postgres: (signal) => database.query({ text: 'SELECT 1' }, { resend: true, signal }),
      gemini: async (signal) => (await load()).writer.probe(signal)
    },
    close: () => database.close()
  }
}
