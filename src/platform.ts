import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { createAsk, type Ask } from './ask/service.ts'
import { createBedrockConcierge } from './concerts/concierge/bedrock.ts'
import type { Concierge } from './concerts/concierge/concierge.ts'
import type { Predictor } from './concerts/predictor/predictor.ts'
import { createSageMakerPredictor } from './concerts/predictor/sagemaker.ts'
import { createRedshiftWarehouse } from './concerts/warehouse/redshift.ts'
import type { Warehouse } from './concerts/warehouse/warehouse.ts'
import type { Config } from './config.ts'
import type { Question } from './http/health.ts'
import { openDatabase, type Database } from './postgres/database.ts'
import { createAthena } from './purchases/engine/athena.ts'
import type { Engine } from './purchases/engine/engine.ts'
import type { Objects } from './purchases/objects/objects.ts'
import { createBucket } from './purchases/objects/s3.ts'
import { mostAtOnce } from './purchases/stream.ts'
import { readerRole, type DatabaseSettings } from './postgres/settings.ts'

export type ServiceState = 'configured' | 'not_configured' | 'embedded'

/** Every outside system that the app stands on, each by its AWS or its embedded adapter. */
export interface Platform {
  /** null where it is not configured. */
  sales: Database | null
  events: Database | null
  warehouse: Warehouse | null
  /** Tickets that a concert will sell. */
  tickets: Predictor | null
  /** How popular a venue will be. */
  venueForecast: Predictor | null
  /** Who answers in the chat. */
  concierge: Concierge | null
  /** Who answers questions about the data. */
  ask: Ask | null
  /** Where the changes of purchases are archived. */
  archive: Objects | null
  /** What runs queries over the archive. */
  archiveEngine: Engine | null
  /** What /health says of each service. */
  services: Record<string, ServiceState>
  /** What a deep health check asks, by the service's name. */
  probes: Record<string, Question[]>
  /** What somebody should know who looks at a deep health check, by the service's name; null: nothing. */
  warnings: Record<string, () => Promise<string | null>>
  close (): Promise<void>
}

/**
 * The switch: a service that is configured gets its own adapter; one that is not gets its embedded stand-in
 * where `standIns` allows it, else none. Throws an Error where a stand-in cannot start.
 */
export async function createPlatform (config: Config, log: FastifyBaseLogger, { standIns }: { standIns: boolean }): Promise<Platform> {
  const own = [config.databases.sales, config.databases.events]
  const missing = [...own, config.warehouse ?? config.databases.warehouse].includes(null)
  const embedded = missing && standIns && !config.inLambda
    ? await startEmbedded(config, log).catch((error: unknown) => {
      if (own.includes(null)) throw error
      log.warn({ err: error }, 'there is no demo warehouse: the embedded PostgreSQL did not start')
      return null
    })
    : null
  const open = (name: 'sales' | 'events') => {
    const settings = config.databases[name] ?? embedded?.databases[name] ?? null
    return settings === null ? null : openDatabase(settings, log)
  }
  const warehouse = await openWarehouse(config, log, standIns ? config.databases.warehouse ?? embedded?.databases.warehouse ?? null : null)
  const tickets = await openTicketModel(config, warehouse)
  const venueForecast = openEndpoint(config.models.venues)
  const concierge = await openConcierge(config, warehouse, tickets)
  const [sales, events] = [open('sales'), open('events')]
  const ask = openAsk(config, log, standIns ? config.databases.ask ?? embedded?.databases.ask ?? null : config.databases.ask, events, standIns)
  const { archive, archiveEngine } = await openArchive(config, log, standIns && !config.inLambda)
  const databases = [sales, events].filter((database) => database !== null)
  return {
    sales,
    events,
    warehouse,
    tickets,
    venueForecast,
    concierge,
    ask,
    archive,
    archiveEngine,
    services: {
      postgres: databases.length === 0 ? 'not_configured' : own.includes(null) && embedded !== null ? 'embedded' : 'configured',
      ...Object.fromEntries(Object.entries(config.cloud).map(([name, configured]) => [name, configured ? 'configured' : 'not_configured'] as const)),
      ...(warehouse?.kind === 'embedded' && { redshift: 'embedded' }),
      ...(tickets?.kind === 'embedded' && { sagemaker_ticket: 'embedded' }),
      ...(concierge?.kind === 'embedded' && { bedrock_agent: 'embedded' }),
      ...(ask?.kind === 'embedded' && { gemini: 'embedded' }),
      ...(archive?.kind === 'folder' && { purchases_bucket: 'embedded' })
    },
    probes: {
      postgres: [...databases.map((database): Question => (signal) => database.query({ text: 'SELECT 1' }, { resend: true, signal })), ...(ask === null ? [] : [ask.probes.postgres])],
      gemini: ask?.kind === 'gemini' ? [ask.probes.gemini] : [],
      purchases_bucket: archive === null ? [] : [archive.probe],
      redshift: warehouse === null ? [] : [(signal) => warehouse.query({ sql: 'SELECT 1 AS one', parameters: {} }, signal)]
    },
    warnings: ask === null ? {} : { postgres: () => askWarning(ask) },
    close: async () => {
      await Promise.all([ask?.close(), ...databases.map((database) => database.close()), warehouse?.close()])
      for (const client of [tickets, venueForecast, concierge, archive, archiveEngine]) client?.close()
      await embedded?.stop()
    }
  }
}

