import Big from 'big.js'
import { parse } from 'lossless-json'
import t from 'tap'
import { member } from '../../src/json/is-object.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import type { StreamRecord } from '../../src/purchases/change.ts'
import { seededRandom } from '../../src/purchases/demo.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
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
    const line = { M: { precio_unitario: { N: price }, cantidad: { N: '3' } } }
    return recordOf({
      eventId: `run-${run}-${place}`,
      eventName: (['INSERT', 'MODIFY', 'MODIFY', 'REMOVE'] as const)[Math.floor(random() * 4)] ?? 'INSERT',
      sequence: String(1000 + place),
      at: 1_717_236_000 + Math.floor(place / 8),
      image: { compra_id: { S: `C-${Math.floor(random() * 6)}` }, productos: { L: [line] } }
    })
  })
  return { records, total }
}

interface Delivery {
  bucket: string
  records: StreamRecord[]
  total: Big
  batches: number
  killed: number
}

/**
 * What Lambda does with a shard: batches from a checkpoint on, again from the first failure, again after a crash, and
 * at times again without reason.
 */
async function deliver (run: number): Promise<Delivery> {
  const random = seededRandom(run)
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
    const failed = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier) - 1000)
    checkpoint = Math.max(checkpoint, failed.length > 0 ? Math.min(...failed) : start + batch.length)
  }
  store.close()
  return { bucket, records, total, batches, killed }
}

/** What the stand-in holds of a stream: how many objects, the ids of their events, and what they come to. */
function storedOf ({ bucket }: Delivery): { objects: number, ids: string[], sum: Big } {
  const stored = [...s3.objects].filter(([key]) => key.startsWith(`${bucket}/`))
  const documents = stored.map(([, { body }]) => parse(body.toString()))
  const ids = documents.map((document) => String(member(member(document, 'metadata'), 'event_id')))
  const prices = documents.map((document) => String(member(member(document, 'resumen'), 'total_precio')))
  return { objects: stored.length, ids: ids.sort(), sum: prices.reduce((sum, price) => sum.plus(price), new Big(0)) }
}

t.test(`with one call in five failing, ${runs} streams are each archived to the last change, once`, async (t) => {
  const random = seededRandom(7)
  s3.behaviour.fault = () => random() < faultShare ? faults[Math.floor(random() * faults.length)] ?? null : null
  const sums = { records: 0, batches: 0, killed: 0 }
  for (let first = 1; first <= runs; first += runsAtOnce) {
    const deliveries = Array.from({ length: runsAtOnce }, (_, place) => deliver(first + place))
    for (const delivery of await Promise.all(deliveries)) {
      const { bucket, records, total, batches, killed } = delivery
      const { objects, ids, sum } = storedOf(delivery)
      const wanted = records.map(({ eventID }) => String(eventID)).sort()
      if (objects !== records.length || ids.join() !== wanted.join() || !sum.eq(total)) {
        t.fail(`${bucket}: ${objects} objects of ${records.length} events, ${sum.toFixed()} of ${total.toFixed()}`)
      }
      sums.records += records.length
      sums.batches += batches
      sums.killed += killed
    }
  }
  t.ok(s3.seen.faults > s3.seen.calls * 0.15)
  t.equal(s3.objects.size, sums.records)
  const batches = `${sums.records} changes in ${sums.batches} batches of which ${sums.killed} were killed`
  t.comment(`${runs} streams, ${batches}, ${s3.seen.calls} calls of which ${s3.seen.faults} failed: all exact`)
})
