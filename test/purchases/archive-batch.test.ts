import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import t from 'tap'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { testFolder } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { never, recordOf, settings, silent } from './records.ts'
import { startStores } from './stores.ts'

for (const [kind, open] of await startStores(t)) {
  t.test(`${kind}: changes of a batch are each archived once, however often they come`, async (t) => {
    const store = open(t)
    const archive = createArchive(store, settings)
    const records = [
      recordOf({ eventId: 'e1', sequence: '1' }),
      recordOf({ eventId: 'e2', sequence: '2', eventName: 'MODIFY' }),
      recordOf({ eventId: 'e3', sequence: '3', eventName: 'MODIFY' }),
      recordOf({ eventId: 'e4', sequence: '4', eventName: 'REMOVE', at: 1_717_236_001.5 }),
      recordOf({ eventId: 'e5', sequence: '5', image: { compra_id: { S: 'C/2' } } })
    ]
    const first = await archiveBatch(archive, records, never, silent)
    t.same(first.answer, { batchItemFailures: [] })
    t.match(first.summary, { processed: 5, duplicate: 0, quarantined: 0, failed: 0 })
    const again = await archiveBatch(archive, [...records, ...records.slice(1, 3)], never, silent)
    t.match(again.summary, { processed: 0, duplicate: 7 })
    const keys = [
      'insert_C-1_20240601_100000',
      'modify_C-1_20240601_100000',
      'modify_C-1_20240601_100000_3',
      'remove_C-1_20240601_100001',
      'insert_C%2F2_20240601_100000'
    ]
    for (const [place, key] of keys.entries()) {
      t.equal(await store.eventOf(`compras/acme/2024/06/01/${key}.json`, never), `e${place + 1}`, key)
    }
  })

  t.test(`${kind}: an event id of any length is one event`, async (t) => {
    const archive = createArchive(open(t), settings)
    for (const eventId of ['x'.repeat(700), 'é'.repeat(120)]) {
      const one = recordOf({ eventId, image: { compra_id: { S: eventId.slice(0, 3) } } })
      t.match((await archiveBatch(archive, [one, one], never, silent)).summary, { processed: 1, duplicate: 1 })
      t.match((await archiveBatch(archive, [one], never, silent)).summary, { duplicate: 1 })
    }
  })
}

/** Records that can never be archived, each with the place of its fault. */
function badRecords (): [path: string, record: object][] {
  const image = 'dynamodb/NewImage'
  const fecha = (value: unknown): [string, object] => [`${image}/fecha`, recordOf({ image: { fecha: value } })]
  const extra = (value: unknown) => recordOf({ image: { extra: value } })
  const product = (value: unknown) => recordOf({ image: { productos: { L: [value] } } })
  return [
    [`${image}/extra`, extra({ BOOL: 'yes' })],
    [`${image}/extra`, extra({ X: '1' })],
    [`${image}/extra/a/0`, extra({ M: { a: { L: [{}] } } })],
    [`${image}/compra_id`, recordOf({ image: { compra_id: undefined } })],
    [`${image}/tenant_id`, recordOf({ image: { tenant_id: { S: '' } } })],
    fecha({ S: '01/06/2024' }),
    fecha({ S: '2024-02-30 10:00:00' }),
    fecha(undefined),
    fecha({ S: '1999-12-31' }),
    fecha({ S: ' 2024-06-01 10:00:00 ' }),
    [
      `${image}/productos/0/precio_unitario`,
      product({ M: { cantidad: { N: '1' }, precio_unitario: { S: 'gratis' } } })
    ],
    [`${image}/productos/0`, product({ S: 'x' })],
    ['dynamodb/OldImage', {
      ...recordOf({ eventName: 'REMOVE' }), dynamodb: { ApproximateCreationDateTime: 1, SequenceNumber: '9' }
    }],
    [image, recordOf({ image: { '\uD800': { S: '1' } } })],
    ['dynamodb/ApproximateCreationDateTime', recordOf({ at: '2024-06-01T10:00:00' })],
    ['dynamodb/ApproximateCreationDateTime', recordOf({ at: 'yesterday' })],
    ['dynamodb/SequenceNumber', recordOf({ sequence: '' })],
    ['dynamodb', { eventID: 'no body', eventName: 'INSERT' }],
    ['eventName', recordOf({ eventName: 'UPSERT' })],
    ['eventName', {}],
    ['eventName', { eventID: '\uDC00' }],
    [`${image}/compra_id`, recordOf({ eventId: 'twice', image: { compra_id: undefined } })],
    [`${image}/fecha`, recordOf({ eventId: 'twice', image: { fecha: { S: 'x' } } })]
  ]
}

const kept = Type.Object({ path: Type.String(), reason: Type.String({ minLength: 1 }), record: Type.Object({}) })

t.test('what can never be archived is put into quarantine, and the rest of the batch is unharmed', async (t) => {
  const bad = badRecords()
  const folder = testFolder(t)
  const archive = createArchive(createFolderStore(folder), settings)
  const records = bad.map(([, record]) => record)
  const { answer, summary } = await archiveBatch(archive, [...records, recordOf({ eventId: 'good' })], never, silent)
  t.same(answer, { batchItemFailures: [] })
  t.match(summary, { processed: 1, quarantined: bad.length, failed: 0 })
  const quarantine = join(folder, 'quarantine')
  const files = readdirSync(quarantine, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  const texts = files.map((name) => readFileSync(join(quarantine, name), 'utf8'))
  const paths = texts.map((text) => Parse(kept, JSON.parse(text)).path)
  t.same(paths.sort(), bad.map(([path]) => path).sort())
  const again = await archiveBatch(archive, records, never, silent)
  t.match(again.summary, { quarantined: bad.length }, 'again: the same')
  t.ok(existsSync(join(folder, 'compras/acme/2024/06/01/insert_C-1_20240601_100000.json')))
})

t.test('a failure names its change and those that follow it of the same purchase; others go on', async (t) => {
  const s3 = await startS3(t)
  useStandIns(t, { S3: s3.url })
  const store = createBucket({ bucket: 'failing', sockets: 4 })
  t.teardown(() => store.close())
  s3.behaviour.fault = (_method, key) => key.includes('modify_C-1') ? 'unavailable' : null
  const records = [
    recordOf({ sequence: '1' }),
    recordOf({ sequence: '2', eventName: 'MODIFY' }),
    recordOf({ sequence: '3', eventName: 'REMOVE' }),
    recordOf({ sequence: '4', image: { compra_id: { S: 'C-2' } } })
  ]
  const archive = createArchive(store, settings)
  const { answer, failed } = await archiveBatch(archive, records, never, silent)
  t.same(answer, { batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }] })
  t.same(failed, records.slice(1, 3))
  s3.behaviour.fault = () => null
  const rest = await archiveBatch(archive, records.slice(1), never, silent)
  t.match(rest.summary, { processed: 2, duplicate: 1, failed: 0 })
  const late = await archiveBatch(archive, records, AbortSignal.abort(), silent)
  t.equal(late.answer.batchItemFailures.length, 4, 'out of time: all of it comes again')
})
