import { GetDatabaseCommand, GetTableCommand, GlueClient, type Table } from '@aws-sdk/client-glue'
import { ConfigError, loadConfig, loadEnvFile } from '../config/config.ts'
import type { AthenaSettings } from '../config/services.ts'
import catalogue from '../purchases/catalogue.json' with { type: 'json' }
import { createAthena } from '../purchases/engine/athena.ts'
import { runCommand } from './run-command.ts'

/**
 * `npm run verify:catalog`: whether a deployed catalogue is the one that the queries are written for, by its own
 * description and one query. Exit code 1 if it is not.
 */
runCommand(async () => {
  loadEnvFile()
  const { purchases: { athena, bucket } } = loadConfig()
  if (athena === null || bucket === null) {
    throw new ConfigError(['Set ATHENA_WORKGROUP, ATHENA_DATABASE and PURCHASES_BUCKET.'])
  }
  const { database } = athena
  const glue = new GlueClient({})
  let failures = 0
  const check = async (what: string, test: () => Promise<string | null>) => {
    const fault = await test().catch(describeError)
    if (fault !== null) failures++
    process.stdout.write(fault === null ? `ok   ${what}\n` : `FAIL ${what}: ${fault}\n`)
  }

  await check(`database ${database}`, async () => {
    await glue.send(new GetDatabaseCommand({ Name: database }))
    return null
  })
  let table: Table | undefined
  await check(`table ${catalogue.table}`, async () => {
    table = (await glue.send(new GetTableCommand({ DatabaseName: database, Name: catalogue.table }))).Table
    const { SerdeInfo: { SerializationLibrary: serde } = {}, Location: location } = table?.StorageDescriptor ?? {}
    const wanted = { serde: 'org.openx.data.jsonserde.JsonSerDe', location: `s3://${bucket}/compras/` }
    return differences(wanted, { serde, location })
  })
  await check('columns', async () => differences(catalogue.columns, typesByName(table?.StorageDescriptor?.Columns)))
  await check('partition keys', async () => {
    const wanted = Object.fromEntries(catalogue.partitions.map((name) => [name, 'string']))
    return differences(wanted, typesByName(table?.PartitionKeys))
  })
  await check('partition projection', async () => {
    const template = `s3://${bucket}/compras/\${tenant_id}/\${year}/\${month}/\${day}/`
    return differences({ ...catalogue.projection, 'storage.location.template': template }, table?.Parameters ?? {})
  })
  await check('one query', () => runQuery(athena))
  glue.destroy()
  process.exitCode = failures === 0 ? 0 : 1
})

function describeError (error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** What is not as it should be; null where all is. */
function differences (wanted: Record<string, string>, found: Record<string, string | undefined>): string | null {
  const wrong = Object.entries(wanted).filter(([name, value]) => found[name] !== value)
  if (wrong.length === 0) return null
  return wrong.map(([name, value]) => `${name} is ${found[name] ?? 'missing'}, not ${value}`).join('; ')
}

interface GlueColumn {
  Name?: string | undefined
  Type?: string | undefined
}

function typesByName (columns: GlueColumn[] = []): Record<string, string | undefined> {
  return Object.fromEntries(columns.map(({ Name = '', Type: type }) => [Name, type]))
}

async function runQuery (settings: AthenaSettings): Promise<string | null> {
  const engine = createAthena({ ...settings, reuseMinutes: 0 })
  const sql = `SELECT count(*) AS objects FROM ${catalogue.table} WHERE tenant_id IN ('acme')`
  try {
    const [row] = await engine.query({ sql, tenants: ['acme'], parameters: [] }, new AbortController().signal)
    return /^\d+$/.test(row?.['objects'] ?? '') ? null : 'its answer is no number'
  } finally {
    engine.close()
  }
}
