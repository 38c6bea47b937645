import type { FastifyBaseLogger } from 'fastify'
import { createAsk, type Ask } from '../ask/service.ts'
import { createBedrockConcierge } from '../concerts/concierge/bedrock.ts'
import type { Concierge } from '../concerts/concierge/concierge.ts'
import type { Predictor } from '../concerts/predictor/predictor.ts'
import { createSageMakerPredictor } from '../concerts/predictor/sagemaker.ts'
import { createRedshiftWarehouse } from '../concerts/warehouse/redshift.ts'
import type { Warehouse } from '../concerts/warehouse/warehouse.ts'
import type { Config } from '../config/config.ts'
import type { DatabaseSettings } from '../config/databases.ts'
import { openDatabase } from '../postgres/database.ts'
import { maxConcurrentWrites } from '../purchases/archive-batch.ts'
import { createAthena } from '../purchases/engine/athena.ts'
import { createBucket } from '../purchases/objects/s3.ts'
import type { HealthSources } from '../http/health.ts'
import type { Ports } from './ports.ts'
import { askWarning, describeHealth } from './health.ts'

export interface Platform extends Ports {
  health: HealthSources
  close (): Promise<void>
}

/** The embedded twins, for whoever may use them: `() => import('./platform/embedded.ts')`. */
export type LoadEmbedded = () => Promise<typeof import('./embedded.ts')>

/**
 * The switch: a service that is configured gets its cloud adapter; one that is not gets its embedded twin where
 * `loadEmbedded` brings one, else none. Throws an Error where the embedded database cannot start.
 */
export async function createPlatform (
  config: Config, log: FastifyBaseLogger, loadEmbedded: LoadEmbedded | null
): Promise<Platform> {
  const embedded = loadEmbedded === null || config.inLambda ? null : await loadEmbedded()
  const { databases, warehouse: redshift } = config
  const lacksDatabase = databases.sales === null || databases.events === null
  const lacksWarehouse = redshift === null && databases.warehouse === null
  const started = await startMissing()
  const settingsOf = (name: keyof Config['databases']) => databases[name] ?? started?.databases[name] ?? null
  const open = (settings: DatabaseSettings | null) => settings === null ? null : openDatabase(settings, log)

  const sales = open(settingsOf('sales'))
  const events = open(settingsOf('events'))
  const warehouse = openWarehouse()
  const tickets = openTicketPredictor()
  const ports: Ports = {
    sales,
    events,
    warehouse,
    tickets,
    venueForecast: openEndpoint(config.models.venues),
    concierge: openConcierge(),
    ask: openAsk(),
    ...openArchive(config, log, embedded)
  }
  const ask = ports.ask
  if (ask !== null && embedded !== null) {
    warnOfRights(ask)
  }
  return {
    ...ports,
    health: describeHealth(ports, config.cloud, started !== null && lacksDatabase),
    close: async () => {
      await Promise.all([ask, sales, events, warehouse].map((connected) => connected?.close()))
      const { venueForecast, concierge, archive, archiveEngine } = ports
      for (const client of [tickets, venueForecast, concierge, archive, archiveEngine]) client?.close()
      await started?.stop()
    }
  }

  /** Where only the demo's warehouse is missing, it is done without when the embedded PostgreSQL cannot start. */
  async function startMissing () {
    if (embedded === null || (!lacksDatabase && !lacksWarehouse)) return null
    try {
      return await embedded.startEmbeddedDatabases(config, log)
    } catch (error) {
      if (lacksDatabase) throw error
      log.warn({ err: error }, 'there is no demo warehouse: the embedded PostgreSQL did not start')
      return null
    }
  }

  function openWarehouse (): Warehouse | null {
    if (redshift !== null) return createRedshiftWarehouse(redshift, log)
    const database = embedded === null ? null : open(settingsOf('warehouse'))
    return embedded === null || database === null ? null : embedded.createEmbeddedWarehouse(database)
  }

  function warnOfRights (ask: Ask): void {
    askWarning(ask).then((warning) => {
      if (warning !== null) log.warn(warning)
    }, (error: unknown) => {
      log.warn({ err: error }, 'what the login of /ask may do is not known')
    })
  }

  /** The embedded one is fitted on the concerts of the embedded warehouse. */
  function openTicketPredictor (): Predictor | null {
    if (config.models.tickets !== null) return openEndpoint(config.models.tickets)
    return embedded === null || warehouse?.kind !== 'embedded' ? null : embedded.createEmbeddedPredictor(warehouse)
  }

  /** The embedded one asks the embedded warehouse. */
  function openConcierge (): Concierge | null {
    if (config.chat !== null) return createBedrockConcierge(config.chat)
    if (embedded === null || warehouse?.kind !== 'embedded' || tickets === null) return null
    return embedded.createEmbeddedConcierge(warehouse, tickets)
  }

  /** Questions about one database: by Gemini where it has a key, else by the embedded writer. */
  function openAsk (): Ask | null {
    const settings = settingsOf('ask')
    if (settings === null || (config.ask.gemini === null && embedded === null)) return null
    const statementTimeoutMs = Math.max(settings.statementTimeoutMs, config.ask.statementTimeoutMs)
    const database = openDatabase({ ...settings, statementTimeoutMs }, log)
    return createAsk(config.ask, database, events, log, embedded?.createEmbeddedWriter ?? null)
  }
}

/** S3 and Athena where they are configured, else their embedded twins where there are any. */
export function openArchive (
  config: Pick<Config, 'purchases' | 'dataDir'>,
  log: Pick<FastifyBaseLogger, 'warn'>,
  embedded: Awaited<ReturnType<LoadEmbedded>> | null
): Pick<Ports, 'archive' | 'archiveEngine'> {
  const { bucket, athena } = config.purchases
  if (bucket !== null) {
    return {
      archive: createBucket({ bucket, sockets: maxConcurrentWrites }),
      archiveEngine: athena === null ? null : createAthena(athena)
    }
  }
  return embedded?.openEmbeddedArchive(config, log) ?? { archive: null, archiveEngine: null }
}

function openEndpoint (settings: Config['models']['tickets']): Predictor | null {
  return settings === null ? null : createSageMakerPredictor(settings)
}
