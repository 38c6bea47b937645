import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Big from 'big.js'
import { LosslessNumber, parse } from 'lossless-json'
import t, { type Test } from 'tap'
import { createArchive } from '../../src/purchases/archive.ts'
import { changeOf } from '../../src/purchases/change.ts'
import { keyOf, segmentOf, tenantSegment, textOfSegment } from '../../src/purchases/keys.ts'
import { createFolder } from '../../src/purchases/objects/folder.ts'
import type { Objects } from '../../src/purchases/objects/objects.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { archiveBatch } from '../../src/purchases/stream.ts'
import { testFolder } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { never, recordOf, settings, silent } from './records.ts'

const s3 = await startS3(t)
useStandIns(t, { S3: s3.url })

const stores: [string, (t: Test) => Objects][] = [
  ['folder', (t) => createFolder(testFolder(t))],
  ['s3', (t) => createBucket({ bucket: `bucket-${t.name.length}-${s3.objects.size}`, sockets: 16 })]
]

const labels = { tenant: 'acme', purchase: 'C-1', 'event-type': 'INSERT', 'event-id': 'é-1' }

/** What every store of objects must do. */
for (const [kind, open] of stores) {
  t.test(`${kind}: an object is written once, and then read, listed and known by its event`, async (t) => {
    const store = open(t)
    t.teardown(() => store.close())
    const body = '{"metadata":{"event_id":"é-1"}}\n'
    t.equal(await store.create('compras/acme/2024/06/01/a.json', body, labels, never), 'created')
    t.equal(await store.create('compras/acme/2024/06/01/a.json', 'another', { ...labels, 'event-id': 'other' }, never), 'exists')
    t.equal(await store.read('compras/acme/2024/06/01/a.json', never), body)
    t.equal(await store.eventOf('compras/acme/2024/06/01/a.json', never), 'é-1')
    t.equal(await store.read('compras/acme/none.json', never), null)
    t.equal(await store.eventOf('compras/acme/none.json', never), null)
    for (const tenant of ['b%20c', 'Acme']) await store.create(`compras/${tenant}/2024/06/01/x.json`, body, labels, never)
    t.same((await store.tenants(10, never)).length, 3)
    t.same((await store.tenants(2, never)).length, 2)
    await t.resolves(store.probe(never))
    const winners = await Promise.all(Array.from({ length: 20 }, (_, n) => store.create('compras/acme/2024/06/01/race.json', `${n}`, { ...labels, 'event-id': `${n}` }, never)))
    t.equal(winners.filter((outcome) => outcome === 'created').length, 1, 'of many at once one wins')
  })

  t.test(`${kind}: changes of a batch are each archived once, however often they come`, async (t) => {
    const store = open(t)
    t.teardown(() => store.close())
    const archive = createArchive(store, settings)
    const records = [
      recordOf({ eventId: 'e1', sequence: '1' }), recordOf({ eventId: 'e2', sequence: '2', eventName: 'MODIFY' }), recordOf({ eventId: 'e3', sequence: '3', eventName: 'MODIFY' }),
      recordOf({ eventId: 'e4', sequence: '4', eventName: 'REMOVE', at: 1_717_236_001.5 }), recordOf({ eventId: 'e5', sequence: '5', image: { compra_id: { S: 'C/2' } } })
    ]
    const first = await archiveBatch(archive, records, never, silent)
    t.same(first.answer, { batchItemFailures: [] })
    t.match(first.summary, { processed: 5, duplicate: 0, quarantined: 0, failed: 0 })
    t.match((await archiveBatch(archive, [...records, ...records.slice(1, 3)], never, silent)).summary, { processed: 0, duplicate: 7 })
    const keys = ['insert_C-1_20240601_100000', 'modify_C-1_20240601_100000', 'modify_C-1_20240601_100000_3', 'remove_C-1_20240601_100001', 'insert_C%2F2_20240601_100000']
    for (const [place, key] of keys.entries()) t.equal(await store.eventOf(`compras/acme/2024/06/01/${key}.json`, never), `e${place + 1}`, key)
  })
}

