import Big from 'big.js'
import { LosslessNumber, parse } from 'lossless-json'
import t from 'tap'
import { createArchive } from '../../src/purchases/archive.ts'
import type { StreamRecord } from '../../src/purchases/change.ts'
import { generator } from '../../src/purchases/demo.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { archiveBatch } from '../../src/purchases/stream.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3, type Fault } from '../stand-ins/s3.ts'
import { recordOf, settings, silent } from './records.ts'

const runs = 200
const runsAtOnce = 25
const faultShare = 0.2
const faults: Fault[] = ['unavailable', 'conflict', 'reset', 'reset-after', 'unavailable-after']

const s3 = await startS3(t)
useStandIns(t, { S3: s3.url })

/** The changes of a few purchases, many of them of one within one second. */
function streamOf (random: () => number, run: number): { records: StreamRecord[], total: Big } {
  let total = new Big(0)
  const records = Array.from({ length: 20 + Math.floor(random() * 30) }, (_, place) => {
    const price = `${Math.floor(random() * 1e6)}.${String(Math.floor(random() * 1e9)).padStart(9, '0')}`
    total = total.plus(new Big(price).times(3))
    return recordOf({
      eventId: `run-${run}-${place}`,
      eventName: (['INSERT', 'MODIFY', 'MODIFY', 'REMOVE'] as const)[Math.floor(random() * 4)] ?? 'INSERT',
      sequence: String(1000 + place),
      at: 1_717_236_000 + Math.floor(place / 8),
      image: { compra_id: { S: `C-${Math.floor(random() * 6)}` }, productos: { L: [{ M: { precio_unitario: { N: price }, cantidad: { N: '3' } } }] } }
    })
  })
  return { records, total }
}

/** What Lambda does with a shard: batches from a checkpoint on, again from the first failure, again after a crash, and at times again without reason. */
async function deliver (run: number): Promise<{ bucket: string, records: StreamRecord[], total: Big, batches: number, killed: number }> {
  const random = generator(run)
  const bucket = `run-${run}`
  const { records, total } = streamOf(random, run)
  const store = createBucket({ bucket, sockets: 8 })
  const archive = createArchive(store, settings)
  let [checkpoint, batches, killed] = [0, 0, 0]
  while (checkpoint < records.length) {
    batches++
    // a batch that failed is also sent in parts, and one that was done may come again with what was before it
    const start = random() < 0.1 ? Math.max(0, checkpoint - Math.floor(random() * 10)) : checkpoint
    const batch = records.slice(start, start + 1 + Math.floor(random() * 20))
    const life = random() < 0.15 ? AbortSignal.timeout(Math.floor(random() * 20)) : new AbortController().signal
    const { answer: { batchItemFailures } } = await archiveBatch(archive, batch, life, silent)
    if (life.aborted) { // the process is gone, and its answer with it
      killed++
      continue
    }
    const lowest = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier) - 1000).sort((a, b) => a - b)[0]
    checkpoint = Math.max(checkpoint, lowest ?? start + batch.length)
  }
  store.close()
  return { bucket, records, total, batches, killed }
}

t.test(`with one call in five failing, ${runs} streams are each archived to the last change, once`, async (t) => {
  const random = generator(7)
  s3.behaviour.fault = () => random() < faultShare ? faults[Math.floor(random() * faults.length)] ?? null : null
  const sums = { records: 0, batches: 0, killed: 0 }
  for (let first = 1; first <= runs; first += runsAtOnce) {
    const done = await Promise.all(Array.from({ length: runsAtOnce }, (_, place) => deliver(first + place)))
    for (const { bucket, records, total, batches, killed } of done) {
      const stored = [...s3.objects].filter(([key]) => key.startsWith(`${bucket}/`))
      const documents = stored.map(([, { body }]) => parse(body.toString()) as { resumen: { total_precio: LosslessNumber }, metadata: { event_id: string } })
      const ids = documents.map(({ metadata }) => metadata.event_id).sort()
      const sum = documents.reduce((sum, { resumen }) => sum.plus(resumen.total_precio.value), new Big(0))
      const isWhole = stored.length === records.length && ids.join() === records.map(({ eventID }) => String(eventID)).sort().join() && sum.eq(total)
      if (!isWhole) t.fail(`${bucket}: ${stored.length} objects of ${records.length} events, ${sum.toFixed()} of ${total.toFixed()}`)
      sums.records += records.length
      sums.batches += batches
      sums.killed += killed
    }
  }
  t.ok(s3.seen.faults > s3.seen.calls * 0.15)
  t.equal(s3.objects.size, sums.records)
  t.comment(`${runs} streams, ${sums.records} changes in ${sums.batches} batches of which ${sums.killed} were killed, ${s3.seen.calls} calls of which ${s3.seen.faults} failed: one object for each change, totals exact`)
})
