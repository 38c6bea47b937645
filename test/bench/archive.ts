import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { archiveBatch, maxConcurrentWrites } from '../../src/purchases/archive-batch.ts'
import { createArchive, type Archive } from '../../src/purchases/archive.ts'
import type { StreamRecord } from '../../src/purchases/change.ts'
import { demoRecords } from '../../src/purchases/demo.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { reportOf } from '../../src/purchases/report.ts'
import { startS3 } from '../stand-ins/s3.ts'

/**
 * `npm run bench:archive`: the handler against one change after the other, in the same run, on an S3 stand-in with
 * 20 ms a call; and the report.
 */
const latencyMs = 20
const batchSize = 1000
const never = new AbortController().signal
const silent = {
  warn: () => {},
  error: (fields: object, message: string) => { throw new Error(`${message}: ${JSON.stringify(fields)}`) }
}
const settings = { stage: 'bench', processedBy: 'bench', currency: 'USD' }
const ends: (() => unknown)[] = []
const life = { teardown: (end: () => unknown) => { ends.push(end) } }
Object.assign(process.env, {
  AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'stand-in', AWS_SECRET_ACCESS_KEY: 'stand-in'
})

let failed = false
function judge (what: string, figure: string, isMet: boolean, limit: string): void {
  failed ||= !isMet
  process.stdout.write(`${isMet ? 'ok    ' : 'MISSED'} ${what}: ${figure} (${limit})\n`)
}

async function archiveAll (archive: Archive, records: StreamRecord[], afterBatch = () => {}): Promise<void> {
  for (let first = 0; first < records.length; first += batchSize) {
    const { answer } = await archiveBatch(archive, records.slice(first, first + batchSize), never, silent)
    if (answer.batchItemFailures.length > 0) throw new Error('changes failed')
    afterBatch()
  }
}

async function benchHandler (): Promise<void> {
  const records = demoRecords(8_200).slice(0, 10_000)
  const s3 = await startS3(life, { latencyMs })
  process.env['AWS_ENDPOINT_URL_S3'] = s3.url
  const store = createBucket({ bucket: 'bench', sockets: maxConcurrentWrites })
  const archive = createArchive(store, settings)

  // the sequential rate, on a part: each change takes at least the stand-in's latency
  const some = records.slice(0, 300)
  let start = performance.now()
  for (const record of some) await archive.write(archive.change(record), never)
  const sequential = some.length / (performance.now() - start)

  s3.objects.clear()
  start = performance.now()
  const heaps: number[] = []
  await archiveAll(archive, records, () => {
    globalThis.gc?.()
    const { heapUsed, external } = process.memoryUsage()
    // what the stand-in holds is not the handler's
    const held = [...s3.objects.values()].reduce((sum, { body }) => sum + body.length, 0)
    heaps.push(heapUsed + external - held)
  })
  const parallel = records.length / (performance.now() - start)
  const ratio = parallel / sequential
  const [rate, sequentialRate] = [parallel, sequential].map((perMs) => Math.round(perMs * 1000))
  const figure = `${rate} a second, ${ratio.toFixed(1)} x one after the other (${sequentialRate} a second)`
  judge('10,000 changes through the handler', figure, ratio >= 8, 'at least 8 x')
  const { maxSockets } = s3.seen
  judge('sockets', String(maxSockets), maxSockets <= maxConcurrentWrites + 1, `at most ${maxConcurrentWrites + 1}`)
  const grown = (heaps.at(-1) ?? 0) - (heaps[1] ?? 0)
  const limit = 'less than 40 MB, of which the stand-in\'s index is a part'
  judge('memory from the second batch to the last', `${(grown / 1e6).toFixed(1)} MB more`, grown < 40e6, limit)
  store.close()
}

async function benchReport (): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
  const objects = createFolderStore(folder)
  const records = demoRecords(20_000)
  await archiveAll(createArchive(objects, settings), records)
  const engine = createDuckDB(objects.tenantFolder)
  const times: number[] = []
  for (let run = 0; run < 6; run++) {
    const start = performance.now()
    await reportOf({ objects, engine }, null, { tenantId: null, from: null, to: null }, never)
    times.push(performance.now() - start)
  }
  const [first = 0, ...later] = times
  process.stdout.write(`       the first report reads ${records.length} objects: ${Math.round(first)} ms\n`)
  const median = later.sort((a, b) => a - b)[2] ?? NaN
  judge('report over 20,000 purchases', `${Math.round(median)} ms`, median < 1000, 'under 1 s')
  engine.close()
  await rm(folder, { recursive: true })
}

await benchHandler()
await benchReport()
for (const end of ends) await end()
process.exit(failed ? 1 : 0)
