import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import t from 'tap'
import { catalogue } from '../../src/purchases/engine/types.ts'
import { testFolder } from '../helper.ts'
import { startAthena } from '../stand-ins/athena.ts'

const bucket = 'dev-compras-backup-s3-bucket'
const table = () => ({
  Name: catalogue.table,
  StorageDescriptor: { Location: `s3://${bucket}/compras/`, SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' }, Columns: Object.entries(catalogue.columns).map(([Name, Type]) => ({ Name, Type })) },
  PartitionKeys: catalogue.partitions.map((Name) => ({ Name, Type: 'string' })),
  Parameters: { ...catalogue.projection, 'storage.location.template': `s3://${bucket}/compras/\${tenant_id}/\${year}/\${month}/\${day}/` } as Record<string, string>
})

t.test('a deployed catalogue is compared with the one that the queries are written for', async (t) => {
  const deployed = { table: table() as ReturnType<typeof table> | null }
  /** AWS Glue's GetDatabase and GetTable (API reference). */
  const glue = createServer(async (request, response) => {
    await text(request)
    const isTable = String(request.headers['x-amz-target']).endsWith('.GetTable')
    const isThere = !isTable || deployed.table !== null
    response.writeHead(isThere ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(!isThere ? { __type: 'EntityNotFoundException' } : isTable ? { Table: deployed.table } : { Database: { Name: 'dev' } }))
  })
  await new Promise<void>((resolve) => glue.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { glue.close() })
  const athena = await startAthena(t, { objects: new Map(), bucket, folder: testFolder(t) })
  const verify = async (env: Record<string, string> = {}) => {
    const all = {
      PATH: process.env['PATH'] ?? '',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_ENDPOINT_URL_GLUE: `http://127.0.0.1:${(glue.address() as AddressInfo).port}`,
      AWS_ENDPOINT_URL_ATHENA: athena.url,
      ATHENA_WORKGROUP: 'w',
      ATHENA_DATABASE: 'dev-compras-datacatalog',
      PURCHASES_BUCKET: bucket,
      ...env
    }
    return promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/commands/verify-catalog.ts'], { env: all }).then(({ stdout }) => ({ code: 0, output: stdout }), (error: { code: number, stdout: string, stderr: string }) => ({ code: error.code, output: error.stdout + error.stderr }))
  }
  const good = await verify()
  t.equal(good.code, 0, good.output)
  t.equal(good.output.match(/^ok /gm)?.length, 6)
  deployed.table = { ...table(), PartitionKeys: [], Parameters: { ...table().Parameters, 'projection.day.digits': '1' } }
  t.match(await verify(), { code: 1, output: /FAIL partition keys: tenant_id is missing, not string.*\nFAIL partition projection: projection\.day\.digits is 1, not 2/ })
  deployed.table = null
  t.match(await verify(), { code: 1, output: /FAIL table compras_json: EntityNotFoundException/ })
  t.match(await verify({ ATHENA_WORKGROUP: '' }), { code: 1, output: /Set ATHENA_WORKGROUP/ })
})
