import { build } from 'esbuild'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { createArchive } from '../../src/purchases/archive.ts'
import { createAthena, type AthenaSettings } from '../../src/purchases/engine/athena.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import type { Engine } from '../../src/purchases/engine/engine.ts'
import { duckType } from '../../src/purchases/engine/types.ts'
import { createFolder } from '../../src/purchases/objects/folder.ts'
import type { Objects } from '../../src/purchases/objects/objects.ts'
import { createBucket } from '../../src/purchases/objects/s3.ts'
import { reportOf } from '../../src/purchases/report.ts'
import { archiveBatch } from '../../src/purchases/stream.ts'
import { startApp, testFolder } from '../helper.ts'
import { startAthena } from '../stand-ins/athena.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startS3 } from '../stand-ins/s3.ts'
import { never, recordOf, settings, silent } from './records.ts'

const bucket = 'archive'
const s3 = await startS3(t)
const athena = await startAthena(t, { objects: s3.objects, bucket, folder: testFolder(t), pageRows: 7 })
useStandIns(t, { S3: s3.url, ATHENA: athena.url })
const athenaSettings: AthenaSettings = { workgroup: 'purchases', database: 'test-compras-datacatalog', output: null, timeoutMs: 20_000, reuseMinutes: 1 }

const line = (code: string, price: string, quantity: string) => ({ M: { codigo: { S: code }, nombre: { S: `Product ${code}` }, precio_unitario: { N: price }, cantidad: { N: quantity } } })
const purchase = (tenant: string, id: string, user: string, fecha: string, lines: unknown[], rest: object = {}) => ({ tenant_id: { S: tenant }, compra_id: { S: id }, user_id: { S: user }, fecha: { S: fecha }, productos: { L: lines }, ...rest })
const huge = '12345678901234567890.123456789'
const records = [
  recordOf({ eventId: '1', sequence: '9', at: 1_704_200_000, image: purchase('acme', 'A1', 'u1', '2024-01-02 10:00:00', [line('X', '10.10', '2'), line('Y', '0.05', '1')]) }),
  recordOf({ eventId: '2', sequence: '10', at: 1_704_200_000, eventName: 'MODIFY', image: purchase('acme', 'A1', 'u1', '2024-02-03T09:00:00Z', [line('X', '10.10', '3')]) }),
  recordOf({ eventId: '3', sequence: '11', at: 1_704_300_000, image: purchase('acme', 'A2', 'u2', '2024-02-03 11:00:00', [line('Y', huge, '1')], { moneda: { S: 'EUR' } }) }),
  recordOf({ eventId: '4', sequence: '12', at: 1_704_300_001, image: purchase('acme', 'A3', 'u2', '2024-02-04 11:00:00', [line('Y', '1', '1')]) }),
  recordOf({ eventId: '5', sequence: '13', at: 1_704_300_002, eventName: 'REMOVE', image: purchase('acme', 'A3', 'u2', '2024-02-04 11:00:00', [line('Y', '1', '1')]) }),
  recordOf({ eventId: '6', sequence: '14', at: 1_704_300_003, image: purchase('tienda/ñ', 'B1', "o'brien", '2024-01-31 23:59:59', [line('Z', '7', '0.5')]) }),
  recordOf({ eventId: '7', sequence: '15', at: 1_704_300_004, image: purchase('odd', 'C1', 'u9', '2024-01-05 00:00:00', [line('W', '1E+60', '1')]) })
]

async function fill (store: Objects): Promise<void> {
  const { answer } = await archiveBatch(createArchive(store, settings), records, never, silent)
  if (answer.batchItemFailures.length > 0) throw new Error('not archived')
}

async function openEmbedded (t: Test): Promise<{ archive: Objects, archiveEngine: Engine }> {
  const archive = createFolder(testFolder(t))
  await fill(archive)
  const archiveEngine = createDuckDB(archive.tenantFolder)
  t.teardown(() => archiveEngine.close())
  return { archive, archiveEngine }
}

async function openAws (t: Test): Promise<{ archive: Objects, archiveEngine: Engine }> {
  const archive = createBucket({ bucket, sockets: 8 })
  await fill(archive)
  const archiveEngine = createAthena(athenaSettings)
  t.teardown(() => {
    archive.close()
    archiveEngine.close()
  })
  return { archive, archiveEngine }
}

