import type { Ask } from '../ask/service.ts'
import type { Config } from '../config/config.ts'
import type { HealthSources, Probe } from '../http/health.ts'
import type { Database } from '../postgres/database.ts'
import type { Ports } from './ports.ts'

/**
 * What /health says of the platform. `isEmbeddedDatabase`: the embedded PostgreSQL stands in for a database that is
 * not configured.
 */
export function describeHealth (ports: Ports, cloud: Config['cloud'], isEmbeddedDatabase: boolean): HealthSources {
  const { warehouse, tickets, concierge, ask, archive } = ports
  const databases = [ports.sales, ports.events].filter((database) => database !== null)
  const configured = Object.entries(cloud).map(([name, isSet]) => {
    return [name, isSet ? 'configured' : 'not_configured'] as const
  })
  const postgres = isEmbeddedDatabase ? 'embedded' : 'configured'
  return {
    services: {
      postgres: databases.length === 0 ? 'not_configured' : postgres,
      ...Object.fromEntries(configured),
      ...(warehouse?.kind === 'embedded' && { redshift: 'embedded' }),
      ...(tickets?.kind === 'embedded' && { sagemaker_ticket: 'embedded' }),
      ...(concierge?.kind === 'embedded' && { bedrock_agent: 'embedded' }),
      ...(ask?.kind === 'embedded' && { gemini: 'embedded' }),
      ...(archive?.kind === 'folder' && { purchases_bucket: 'embedded' })
    },
    probes: {
      postgres: [...databases.map(probeOf), ...(ask === null ? [] : [ask.probes.postgres])],
      gemini: ask?.kind === 'gemini' ? [ask.probes.gemini] : [],
      purchases_bucket: archive === null ? [] : [archive.probe],
      redshift: warehouse === null
        ? []
        : [(signal) => warehouse.query({ sql: 'SELECT 1 AS one', parameters: {} }, signal)]
    },
    warnings: ask === null ? {} : { postgres: () => askWarning(ask) }
  }
}

function probeOf (database: Database): Probe {
  return (signal) => database.query({ text: 'SELECT 1' }, { resend: true, signal })
}

/** What is said where the login of /ask could write; the sandbox holds all the same. null: it can only read. */
export async function askWarning (ask: Ask): Promise<string | null> {
  const rights = await ask.rights()
  if (rights.length === 0) return null
  return `the login of /ask can do more than read: ${rights.join('; ')}. ` +
    'Give it one that cannot (ASK_DATABASE_URL, or ASK_READER_PASSWORD and npm run migrate)'
}
