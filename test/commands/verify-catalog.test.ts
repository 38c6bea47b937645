import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import catalogue from '../../src/purchases/catalogue.json' with { type: 'json' }
import { testFolder } from '../helper.ts'
import { startAthena } from '../stand-ins/athena.ts'
import { runCommandFile } from './run.ts'

interface GlueTable {
  Name: string
  StorageDescriptor: object
  PartitionKeys: object[]
  Parameters: Record<string, string>
}

const bucket = 'dev-compras-backup-s3-bucket'
const goodTable: GlueTable = {
  Name: catalogue.table,
  StorageDescriptor: {
    Location: `s3://${bucket}/compras/`,
    SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    Columns: Object.entries(catalogue.columns).map(([Name, Type]) => ({ Name, Type }))
  },
  PartitionKeys: catalogue.partitions.map((Name) => ({ Name, Type: 'string' })),
  Parameters: {
    ...catalogue.projection,
    'storage.location.template': `s3://${bucket}/compras/\${tenant_id}/\${year}/\${month}/\${day}/`
  }
}

/** AWS Glue's GetDatabase and GetTable (API reference), with the table that is deployed; null: none. */
async function startGlue (t: Test, deployed: { table: GlueTable | null }): Promise<string> {
  const answerTo = (target: string): [status: number, body: object] => {
    if (!target.endsWith('.GetTable')) return [200, { Database: { Name: 'dev' } }]
    return deployed.table === null ? [400, { __type: 'EntityNotFoundException' }] : [200, { Table: deployed.table }]
  }
  const server = createServer(async (request, response) => {
    await text(request)
    const [status, body] = answerTo(String(request.headers['x-amz-target']))
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close() })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

t.test('a deployed catalogue is compared with the one that the queries are written for', async (t) => {
  const deployed: { table: GlueTable | null } = { table: goodTable }
  const glue = await startGlue(t, deployed)
  const athena = await startAthena(t, { objects: new Map(), bucket, folder: testFolder(t) })
  const verify = async (env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await runCommandFile('verify-catalog', [], {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_ENDPOINT_URL_GLUE: glue,
      AWS_ENDPOINT_URL_ATHENA: athena.url,
      ATHENA_WORKGROUP: 'w',
      ATHENA_DATABASE: 'dev-compras-datacatalog',
      PURCHASES_BUCKET: bucket,
      ...env
    })
    return { code, output: stdout + stderr }
  }
  const good = await verify()
  t.equal(good.code, 0, good.output)
  t.equal(good.output.match(/^ok /gm)?.length, 6)
  const Parameters = { ...goodTable.Parameters, 'projection.day.digits': '1' }
  deployed.table = { ...goodTable, PartitionKeys: [], Parameters }
  const bad = await verify()
  t.equal(bad.code, 1)
  t.match(bad.output, /FAIL partition keys: tenant_id is missing, not string/)
  t.match(bad.output, /\nFAIL partition projection: projection\.day\.digits is 1, not 2/)
  deployed.table = null
  t.match(await verify(), { code: 1, output: /FAIL table compras_json: EntityNotFoundException/ })
  t.match(await verify({ ATHENA_WORKGROUP: '' }), { code: 1, output: /Set ATHENA_WORKGROUP/ })
})
