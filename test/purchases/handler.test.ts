import { cpSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { noteLog, testFolder } from '../helper.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { recordOf } from './records.ts'

t.test('the built handler archives a batch of the stream and acknowledges it', async (t) => {
  const taskRoot = testFolder(t)
  cpSync('dist', taskRoot, { recursive: true })
  const s3 = await startS3(t)
  const api = await startRuntimeApi()
  const env = {
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example-secret-access-key',
    PURCHASES_BUCKET: 'prod-compras-backup-s3-bucket',
    STAGE: 'prod',
    AUTH: 'none',
    LOG_LEVEL: 'info'
  }
  const runtime = startRuntime(api, { taskRoot, handler: 'handler', env })
  t.teardown(async () => {
    await runtime.stop()
    await api.close()
    noteLog(runtime.output())
  })
  const invoke = async (...Records: object[]): Promise<unknown> => {
    const invoked = await api.invoke({ Records })
    return invoked.kind === 'error' ? invoked.errorType : JSON.parse(await text(invoked.body))
  }
  const record = recordOf({ eventId: '1', sequence: '111', at: 1_479_499_740 })
  t.same(await invoke(record), { batchItemFailures: [] })
  const [[key, { body }] = ['', { body: '' }], ...others] = [...s3.objects]
  t.same(others, [])
  t.equal(key, 'prod-compras-backup-s3-bucket/compras/acme/2024/06/01/insert_C-1_20161118_200900.json')
  t.match(JSON.parse(String(body)), {
    compra_id: 'C-1',
    productos: [{ codigo: 'A', precio_unitario: 0.1 }, { precio_unitario: '2.50' }],
    resumen: { total_productos: 2, total_cantidad: 5, total_precio: 5.3, moneda: 'USD' },
    metadata: {
      event_name: 'INSERT',
      stage: 'prod',
      processed_by: /^atalaya\/\d/,
      event_id: '1',
      sequence_number: '111',
      approximate_creation_time: '2016-11-18T20:09:00.000Z'
    }
  })
  t.same(await invoke(record, recordOf({ eventName: 'REMOVE', sequence: '112' })), { batchItemFailures: [] })
  t.equal(s3.objects.size, 2)
  s3.behaviour.fault = () => 'unavailable'
  const failing = recordOf({ sequence: '113', image: { compra_id: { S: 'C-9' } } })
  t.same(await invoke(failing), { batchItemFailures: [{ itemIdentifier: '113' }] })
  const mixed = await invoke(record, { ...record, eventSource: 'aws:sqs' })
  t.equal(mixed, 'UnknownEventSource', 'a batch that is not all DynamoDB\'s is refused whole')
  const lines = runtime.output().split('\n').filter((line) => line.includes('purchases_processed'))
  t.match(lines.map((line): unknown => JSON.parse(line)), [
    {
      route: 'dynamodb',
      purchases_processed: 1,
      purchases_duplicate: 0,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Atalaya' }] }
    },
    { purchases_processed: 1, purchases_duplicate: 1 },
    { purchases_failed: 1 }
  ])
})
