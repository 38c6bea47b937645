import { performance } from 'node:perf_hooks'
import { createArchive } from '../../src/purchases/archive.ts'
import { demoRecords } from '../../src/purchases/demo.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import { createFolder } from '../../src/purchases/objects/folder.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { reportOf } from '../../src/purchases/report.ts'
import { archiveBatch, mostAtOnce } from '../../src/purchases/stream.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3 } from '../stand-ins/s3.ts'

/** `npm run bench:archive`: the handler against one change after the other, in the same run, on an S3 stand-in with 20 ms a call; and the report. */
const latencyMs = 20
const records = demoRecords(8_200).slice(0, 10_000)
const never = new AbortController().signal
const silent = { warn: () => {}, error: (fields: object, message: string) => { throw new Error(`${message}: ${JSON.stringify(fields)}`) } }
const settings = { stage: 'bench', processedBy: 'bench', currency: 'USD' }
const ends: (() => unknown)[] = []
const life = { teardown: (end: () => unknown) => { ends.push(end) } }
Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'stand-in', AWS_SECRET_ACCESS_KEY: 'stand-in' })
let failed = false
const verdict = (what: string, figure: string, isMet: boolean, limit: string) => {
  failed ||= !isMet
  process.stdout.write(`${isMet ? 'ok    ' : 'MISSED'} ${what}: ${figure} (${limit})\n`)
}

const s3 = await startS3(life, { latencyMs })
process.env['AWS_ENDPOINT_URL_S3'] = s3.url
const store = createBucket({ bucket: 'bench', sockets: mostAtOnce })
const archive = createArchive(store, settings)

// the sequential rate, on a part: each change takes at least the stand-in's latency
const some = records.slice(0, 300)
let start = performance.now()
for (const record of some) await archive.write(archive.change(record), never)
const sequential = some.length / (performance.now() - start)

s3.objects.clear()
start = performance.now()
const heaps: number[] = []
for (let first = 0; first < records.length; first += 1000) {
  const { answer } = await archiveBatch(archive, records.slice(first, first + 1000), never, silent)
  if (answer.batchItemFailures.length > 0) throw new Error('changes failed')
  globalThis.gc?.()
  // what the stand-in holds is not the handler's
  heaps.push(process.memoryUsage().heapUsed + process.memoryUsage().external - [...s3.objects.values()].reduce((sum, { body }) => sum + body.length, 0))
}
const parallel = records.length / (performance.now() - start)
verdict('10,000 changes through the handler', `${Math.round(parallel * 1000)} a second, ${(parallel / sequential).toFixed(1)} x one after the other (${Math.round(sequential * 1000)} a second)`, parallel / sequential >= 8, 'at least 8 x')
verdict('sockets', String(s3.seen.mostSockets), s3.seen.mostSockets <= mostAtOnce + 1, `at most ${mostAtOnce + 1}`)
const [second = 0, last = 0] = [heaps[1], heaps.at(-1)]
verdict('memory from the second batch to the last', `${((last - second) / 1e6).toFixed(1)} MB more`, last - second < 40e6, 'less than 40 MB, of which the stand-in\'s index is a part')
store.close()

const folder = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
const objects = createFolder(folder)
const all = demoRecords(20_000)
for (let first = 0; first < all.length; first += 1000) await archiveBatch(createArchive(objects, settings), all.slice(first, first + 1000), never, silent)
const engine = createDuckDB(objects.tenantFolder)
const times: number[] = []
for (let run = 0; run < 6; run++) {
  start = performance.now()
  await reportOf({ objects, engine }, null, { tenantId: null, from: null, to: null }, never)
  times.push(performance.now() - start)
}
const [first = 0, ...later] = times
const median = later.sort((a, b) => a - b)[2] ?? 0
process.stdout.write(`       the first report reads ${all.length} objects: ${Math.round(first)} ms\n`)
verdict('report over 20,000 purchases', `${Math.round(median)} ms`, median < 1000, 'under 1 s')
engine.close()
await rm(folder, { recursive: true })
for (const end of ends) await end()
process.exit(failed ? 1 : 0)
