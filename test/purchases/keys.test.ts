import t from 'tap'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import { keyOf, segmentOf, tenantSegment, textOfSegment } from '../../src/purchases/keys.ts'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import { testFolder } from '../helper.ts'
import { never, recordOf, settings, silent } from './records.ts'

const names = [
  'é'.repeat(100), '🛒'.repeat(60), '€'.repeat(200), 'a/b', '..', '.', 'with spaces', '🛒', 'ACME', 'acme',
  "it's (x)*!", 'ñ', 'x'.repeat(2000), 'y'.repeat(2000), 'é'.repeat(500), '%2F', '%'
]

t.test('whatever a tenant or a purchase is called, it has a path of its own that S3 takes', async (t) => {
  const change = { eventName: 'INSERT', day: { year: '2024', month: '06', day: '01' }, stamp: '20240601_100000' }
  const suffix = `_${'9'.repeat(40)}_${'a'.repeat(16)}`
  const keys = names.map((name) => keyOf({ ...change, tenantId: name, purchaseId: name }, suffix))
  t.equal(new Set(keys).size, names.length)
  for (const key of keys) {
    t.ok(Buffer.byteLength(key) <= 1024, `${key.length} bytes`)
    t.match(key, /^compras\/[A-Za-z0-9._~%-]+\/2024\/06\/01\/insert_[A-Za-z0-9._~%-]+\.json$/)
    t.notOk(key.split('/').some((part) => /^\.+$/.test(part)))
    t.doesNotThrow(() => textOfSegment(key.split('/')[1] ?? ''), key)
  }
})

t.test('a segment that is not too long can be read back', async (t) => {
  const short = names.filter((name) => encodeURIComponent(name).length < 240)
  for (const name of short) t.equal(textOfSegment(segmentOf(name)), name)
  t.equal(tenantSegment('acme'), 'acme')
})

t.test('a folder takes purchases of any name and size', async (t) => {
  const archive = createArchive(createFolderStore(testFolder(t)), settings)
  const records = names.map((name) => recordOf({ image: { tenant_id: { S: name }, compra_id: { S: name } } }))
  const big = recordOf({ image: { compra_id: { S: 'big' }, nota: { S: 'z'.repeat(390_000) } } })
  const { summary } = await archiveBatch(archive, [...records, big], never, silent)
  t.match(summary, { processed: names.length + 1 })
})
