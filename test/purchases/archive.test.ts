import t from 'tap'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { never, recordOf, settings, silent } from './records.ts'

const s3 = await startS3(t)
useStandIns(t, { S3: s3.url })

t.test('the object of the contract has its name, its one line and its metadata', async (t) => {
  const store = createBucket({ bucket: 'prod-compras-backup-s3-bucket', sockets: 4 })
  t.teardown(() => store.close())
  const record = recordOf({
    eventId: 'c4ca4238a0b923820dcc509a6f75849b',
    sequence: '4421584500000000017450439091',
    image: {
      compra_id: { S: 'compra 7' },
      tenant_id: { S: 'tienda/ñ' },
      cupón: { SS: ['X', 'Y'] },
      nota: { M: { peso: { N: '1E+2' }, ok: { BOOL: true }, nada: { NULL: true } } },
      metadata: { S: 'of the source' }
    }
  })
  await archiveBatch(createArchive(store, settings), [record], never, silent)
  const [[key, { body, headers }] = ['', { body: Buffer.from(''), headers: {} }], ...others] = [...s3.objects]
  t.same(others, [])
  const folder = 'prod-compras-backup-s3-bucket/compras/tienda%2F%C3%B1/2024/06/01'
  t.equal(key, `${folder}/insert_compra%207_20240601_100000.json`)
  const text = body.toString()
  t.equal(text.indexOf('\n'), text.length - 1, 'one line')
  const [, ending = ''] = /("cupón".*)\n$/.exec(text) ?? []
  t.equal(ending.replace(/"processed_at":"[^"]+Z"/, '"processed_at":"now"'), [
    '"cupón":["X","Y"],"nota":{"peso":1E+2,"ok":true,"nada":null},"origen":{"metadata":"of the source"},',
    '"resumen":{"total_productos":2,"total_cantidad":5,"total_precio":5.3,"moneda":"USD"},',
    '"metadata":{"event_name":"INSERT","event_source":"aws:dynamodb","aws_region":"us-east-1",',
    '"processed_at":"now","processed_by":"atalaya/test","stage":"test",',
    '"event_id":"c4ca4238a0b923820dcc509a6f75849b","sequence_number":"4421584500000000017450439091",',
    '"approximate_creation_time":"2024-06-01T10:00:00.000Z"}}'
  ].join(''))
  t.match(headers, {
    'content-type': 'application/json',
    'x-amz-server-side-encryption': 'AES256',
    'x-amz-meta-tenant': 'tienda%2F%C3%B1',
    'x-amz-meta-purchase': 'compra%207',
    'x-amz-meta-event-type': 'INSERT',
    'x-amz-meta-event-id': 'c4ca4238a0b923820dcc509a6f75849b'
  })
})
