import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { createArchive } from '../../src/purchases/archive.ts'
import type { StreamRecord } from '../../src/purchases/change.ts'
import { demoRecords } from '../../src/purchases/demo.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import { createFolder } from '../../src/purchases/objects/folder.ts'
import { replay, type Checkpoint } from '../../src/purchases/replay/replay.ts'
import { sourcesOf } from '../../src/purchases/replay/sources.ts'
import { reportOf } from '../../src/purchases/report.ts'
import { archiveBatch } from '../../src/purchases/stream.ts'
import { testFolder } from '../helper.ts'
import { never, recordOf, settings, silent } from './records.ts'

const run = promisify(execFile)

function command (t: Test, path: string, dataDir = testFolder(t)) {
  const env = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, LOG_LEVEL: 'error' }
  const start = () => run(process.execPath, ['--import', 'tsx', 'src/commands/replay.ts', path], { env }).then(({ stdout }) => stdout.trim(), (error: { stderr: string }) => error.stderr.trim())
  const objects = () => readdirSync(join(dataDir, 'purchases'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
  return { start, objects, dataDir }
}

/** A file of 1,200 changes, which is more than two batches. */
function recordsFile (t: Test): string {
  const path = join(testFolder(t), 'changes.ndjson')
  writeFileSync(path, Array.from({ length: 1200 }, (_, n) => JSON.stringify(recordOf({ eventId: `r${n}`, sequence: String(n), image: { compra_id: { S: `C-${n}` } } }))).join('\n'))
  return path
}

t.test('a file of stream records is archived; again, nothing changes', async (t) => {
  const path = recordsFile(t)
  const { start, objects, dataDir } = command(t, path)
  t.equal(await start(), '1200 archived, 0 were there, 0 in quarantine')
  t.equal(objects().length, 1200)
  t.equal(await start(), '0 archived, 1200 were there, 0 in quarantine', 'again')
  writeFileSync(path, JSON.stringify(recordOf({ eventId: 'new', sequence: '9999', image: { compra_id: { S: 'new' } } })))
  t.equal(await start(), '1 archived, 0 were there, 0 in quarantine', 'another file of that name')
  const { start: startElsewhere } = command(t, join(path, '..'), dataDir)
  t.equal(await startElsewhere(), '0 archived, 1 were there, 0 in quarantine')
  t.equal(objects().length, 1201)
})

t.test('what was interrupted goes on where it was', async (t) => {
  const sources = await sourcesOf(recordsFile(t))
  const saved: Record<string, number>[] = []
  const checkpoint: Checkpoint = { lines: {}, save: async (lines) => { saved.push(lines) }, clear: async () => { saved.push({}) } }
  const archive = createArchive(createFolder(testFolder(t)), settings)
  const stop = new AbortController()
  await t.rejects(replay(archive, sources, checkpoint, (_bytes, records) => { if (records === 500) stop.abort(new Error('stopped')) }, silent, stop.signal), /stopped/)
  t.same(Object.values(saved.at(-1) ?? {}), [500])
  t.match(await replay(archive, sources, { ...checkpoint, lines: saved.at(-1) ?? {} }, () => {}, silent, never), { processed: 700, duplicate: 0 })
  t.same(saved.at(-1), {}, 'done: the next run begins anew')
})

t.test('an export of the table is archived as insertions at its time', async (t) => {
  const folder = join(testFolder(t), 'AWSDynamoDB', '01720000000000-abcdef')
  mkdirSync(join(folder, 'data'), { recursive: true })
  const item = (id: string, rest: object = {}) => ({ Item: { tenant_id: { S: 'acme' }, compra_id: { S: id }, fecha: { S: '2024-06-01 10:00:00' }, productos: { L: [] }, ...rest } })
  const lines = [item('A'), item('B', { nota: { M: { x: { N: '1' }, y: { N: '2' } } } }), item('C', { fecha: { S: 'soon' } })]
  writeFileSync(join(folder, 'data', 'part1.json.gz'), gzipSync(lines.map((line) => JSON.stringify(line)).join('\n')))
  writeFileSync(join(folder, 'manifest-summary.json'), JSON.stringify({ version: '2020-06-30', exportTime: '2024-07-03T10:20:30.500Z', tableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/prod-t_MS3_compras', outputFormat: 'DYNAMODB_JSON', itemCount: 3 }))
  writeFileSync(join(folder, 'manifest-files.json'), `${JSON.stringify({ itemCount: 3, dataFileS3Key: 'AWSDynamoDB/01720000000000-abcdef/data/part1.json.gz' })}\n`)
  const { start, objects, dataDir } = command(t, join(folder, '..', '..'))
  t.equal(await start(), '2 archived, 0 were there, 1 in quarantine')
  const key = 'compras/acme/2024/06/01/insert_A_20240703_102030.json'
  t.ok(objects().includes(key), key)
  t.match(JSON.parse(readFileSync(join(dataDir, 'purchases', key), 'utf8')), { metadata: { event_name: 'INSERT', aws_region: 'eu-west-1', approximate_creation_time: '2024-07-03T10:20:30.500Z', event_id: /^[0-9a-f]{64}$/ } })
  writeFileSync(join(folder, 'data', 'part1.json.gz'), gzipSync(JSON.stringify({ Item: { nota: { M: { y: { N: '2' }, x: { N: '1' } } }, ...lines[1]?.Item } })))
  t.equal(await command(t, folder, dataDir).start(), '0 archived, 1 were there, 0 in quarantine', 'the same item in another order is the same event')
})

t.test('what is no such file is said', async (t) => {
  const folder = testFolder(t)
  writeFileSync(join(folder, 'bad.ndjson'), '{"dynamodb":{}}\n{oops\n')
  writeFileSync(join(folder, 'other.ndjson'), '{"a":1}\n')
  t.match(await command(t, join(folder, 'none.ndjson')).start(), /There is nothing at/)
  t.match(await command(t, join(folder, 'bad.ndjson')).start(), /bad\.ndjson:2 is no JSON/)
  t.match(await command(t, join(folder, 'other.ndjson')).start(), /other\.ndjson:1 is no record of a DynamoDB stream/)
  writeFileSync(join(folder, 'cut.ndjson.gz'), gzipSync('{"dynamodb":{}}\n'.repeat(1000)).subarray(0, 40))
  t.match(await command(t, join(folder, 'cut.ndjson.gz')).start(), /cut\.ndjson\.gz cannot be read/)
  writeFileSync(join(folder, 'plain.ndjson.gz'), '{}')
  t.match(await command(t, join(folder, 'plain.ndjson.gz')).start(), /plain\.ndjson\.gz cannot be read/)
  writeFileSync(join(folder, 'bom.ndjson'), `\uFEFF${JSON.stringify(recordOf())}`)
  t.match(await command(t, join(folder, 'bom.ndjson')).start(), /^1 archived/)
  mkdirSync(join(folder, 'empty'))
  t.match(await command(t, join(folder, 'empty')).start(), /no \.ndjson files/)
})

t.test('the demo is the same each time, and its report is what its records come to', async (t) => {
  const records: StreamRecord[] = demoRecords(500)
  t.same(records, demoRecords(500))
  const objects = createFolder(testFolder(t))
  t.match((await archiveBatch(createArchive(objects, settings), records, never, silent)).summary, { processed: records.length, failed: 0, quarantined: 0 })
  const engine = createDuckDB(objects.tenantFolder)
  t.teardown(() => engine.close())
  const latest = new Map<string, { name: string, units: number, amount: number }>()
  for (const { eventName, dynamodb } of records) {
    const { NewImage: fresh, OldImage: old } = dynamodb as Record<'NewImage' | 'OldImage', Record<string, { S: string, L: { M: Record<string, { N: string }> }[] }>>
    const image = fresh ?? old
    const lines = image['productos']?.L.map(({ M: { precio_unitario: price, cantidad: quantity } }) => [Number(price?.N), Number(quantity?.N)] as const) ?? []
    latest.set(String(image['compra_id']?.S), { name: String(eventName), units: lines.reduce((sum, [, quantity]) => sum + quantity, 0), amount: lines.reduce((sum, [price, quantity]) => sum + Math.round(price * 100) * quantity, 0) })
  }
  const current = [...latest.values()].filter(({ name }) => name !== 'REMOVE')
  const report = JSON.parse(JSON.stringify(await reportOf({ objects, engine }, null, { tenantId: null, from: null, to: null }, never), (_key, value: unknown) => value !== null && typeof value === 'object' && 'isLosslessNumber' in value ? Number((value as unknown as { value: string }).value) : value)) as { statistics: Record<string, unknown> }
  t.match(report.statistics, { total_purchases: current.length, total_units: current.reduce((sum, { units }) => sum + units, 0), total_amount: current.reduce((sum, { amount }) => sum + amount, 0) / 100 })
})
