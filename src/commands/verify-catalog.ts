import { GetDatabaseCommand, GetTableCommand, GlueClient, type Table } from '@aws-sdk/client-glue'
import { loadConfig, loadEnvFile } from '../config.ts'
import { createAthena } from '../purchases/engine/athena.ts'
import { catalogue } from '../purchases/engine/types.ts'

/** `npm run verify:catalog`: whether a deployed catalogue is the one that the queries are written for, by its own description and one query. */
loadEnvFile()
const { purchases: { athena, bucket } } = loadConfig()
if (athena === null || bucket === null) {
  process.stderr.write('Set ATHENA_WORKGROUP, ATHENA_DATABASE and PURCHASES_BUCKET.\n')
  process.exit(1)
}
const { database } = athena
const glue = new GlueClient({})
let failures = 0
const check = async (what: string, test: () => Promise<string | null>) => {
  const fault = await test().catch((error: unknown) => error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  if (fault !== null) failures++
  process.stdout.write(`${fault === null ? 'ok  ' : 'FAIL'} ${what}${fault === null ? '' : `: ${fault}`}\n`)
}
const differences = (wanted: Record<string, string>, found: Record<string, string | undefined>) => {
  const wrong = Object.entries(wanted).filter(([name, value]) => found[name] !== value)
  return wrong.length === 0 ? null : wrong.map(([name, value]) => `${name} is ${found[name] ?? 'missing'}, not ${value}`).join('; ')
}
const named = (columns: { Name?: string | undefined, Type?: string | undefined }[] | undefined) => Object.fromEntries((columns ?? []).map(({ Name = '', Type: type }) => [Name, type]))

await check(`database ${database}`, async () => {
  await glue.send(new GetDatabaseCommand({ Name: database }))
  return null
})
let table: Table | undefined
await check(`table ${catalogue.table}`, async () => {
  table = (await glue.send(new GetTableCommand({ DatabaseName: database, Name: catalogue.table }))).Table
  const { SerdeInfo: { SerializationLibrary: library } = {}, Location: location } = table?.StorageDescriptor ?? {}
  return differences({ serde: 'org.openx.data.jsonserde.JsonSerDe', location: `s3://${bucket}/compras/` }, { serde: library, location })
})
await check('columns', async () => differences(catalogue.columns, named(table?.StorageDescriptor?.Columns)))
await check('partition keys', async () => differences(Object.fromEntries(catalogue.partitions.map((name) => [name, 'string'])), named(table?.PartitionKeys)))
await check('partition projection', async () => differences({ ...catalogue.projection, 'storage.location.template': `s3://${bucket}/compras/\${tenant_id}/\${year}/\${month}/\${day}/` }, table?.Parameters ?? {}))
await check('one query', async () => {
  const engine = createAthena({ ...athena, reuseMinutes: 0 })
  const rows = await engine.query({ sql: `SELECT count(*) AS objects FROM ${catalogue.table} WHERE tenant_id IN ('acme')`, tenants: ['acme'], parameters: [] }, new AbortController().signal)
  engine.close()
  return /^\d+$/.test(rows[0]?.['objects'] ?? '') ? null : 'its answer is no number'
})
glue.destroy()
process.exitCode = failures === 0 ? 0 : 1