/** What the archive's routes must answer, whatever they stand on. */
for (const [kind, open] of [['embedded', openEmbedded], ['athena', openAws]] as const) {
  t.test(`${kind}: the report counts each purchase once, in its latest state, to the last digit`, async (t) => {
    const { app } = await startApp(t, {}, { replaced: await open(t) })
    const report = async (query: string) => {
      const { statusCode, body } = await app.inject(`/purchases/report${query}`)
      t.equal(statusCode, 200, body.slice(0, 300))
      return body
    }
    const body = await report('?tenant_id=acme')
    t.match(body, /"total_purchases":2,"total_amount":12345678901234567920\.423456789,"total_units":4,"average_amount":6172839450617283960\.211728395,/)
    const answer = JSON.parse(body)
    t.match(answer, {
      tenant_id: 'acme',
      from: null,
      statistics: {
        by_tenant: [{ tenant_id: 'acme', purchases: 2, units: 4 }],
        by_month: [{ month: '2024-02', purchases: 2 }],
        by_day: [{ day: '2024-02-03', purchases: 2 }],
        by_currency: [{ currency: 'EUR' }, { currency: 'USD', amount: 30.3 }],
        events_by_type: { INSERT: 3, MODIFY: 1, REMOVE: 1 },
        top_products: [{ codigo: 'X', nombre: 'Product X', units: 3, amount: 30.3 }, { codigo: 'Y', units: 1 }],
        top_users: [{ user_id: 'u2' }, { user_id: 'u1', amount: 30.3 }]
      },
      recent_purchases: [{ compra_id: 'A2' }, { compra_id: 'A1', fecha: '2024-02-03T09:00:00Z', productos: [{ codigo: 'X', cantidad: 3 }], resumen: { total_precio: 30.3 }, metadata: undefined }],
      meta: { engine: kind === 'athena' ? 'athena' : 'embedded', scanned_objects: 5, truncated: false }
    })
    t.match(JSON.parse(await report('?tenant_id=acme&from=2024-01-01&to=2024-01-31')), { statistics: { total_purchases: 0, total_amount: 0, average_amount: 0, events_by_type: { INSERT: 1, MODIFY: 0 } }, recent_purchases: [] }, 'its earlier state does not count in the month that it has left')
    const all = JSON.parse(await report(''))
    t.match(all, { tenant_id: null, statistics: { total_purchases: 4, by_tenant: [{ tenant_id: 'acme' }, { tenant_id: 'tienda/ñ', units: 0.5, amount: 3.5 }, { tenant_id: 'odd' }], by_month: [{ month: '2024-01' }, { month: '2024-02' }] }, meta: { scanned_objects: 7 } })
    t.match(JSON.parse(await report(`?tenant_id=${encodeURIComponent('tienda/ñ')}`)), { tenant_id: 'tienda/ñ', statistics: { total_amount: 3.5, top_users: [{ user_id: "o'brien" }] } })
    t.match(JSON.parse(await report('?tenant_id=nobody')), { statistics: { total_purchases: 0, by_tenant: [] }, meta: { scanned_objects: 0 } })
    t.same(JSON.parse((await app.inject({ method: 'POST', url: '/purchases/report', payload: { tenant_id: 'acme' } })).body).statistics, answer.statistics)
  })

  t.test(`${kind}: a purchase has its state and its history`, async (t) => {
    const { app } = await startApp(t, {}, { replaced: await open(t) })
    const get = async (url: string) => {
      const answer = await app.inject(url)
      return { status: answer.statusCode, body: answer.json() }
    }
    t.match(await get('/purchases/acme/A1'), { status: 200, body: { tenant_id: 'acme', compra_id: 'A1', state: 'current', purchase: { fecha: '2024-02-03T09:00:00Z' }, history: [{ event_name: 'INSERT', event_id: '1', at: '2024-01-02T12:53:20.000Z', purchase: { resumen: { total_precio: 20.25 } } }, { event_name: 'MODIFY', event_id: '2', sequence_number: '10' }] } })
    t.match(await get('/purchases/acme/A3'), { body: { state: 'removed', purchase: null, history: { length: 2 } } })
    t.match(await get(`/purchases/${encodeURIComponent('tienda/ñ')}/B1`), { status: 200 })
    t.match(await get('/purchases/acme/B1'), { status: 404, body: { error: 'not_found' } })
    t.match(await get(`/purchases/acme/${encodeURIComponent("x' OR 1=1 --")}`), { status: 404 })
  })
}