t.test('the object of the contract: its name, its one line, its labels', async (t) => {
  s3.objects.clear()
  const store = createBucket({ bucket: 'prod-compras-backup-s3-bucket', sockets: 4 })
  t.teardown(() => store.close())
  const record = recordOf({ eventId: 'c4ca4238a0b923820dcc509a6f75849b', sequence: '4421584500000000017450439091', image: { compra_id: { S: 'compra 7' }, tenant_id: { S: 'tienda/ñ' }, cupón: { SS: ['X', 'Y'] }, nota: { M: { peso: { N: '1E+2' }, ok: { BOOL: true }, nada: { NULL: true } } }, metadata: { S: 'of the source' } } })
  await archiveBatch(createArchive(store, settings), [record], never, silent)
  const [[key, { body, headers }] = ['', { body: Buffer.from(''), headers: {} }], ...others] = [...s3.objects]
  t.same(others, [])
  t.equal(key, 'prod-compras-backup-s3-bucket/compras/tienda%2F%C3%B1/2024/06/01/insert_compra%207_20240601_100000.json')
  const text = body.toString()
  t.equal(text.indexOf('\n'), text.length - 1, 'one line')
  t.match(text, /"nota":\{"peso":1E\+2,"ok":true,"nada":null\},"origen":\{"metadata":"of the source"\},"resumen":\{"total_productos":2,"total_cantidad":5,"total_precio":5\.3,"moneda":"USD"\},"metadata":\{"event_name":"INSERT","event_source":"aws:dynamodb","aws_region":"us-east-1","processed_at":"[^"]+Z","processed_by":"atalaya\/test","stage":"test","event_id":"c4ca4238a0b923820dcc509a6f75849b","sequence_number":"4421584500000000017450439091","approximate_creation_time":"2024-06-01T10:00:00\.000Z"\}\}\n$/)
  t.match(headers, {
    'content-type': 'application/json', 'x-amz-server-side-encryption': 'AES256', 'x-amz-meta-tenant': 'tienda%2F%C3%B1', 'x-amz-meta-purchase': 'compra%207', 'x-amz-meta-event-type': 'INSERT', 'x-amz-meta-event-id': 'c4ca4238a0b923820dcc509a6f75849b'
  })
})

t.test('what can never be archived is put into quarantine, and the rest of the batch is unharmed', async (t) => {
  const bad: [path: string, record: object][] = [
    ['dynamodb/NewImage/extra', recordOf({ image: { extra: { BOOL: 'yes' } } })],
    ['dynamodb/NewImage/compra_id', recordOf({ image: { compra_id: undefined } })], ['dynamodb/NewImage/tenant_id', recordOf({ image: { tenant_id: { S: '' } } })],
    ['dynamodb/NewImage/fecha', recordOf({ image: { fecha: { S: '01/06/2024' } } })], ['dynamodb/NewImage/fecha', recordOf({ image: { fecha: { S: '2024-02-30 10:00:00' } } })], ['dynamodb/NewImage/fecha', recordOf({ image: { fecha: undefined } })],
    ['dynamodb/NewImage/fecha', recordOf({ image: { fecha: { S: '1999-12-31' } } })], ['dynamodb/NewImage/extra', recordOf({ image: { extra: { X: '1' } } })], ['dynamodb/NewImage/extra/a/0', recordOf({ image: { extra: { M: { a: { L: [{}] } } } } })],
    ['dynamodb/NewImage/productos/0/precio_unitario', recordOf({ image: { productos: { L: [{ M: { cantidad: { N: '1' }, precio_unitario: { S: 'gratis' } } }] } } })], ['dynamodb/NewImage/productos/0', recordOf({ image: { productos: { L: [{ S: 'x' }] } } })],
    ['dynamodb/OldImage', { ...recordOf({ eventName: 'REMOVE' }), dynamodb: { ApproximateCreationDateTime: 1, SequenceNumber: '9' } }], ['eventName', recordOf({ eventName: 'UPSERT' })], ['dynamodb', { eventID: 'no body', eventName: 'INSERT' }],
    ['dynamodb/NewImage/fecha', recordOf({ image: { fecha: { S: ' 2024-06-01 10:00:00 ' } } })], ['dynamodb/NewImage', recordOf({ image: { '\uD800': { S: '1' } } })], ['dynamodb/ApproximateCreationDateTime', recordOf({ at: '2024-06-01T10:00:00' })],
    ['dynamodb/ApproximateCreationDateTime', recordOf({ at: 'yesterday' })], ['dynamodb/SequenceNumber', recordOf({ sequence: '' })], ['eventName', {}], ['eventName', { eventID: '\uDC00' }], ['dynamodb/NewImage/compra_id', recordOf({ eventId: 'twice', image: { compra_id: undefined } })], ['dynamodb/NewImage/fecha', recordOf({ eventId: 'twice', image: { fecha: { S: 'x' } } })]
  ]
  const folder = testFolder(t)
  const archive = createArchive(createFolder(folder), settings)
  const good = recordOf({ eventId: 'good' })
  const { answer, summary } = await archiveBatch(archive, [...bad.map(([, record]) => record), good], never, silent)
  t.same(answer, { batchItemFailures: [] })
  t.match(summary, { processed: 1, quarantined: bad.length, failed: 0 })
  const kept = readdirSync(join(folder, 'quarantine'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(folder, 'quarantine', name), 'utf8')) as { path: string, reason: string, record: object })
  t.same(kept.map(({ path }) => path).sort(), bad.map(([path]) => path).sort())
  t.ok(kept.every(({ reason, record }) => reason !== '' && typeof record === 'object'))
  t.match((await archiveBatch(archive, bad.map(([, record]) => record), never, silent)).summary, { quarantined: bad.length }, 'again: the same')
  t.ok(existsSync(join(folder, 'compras/acme/2024/06/01/insert_C-1_20240601_100000.json')))
})