/** Questions about one database: by Gemini where it has a key, else by its stand-in. */
function openAsk (config: Config, log: FastifyBaseLogger, settings: DatabaseSettings | null, store: Database | null, standIns: boolean): Ask | null {
  if (settings === null || (config.ask.gemini === null && (!standIns || config.inLambda))) return null
  const ask = createAsk(config.ask, openDatabase({ ...settings, statementTimeoutMs: Math.max(settings.statementTimeoutMs, config.ask.statementTimeoutMs) }, log), store, log)
  if (standIns) askWarning(ask).then((warning) => { if (warning !== null) log.warn(warning) }, (error: unknown) => log.warn({ err: error }, 'what the login of /ask may do is not known'))
  return ask
}

/** Said loudly where the login of /ask could write: the fences hold all the same. */
async function askWarning (ask: Ask): Promise<string | null> {
  const rights = await ask.rights()
  return rights.length === 0 ? null : `the login of /ask can do more than read: ${rights.join('; ')}. Give it one that cannot (ASK_DATABASE_URL, or ASK_READER_PASSWORD and npm run migrate)`
}

/** S3 and Athena where they are configured, else a folder and DuckDB. */
export async function openArchive ({ purchases: { bucket, athena }, dataDir }: Config, log: Pick<FastifyBaseLogger, 'warn'>, standIns: boolean): Promise<{ archive: Objects | null, archiveEngine: Engine | null }> {
  if (bucket !== null) return { archive: createBucket({ bucket, sockets: mostAtOnce }), archiveEngine: athena === null ? null : createAthena(athena) }
  if (!standIns) return { archive: null, archiveEngine: null }
  const [{ createFolder }, { createDuckDB, isDuckDBInstalled }] = await Promise.all([import('./purchases/objects/folder.ts'), import('./purchases/engine/duckdb.ts')])
  const archive = createFolder(join(dataDir, 'purchases'))
  if (isDuckDBInstalled()) return { archive, archiveEngine: createDuckDB(archive.tenantFolder) }
  log.warn('DuckDB is not installed (npm ci --omit=dev leaves it out): there is no report of purchases')
  return { archive, archiveEngine: null }
}

/** Redshift where it is configured, else what stands in for it in PostgreSQL. */
async function openWarehouse (config: Config, log: FastifyBaseLogger, standIn: DatabaseSettings | null): Promise<Warehouse | null> {
  if (config.warehouse !== null) return createRedshiftWarehouse(config.warehouse, log)
  if (standIn === null) return null
  const { createEmbeddedWarehouse } = await import('./concerts/warehouse/embedded.ts')
  return createEmbeddedWarehouse(openDatabase(standIn, log))
}

/** SageMaker's endpoint where it is configured; else, beside the demo's warehouse, a regression on its concerts. */
async function openTicketModel (config: Config, warehouse: Warehouse | null): Promise<Predictor | null> {
  if (config.models.tickets !== null) return openEndpoint(config.models.tickets)
  if (warehouse?.kind !== 'embedded') return null
  const { createEmbeddedPredictor } = await import('./concerts/predictor/embedded.ts')
  return createEmbeddedPredictor(warehouse)
}

/** The Bedrock agent where it is configured; else, beside the demo's warehouse, one that asks that. */
async function openConcierge ({ chat }: Config, warehouse: Warehouse | null, tickets: Predictor | null): Promise<Concierge | null> {
  if (chat !== null) return createBedrockConcierge(chat)
  if (warehouse?.kind !== 'embedded' || tickets === null) return null
  const { createEmbeddedConcierge } = await import('./concerts/concierge/embedded.ts')
  return createEmbeddedConcierge(warehouse, tickets)
}

function openEndpoint (settings: Config['models']['tickets']): Predictor | null {
  return settings === null ? null : createSageMakerPredictor(settings)
}

/** PostgreSQL on this machine, with every table and the demo's data in it. */
async function startEmbedded (config: Config, log: FastifyBaseLogger) {
  const { isInstalled, startEmbeddedPostgres } = await import('./postgres/embedded/server.ts')
  if (!isInstalled()) {
    log.warn('the embedded PostgreSQL is not installed (npm ci --omit=dev leaves it out): set DATABASE_URL')
    return null
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log })
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
  // the warehouse's statements are work rather than waiting: more of them at once than cores only make the slowest slower
  const readerPassword = createHash('sha256').update(`${readerRole} ${server.password}`).digest('hex')
  const databases = {
    sales: settings('sales', true),
    events: settings('events', false),
    warehouse: { ...settings('warehouse', true), poolMax: availableParallelism() + 1 },
    ask: { ...settings('ask', true), user: readerRole, password: readerPassword, poolMax: 4 }
  }
  const { createReader, migrateAll, refreshConcerts } = await import('./postgres/migrate.ts')
  try {
    for (const { set, name } of await migrateAll(databases, { demo: true })) log.info({ set, migration: name }, 'migrated')
    await refreshConcerts(databases.warehouse)
    await createReader(databases.events, readerPassword, config.ask.schemas)
  } catch (error) {
    await server.stop()
    throw error
  }
  return { databases, stop: server.stop }
}