t.test('a caller who is bound to a tenant sees no other', async (t) => {
  const { createHash } = await import('node:crypto')
  const key = (name: string, rest: object) => ({ name, sha256: createHash('sha256').update(`the key of ${name}`).digest('hex'), ...rest })
  const keys = JSON.stringify([key('acme', { tenant: 'acme', scopes: ['purchases:read'] }), key('all', {}), key('sales', { scopes: ['sales:read'] })])
  const { app } = await startApp(t, { AUTH: 'api-key', API_KEYS: keys }, { replaced: await openEmbedded(t) })
  const get = async (url: string, name: string) => {
    const answer = await app.inject({ url, headers: { 'x-api-key': `the key of ${name}` } })
    return { status: answer.statusCode, body: answer.json() }
  }
  t.match(await get('/purchases/report', 'acme'), { status: 200, body: { tenant_id: 'acme', statistics: { total_purchases: 2 } } })
  t.match(await get('/purchases/report?tenant_id=odd', 'acme'), { status: 403, body: { error: 'forbidden' } })
  t.match(await get('/purchases/odd/C1', 'acme'), { status: 403 })
  t.match(await get('/purchases/acme/A1', 'acme'), { status: 200 })
  t.match(await get('/purchases/report', 'all'), { status: 200, body: { tenant_id: null } })
  t.match(await get('/purchases/report', 'sales'), { status: 403 })
})

t.test('what does not fit is named; what is not configured is said', async (t) => {
  const { app } = await startApp(t, {}, { replaced: await openEmbedded(t) })
  for (const [query, path] of [['?from=2024-13-01', 'query/from'], ['?tenant_id=', 'query/tenant_id'], ['?day=1', 'query/day'], ['?from=2024-02-01&to=2024-01-31', 'query/from']] as const) {
    const answer = await app.inject(`/purchases/report${query}`)
    t.match({ status: answer.statusCode, body: answer.json() }, { status: 400, body: { error: 'invalid_request', details: [{ path }] } })
  }
  const { app: bare } = await startApp(t)
  t.match((await bare.inject('/purchases/report')).json(), { error: 'service_not_configured', status: 503 })
})

