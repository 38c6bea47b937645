import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import { openDatabase, type Database } from './postgres/database.ts'
import type { DatabaseSettings } from './postgres/settings.ts'

export type ServiceState = 'configured' | 'not_configured' | 'embedded'

/** Every outside system that the app stands on, each by its AWS or its embedded adapter. */
export interface Platform {
  /** null where it is not configured. */
  sales: Database | null
  events: Database | null
  /** What /health says of each service. */
  services: Record<string, ServiceState>
  /** What a deep health check asks, by the service's name. */
  probes: Record<string, Database[]>
  close (): Promise<void>
}

/**
 * The switch: a service that is configured gets its own adapter; one that is not gets its embedded stand-in
 * where `standIns` allows it, else none. Throws an Error where a stand-in cannot start.
 */
export async function createPlatform (config: Config, log: FastifyBaseLogger, { standIns }: { standIns: boolean }): Promise<Platform> {
  const missing = Object.values(config.databases).some((settings) => settings === null)
  const embedded = missing && standIns && !config.inLambda ? await startEmbedded(config, log) : null
  const open = (name: 'sales' | 'events') => {
    const settings = config.databases[name] ?? embedded?.databases[name] ?? null
    return settings === null ? null : openDatabase(settings, log)
  }
  const [sales, events] = [open('sales'), open('events')]
  const databases = [sales, events].filter((database) => database !== null)
  return {
    sales,
    events,
    services: {
      postgres: databases.length === 0 ? 'not_configured' : embedded === null ? 'configured' : 'embedded',
      ...Object.fromEntries(Object.entries(config.cloud).map(([name, configured]) => [name, configured ? 'configured' : 'not_configured'] as const))
    },
    probes: { postgres: databases },
    close: async () => {
      await Promise.all(databases.map((database) => database.close()))
      await embedded?.stop()
    }
  }
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
  const databases = { sales: settings('sales', true), events: settings('events', false) }
  const { migrateAll } = await import('./postgres/migrate.ts')
  try {
    for (const { set, name } of await migrateAll(databases, { demo: true })) log.info({ set, migration: name }, 'migrated')
  } catch (error) {
    await server.stop()
    throw error
  }
  return { databases, stop: server.stop }
}
