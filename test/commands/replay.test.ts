import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { testFolder } from '../helper.ts'
import { recordOf } from '../purchases/records.ts'
import { runCommandFile } from './run.ts'

/** The command on a path; `run` answers what it prints, and its fault where it fails. */
function command (t: Test, path: string, dataDir = testFolder(t)) {
  const run = async () => {
    const { code, stdout, stderr } = await runCommandFile('replay', [path], { DATA_DIR: dataDir, LOG_LEVEL: 'error' })
    return (code === 0 ? stdout : stderr).trim()
  }
  const objects = () => {
    const names = readdirSync(join(dataDir, 'purchases'), { recursive: true, encoding: 'utf8' })
    return names.filter((name) => name.endsWith('.json'))
  }
  return { run, objects, dataDir }
}

/** A file of 1,200 changes, which is more than two batches. */
function recordsFile (t: Test): string {
  const path = join(testFolder(t), 'changes.ndjson')
  const records = Array.from({ length: 1200 }, (_, n) => {
    return recordOf({ eventId: `r${n}`, sequence: String(n), image: { compra_id: { S: `C-${n}` } } })
  })
  writeFileSync(path, records.map((record) => JSON.stringify(record)).join('\n'))
  return path
}

t.test('a file of stream records is archived; again, nothing changes', async (t) => {
  const path = recordsFile(t)
  const { run, objects, dataDir } = command(t, path)
  t.equal(await run(), '1200 archived, 0 were there, 0 in quarantine')
  t.equal(objects().length, 1200)
  t.equal(await run(), '0 archived, 1200 were there, 0 in quarantine', 'again')
  const fresh = recordOf({ eventId: 'new', sequence: '9999', image: { compra_id: { S: 'new' } } })
  writeFileSync(path, JSON.stringify(fresh))
  t.equal(await run(), '1 archived, 0 were there, 0 in quarantine', 'another file of that name')
  const { run: runElsewhere } = command(t, join(path, '..'), dataDir)
  t.equal(await runElsewhere(), '0 archived, 1 were there, 0 in quarantine')
  t.equal(objects().length, 1201)
})

t.test('an export of the table is archived as insertions at its time', async (t) => {
  const folder = join(testFolder(t), 'AWSDynamoDB', '01720000000000-abcdef')
  const part = join(folder, 'data', 'part1.json.gz')
  mkdirSync(join(folder, 'data'), { recursive: true })
  const item = (id: string, rest: object = {}) => ({
    tenant_id: { S: 'acme' },
    compra_id: { S: id },
    fecha: { S: '2024-06-01 10:00:00' },
    productos: { L: [] },
    ...rest
  })
  const [x, y] = [{ x: { N: '1' } }, { y: { N: '2' } }]
  const items = [item('A'), item('B', { nota: { M: { ...x, ...y } } }), item('C', { fecha: { S: 'soon' } })]
  writeFileSync(part, gzipSync(items.map((one) => JSON.stringify({ Item: one })).join('\n')))
  writeFileSync(join(folder, 'manifest-summary.json'), JSON.stringify({
    version: '2020-06-30',
    exportTime: '2024-07-03T10:20:30.500Z',
    tableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/prod-t_MS3_compras',
    outputFormat: 'DYNAMODB_JSON',
    itemCount: 3
  }))
  const dataFile = { itemCount: 3, dataFileS3Key: 'AWSDynamoDB/01720000000000-abcdef/data/part1.json.gz' }
  writeFileSync(join(folder, 'manifest-files.json'), `${JSON.stringify(dataFile)}\n`)

  const { run, objects, dataDir } = command(t, join(folder, '..', '..'))
  t.equal(await run(), '2 archived, 0 were there, 1 in quarantine')
  const key = 'compras/acme/2024/06/01/insert_A_20240703_102030.json'
  t.ok(objects().includes(key), key)
  t.match(JSON.parse(readFileSync(join(dataDir, 'purchases', key), 'utf8')), {
    metadata: {
      event_name: 'INSERT',
      aws_region: 'eu-west-1',
      approximate_creation_time: '2024-07-03T10:20:30.500Z',
      event_id: /^[0-9a-f]{64}$/
    }
  })
  writeFileSync(part, gzipSync(JSON.stringify({ Item: { nota: { M: { ...y, ...x } }, ...item('B') } })))
  const again = await command(t, folder, dataDir).run()
  t.equal(again, '0 archived, 1 were there, 0 in quarantine', 'the same item in another order is the same event')
})

t.test('what is no such file is said', async (t) => {
  const folder = testFolder(t)
  const replay = (name: string, content?: string | Buffer) => {
    if (content !== undefined) writeFileSync(join(folder, name), content)
    return command(t, join(folder, name)).run()
  }
  t.match(await replay('none.ndjson'), /There is nothing at/)
  t.match(await replay('bad.ndjson', '{"dynamodb":{}}\n{oops\n'), /bad\.ndjson:2 is no JSON/)
  t.match(await replay('other.ndjson', '{"a":1}\n'), /other\.ndjson:1 is no record of a DynamoDB stream/)
  const cut = gzipSync('{"dynamodb":{}}\n'.repeat(1000)).subarray(0, 40)
  t.match(await replay('cut.ndjson.gz', cut), /cut\.ndjson\.gz cannot be read/)
  t.match(await replay('plain.ndjson.gz', '{}'), /plain\.ndjson\.gz cannot be read/)
  mkdirSync(join(folder, 'empty'))
  t.match(await replay('empty'), /no \.ndjson files/)
  t.match(await runCommandFile('replay', [], { DATA_DIR: folder }), { code: 1, stderr: /Usage: npm run replay/ })
})