t.test('a first report that nobody waits for leaves nothing half read; stray files are passed over', async (t) => {
  const folder = testFolder(t)
  const archive = createFolder(folder)
  const many = Array.from({ length: 4000 }, (_, n) => recordOf({ eventId: `m${n}`, sequence: String(n), image: { compra_id: { S: `M-${n}` } } }))
  await archiveBatch(createArchive(archive, settings), many, never, silent)
  writeFileSync(join(folder, 'compras', '.DS_Store'), 'x')
  writeFileSync(join(folder, 'compras/acme/2024/06/01/half.json'), '')
  writeFileSync(join(folder, 'compras/acme/notes.json'), '{}')
  writeFileSync(join(folder, 'compras/acme/2023'), 'no folder')
  const engine = createDuckDB(archive.tenantFolder)
  t.teardown(() => engine.close())
  for (const ms of [1, 40, 80, 120]) await reportOf({ objects: archive, engine }, null, { tenantId: null, from: null, to: null }, AbortSignal.timeout(ms)).catch(() => {}) // cut off on purpose
  const report = JSON.stringify(await reportOf({ objects: archive, engine }, null, { tenantId: null, from: null, to: null }, never))
  t.match(report, /"total_purchases":\{"value":"4000"/)
  t.match(report, /"scanned_objects":\{"value":"4000"/)
})

t.test('of a purchase with very many changes the latest are told', async (t) => {
  const archive = createFolder(testFolder(t))
  const changes = Array.from({ length: 1005 }, (_, n) => recordOf({ eventId: `c${n}`, sequence: String(n), at: 1_717_236_000 + n, eventName: n === 1004 ? 'REMOVE' : n === 0 ? 'INSERT' : 'MODIFY' }))
  await archiveBatch(createArchive(archive, settings), changes, never, silent)
  const archiveEngine = createDuckDB(archive.tenantFolder)
  t.teardown(() => archiveEngine.close())
  const { app } = await startApp(t, {}, { replaced: { archive, archiveEngine } })
  t.match((await app.inject('/purchases/acme/C-1')).json(), { state: 'removed', purchase: null, truncated: true, history: { length: 1000, 0: { event_id: 'c5' }, 999: { event_name: 'REMOVE' } } })
})

t.test('numbers beyond the engine are left out, and harm no other', async (t) => {
  const archive = createFolder(testFolder(t))
  const lines = (price: string) => ({ L: [{ M: { codigo: { S: `P${price}` }, precio_unitario: { N: price }, cantidad: { N: '2' } } }] })
  const records = ['9E28', '99999999999999999999999999999', '12345678901.5', '1'].map((price, n) => recordOf({ image: { compra_id: { S: `N-${n}` }, productos: lines(price) } }))
  await archiveBatch(createArchive(archive, settings), records, never, silent)
  const archiveEngine = createDuckDB(archive.tenantFolder)
  t.teardown(() => archiveEngine.close())
  const { app } = await startApp(t, {}, { replaced: { archive, archiveEngine } })
  const answer = await app.inject('/purchases/report')
  t.match(answer.json(), { statistics: { total_purchases: 4, total_amount: 24691357805, top_products: [{ codigo: 'P1', amount: 2 }, { codigo: 'P12345678901.5', amount: 24691357803 }, { codigo: 'P99999999999999999999999999999', amount: null }, { codigo: 'P9E28', amount: null }] } })
})

t.test('Athena', async (t) => {
  const engine = createAthena({ ...athenaSettings, output: 's3://out/', timeoutMs: 300 })
  t.teardown(() => {
    athena.behaviour.state = () => null
    engine.close()
  })
  const query = { sql: "SELECT '1' AS one FROM compras_json WHERE tenant_id IN ('acme') AND compra_id = ?", tenants: ['it%27s', 'b'], parameters: ["it's"] }
  await engine.query(query, never)
  t.match([...athena.executions.values()].at(-1)?.input, {
    QueryString: "SELECT '1' AS one FROM compras_json WHERE tenant_id IN ('it%27s', 'b') AND compra_id = ?",
    ExecutionParameters: ["'it''s'"],
    WorkGroup: 'purchases',
    QueryExecutionContext: { Database: 'test-compras-datacatalog' },
    ResultConfiguration: { OutputLocation: 's3://out/' },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 1 } }
  })
  await t.rejects(engine.query({ ...query, sql: "SELECT nothing FROM compras_json WHERE tenant_id IN ('acme')", parameters: [] }, never), { code: 'upstream_error' })
  await t.rejects(engine.query({ ...query, tenants: ["x'; DROP"] }, never), { cause: /segment/ })
  athena.behaviour.state = () => 'RUNNING'
  await t.rejects(engine.query(query, never), { code: 'upstream_timeout' })
  t.equal([...athena.executions.values()].at(-1)?.state, 'CANCELLED', 'what nobody waits for is stopped')
  athena.behaviour.state = () => 'CANCELLED'
  await t.rejects(engine.query(query, never), { code: 'upstream_timeout' })
})

/** The parser's modules are written for a bundler: Node alone does not find their folders. */
async function loadTrino (t: Test): Promise<InstanceType<typeof import('dt-sql-parser').TrinoSQL>> {
  const outfile = join(testFolder(t), 'trino.mjs')
  await build({ stdin: { contents: "export { TrinoSQL } from 'dt-sql-parser'", resolveDir: import.meta.dirname }, bundle: true, format: 'esm', platform: 'node', outfile })
  const { TrinoSQL } = await import(outfile) as typeof import('dt-sql-parser')
  return new TrinoSQL()
}

t.test('the queries are in the grammar of Athena\'s engine', async (t) => {
  const folder = fileURLToPath(new URL('../../src/purchases/queries/', import.meta.url))
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const trino = await loadTrino(t)
  t.not(files.length, 0)
  for (const file of files) t.strictSame(trino.validate(readFileSync(join(folder, file), 'utf8')), [], file)
  t.not(trino.validate('SELECT a::int FROM t').length, 0, 'which is not DuckDB\'s')
})

t.test('the types of the catalogue are DuckDB\'s, too', async (t) => {
  t.equal(duckType('array<struct<a:string,b:decimal(38,9)>>'), 'STRUCT(a VARCHAR, b DECIMAL(38,9))[]')
  t.equal(duckType('struct<a:int,b:struct<c:string>>'), 'STRUCT(a INT, b STRUCT(c VARCHAR))')
})
