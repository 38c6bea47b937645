import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from '../config/config.ts'
import { readerRole, type DatabaseSettings } from '../config/databases.ts'
import { createDuckDB, isDuckDBInstalled } from '../purchases/engine/duckdb.ts'
import { createFolderStore } from '../purchases/objects/folder.ts'
import { isInstalled, startEmbeddedPostgres } from '../postgres/embedded/server.ts'
import { demo } from '../postgres/demo.ts'
import { prepareDatabases } from '../postgres/migrate.ts'

/*
 * The embedded twins of the platform's ports. Only entries that may use them import this file, so that the
 * function's bundle holds none of them.
 */
export { createEmbeddedWriter } from '../ask/writer/embedded.ts'
export { createEmbeddedConcierge } from '../concerts/concierge/embedded.ts'
export { createEmbeddedPredictor } from '../concerts/predictor/embedded.ts'
export { createEmbeddedWarehouse } from '../concerts/warehouse/embedded.ts'

/** PostgreSQL on this machine, with every table and the demo's data in it; null where it is not installed. */
export async function startEmbeddedDatabases (config: Config, log: FastifyBaseLogger) {
  if (!isInstalled()) {
    log.warn('the embedded PostgreSQL is not installed (npm ci --omit=dev leaves it out): set DATABASE_URL')
    return null
  }
  const onProgress = (step: string) => log.info({ step }, 'preparing the embedded PostgreSQL')
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log, onProgress })
  const settings = (name: string, readOnly: boolean): DatabaseSettings => ({
    name,
    host: server.host,
    port: server.port,
    database: 'postgres',
    user: server.user,
    password: server.password,
    secretArn: null,
    iamAuth: false,
    region: null,
    tls: 'disable',
    poolMax: 10,
    statementTimeoutMs: config.statementTimeoutMs,
    readOnly,
    createTables: 'npm run migrate -- --demo'
  })
  const readerPassword = createHash('sha256').update(`${readerRole} ${server.password}`).digest('hex')
  const databases = {
    sales: settings('sales', true),
    events: settings('events', false),
    // its statements are work rather than waiting: with more of them at once than cores the slowest only gets slower
    warehouse: { ...settings('warehouse', true), poolMax: availableParallelism() + 1 },
    ask: { ...settings('ask', true), user: readerRole, password: readerPassword, poolMax: 4 }
  }
  try {
    const reader = { owner: databases.events, password: readerPassword, schemas: config.ask.schemas }
    const applied = await prepareDatabases(databases, reader, { demo, onProgress })
    for (const { set, name } of applied) log.debug({ set, migration: name }, 'migrated')
  } catch (error) {
    await server.stop()
    throw error
  }
  return { databases, stop: server.stop }
}

/** The archive in a folder, with DuckDB for its reports where that is installed. */
export function openEmbeddedArchive ({ dataDir }: Pick<Config, 'dataDir'>, log: Pick<FastifyBaseLogger, 'warn'>) {
  const archive = createFolderStore(join(dataDir, 'purchases'))
  if (isDuckDBInstalled()) return { archive, archiveEngine: createDuckDB(archive.tenantFolder) }
  log.warn('DuckDB is not installed (npm ci --omit=dev leaves it out): there is no report of purchases')
  return { archive, archiveEngine: null }
}