t.test('whatever a tenant or a purchase is called, it has a path of its own', async (t) => {
  const names = ['é'.repeat(100), '🛒'.repeat(60), '€'.repeat(200), 'a/b', '..', '.', 'with spaces', '🛒', 'ACME', 'acme', "it's (x)*!", 'ñ', 'x'.repeat(2000), 'y'.repeat(2000), 'é'.repeat(500), '%2F', '%']
  const keys = names.map((name) => keyOf({ tenantId: name, purchaseId: name, eventName: 'INSERT', day: { year: '2024', month: '06', day: '01' }, stamp: '20240601_100000' }, `_${'9'.repeat(40)}_${'a'.repeat(16)}`))
  t.equal(new Set(keys).size, names.length)
  for (const key of keys) {
    t.ok(Buffer.byteLength(key) <= 1024, `${key.length} bytes`)
    t.match(key, /^compras\/[A-Za-z0-9._~%-]+\/2024\/06\/01\/insert_[A-Za-z0-9._~%-]+\.json$/)
    t.notOk(key.split('/').some((part) => /^\.+$/.test(part)))
  }
  for (const key of keys) t.doesNotThrow(() => textOfSegment(key.split('/')[1] ?? ''), key)
  for (const name of names.filter((name) => encodeURIComponent(name).length < 240)) t.equal(textOfSegment(segmentOf(name)), name)
  t.equal(tenantSegment('acme'), 'acme')
  const folder = testFolder(t)
  const archive = createArchive(createFolder(folder), settings)
  const records = names.map((name) => recordOf({ image: { tenant_id: { S: name }, compra_id: { S: name } } }))
  const big = recordOf({ image: { compra_id: { S: 'big' }, nota: { S: 'z'.repeat(390_000) } } })
  t.match((await archiveBatch(archive, [...records, big], never, silent)).summary, { processed: names.length + 1 })
})

t.test('totals are exact to the last digit', async (t) => {
  const totals = (lines: [price: string, quantity: string][]) => {
    const { members } = changeOf(recordOf({ image: { productos: { L: lines.map(([price, quantity]) => ({ M: { precio_unitario: { N: price }, cantidad: { N: quantity } } })) } } }), 'USD')
    return (parse(`{${members}}`) as { resumen: Record<string, LosslessNumber> }).resumen
  }
  t.match(totals([['+5', '2'], ['.5', '1.']]), { total_precio: { value: '10.5' }, total_cantidad: { value: '3' } })
  const digits = '12345678901234567890123456789012345678'
  t.match(totals([[digits, digits]]), { total_precio: { value: (BigInt(digits) * BigInt(digits)).toString() } })
  t.match(totals([['0.1', '3'], ['1E-130', '1'], ['1E125', '1']]), { total_precio: { value: new Big('1E125').plus('0.3').plus('1E-130').toFixed() } })
  t.match(totals(Array.from({ length: 1_000_000 }, () => ['0.01', '0.1'] as [string, string])), { total_productos: { value: '1000000' }, total_cantidad: { value: '100000' }, total_precio: { value: '1000' } })
})

t.test('an event id of any length is one event; an attribute of any name is kept', async (t) => {
  const ids = ['x'.repeat(700), 'é'.repeat(120)]
  const record = (id: string) => recordOf({ eventId: id, image: { compra_id: { S: id.slice(0, 3) }, origen: { S: 'web' }, resumen: { S: 'own' }, moneda: { S: '' } } })
  for (const [kind, open] of stores) {
    const store = open(t)
    t.teardown(() => store.close())
    const archive = createArchive(store, settings)
    for (const id of ids) {
      const one = record(id)
      t.match((await archiveBatch(archive, [one, one], never, silent)).summary, { processed: 1, duplicate: 1 }, kind)
      t.match((await archiveBatch(archive, [one], never, silent)).summary, { duplicate: 1 })
    }
  }
  const { members } = changeOf(record('y'), 'USD')
  t.match(parse(`{${members}}`), { origen: { origen: 'web', resumen: 'own' }, resumen: { moneda: 'USD' } })
})

t.test('a failure names its change and those that follow it of the same purchase; others go on', async (t) => {
  const store = createBucket({ bucket: 'failing', sockets: 4 })
  t.teardown(() => {
    s3.behaviour.fault = () => null
    store.close()
  })
  s3.behaviour.fault = (_method, key) => key.includes('modify_C-1') ? 'unavailable' : null
  const records = [recordOf({ sequence: '1' }), recordOf({ sequence: '2', eventName: 'MODIFY' }), recordOf({ sequence: '3', eventName: 'REMOVE' }), recordOf({ sequence: '4', image: { compra_id: { S: 'C-2' } } })]
  const { answer } = await archiveBatch(createArchive(store, settings), records, never, silent)
  t.same(answer, { batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }] })
  s3.behaviour.fault = () => null
  t.match((await archiveBatch(createArchive(store, settings), records.slice(1), never, silent)).summary, { processed: 2, duplicate: 1, failed: 0 })
  t.same((await archiveBatch(createArchive(store, settings), records, AbortSignal.abort(), silent)).answer.batchItemFailures.length, 4, 'out of time: all of it comes again')
})
