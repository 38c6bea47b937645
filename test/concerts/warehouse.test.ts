import t, { type Test } from 'tap'
import { createEmbeddedWarehouse } from '../../src/concerts/warehouse/embedded.ts'
import { createRedshiftWarehouse, type RedshiftSettings } from '../../src/concerts/warehouse/redshift.ts'
import { numbered, parametersOf, type Warehouse } from '../../src/concerts/warehouse/warehouse.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startApp, startPostgres, until } from '../helper.ts'
import { startRedshift } from '../stand-ins/redshift.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { quiet, settingsOf } from '../template.ts'

const postgres = await startPostgres(t, { demo: true })
const redshift = await startRedshift(t, postgres.url)
useStandIns(t, { REDSHIFT_DATA: redshift.url })
const target = { WorkgroupName: 'concerts' }
const never = new AbortController().signal

function openRedshift (t: Test, settings: Partial<RedshiftSettings> = {}): Warehouse {
  const warehouse = createRedshiftWarehouse({ target, database: 'dw', statementTimeoutMs: 25_000, ...settings }, quiet)
  t.teardown(() => warehouse.close())
  return warehouse
}

function openEmbedded (t: Test, statementTimeoutMs = 25_000): Warehouse {
  const { warehouse: settings } = settingsOf(postgres.url)
  if (settings === null) throw new Error('no settings')
  const warehouse = createEmbeddedWarehouse(openDatabase({ ...settings, statementTimeoutMs }, quiet))
  t.teardown(() => warehouse.close())
  return warehouse
}

const running = () => postgres.sql("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND query NOT LIKE '%pg_stat_activity%' AND state = 'active'")

/** What every warehouse must do. */
for (const [kind, open] of [['embedded', openEmbedded], ['redshift', (t: Test, statementTimeoutMs = 25_000) => openRedshift(t, { statementTimeoutMs })]] as const) {
  t.test(`the ${kind} warehouse types its columns, whatever the number of pages`, async (t) => {
    const sql = `SELECT n AS number, CAST(n AS bigint) * 3000000000 AS large, CAST(n AS double precision) / 4 AS part, CAST(n AS numeric(9, 2)) AS amount,
      n % 2 = 0 AS even, CAST(:label AS varchar) || ':' || n AS label, CAST(:day AS date) + n AS day, CAST(NULL AS varchar) AS nothing
      FROM generate_series(1, CAST(:rows AS integer)) AS n -- :comment`
    const rows = await open(t).query({ sql, parameters: { label: 'é\'"', day: '2024-02-28', rows: 8 } }, never)
    t.equal(rows.length, 8)
    t.same(rows[1], { number: 2, large: 6_000_000_000, part: 0.5, amount: 2, even: true, label: 'é\'":2', day: '2024-03-01', nothing: null })
  })

  t.test(`the ${kind} warehouse takes text as a value, whatever it says`, async (t) => {
    for (const text of ["'; DROP TABLE concert_dw.artists; --", ':rows', '$1', '\\', '%', '{{x}}']) {
      t.same(await open(t).query({ sql: 'SELECT CAST(:text AS varchar) AS text', parameters: { text } }, never), [{ text }])
    }
    t.equal((await postgres.sql('SELECT 1 FROM concert_dw.artists')).length, 300)
  })

  t.test(`the ${kind} warehouse has no rows for an empty result`, async (t) => {
    t.same(await open(t).query({ sql: 'SELECT artist_id FROM concert_dw.artists WHERE artist_id = CAST(:id AS varchar)', parameters: { id: 'nobody' } }, never), [])
  })

  t.test(`the ${kind} warehouse tells a statement that fails, and one that is late`, async (t) => {
    await t.rejects(open(t).query({ sql: 'SELECT 1 / CAST(:zero AS integer) AS x', parameters: { zero: 0 } }, never), { status: 502, code: 'upstream_error' })
    await t.rejects(open(t).query({ sql: 'SELECT CAST(:x AS integer) AS x', parameters: {} }, never), { message: /x has no value/ })
    await t.rejects(open(t, 300).query({ sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'late' } }, never), { status: 504, code: 'upstream_timeout' })
    await until(async () => (await running()).length === 0, 'the end of the late statement')
  })

  t.test(`the ${kind} warehouse cancels the statement of a caller who is gone`, async (t) => {
    const caller = new AbortController()
    const query = open(t).query({ sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'gone' } }, caller.signal)
    query.catch(() => {})
    await until(async () => (await running()).length === 1, 'the statement')
    caller.abort(new Error('gone'))
    await t.rejects(query, { message: 'gone' })
    await until(async () => (await running()).length === 0, 'its end')
  })
}

t.test('Redshift is given names and texts, a client token and the configured target', async (t) => {
  redshift.calls.length = 0
  const settings = { target: { ClusterIdentifier: 'dev', DbUser: 'reader' }, database: 'concert_data' }
  await openRedshift(t, settings).query({ sql: 'SELECT CAST(:n AS integer) AS n', parameters: { n: 7 } }, never)
  t.match(redshift.calls, [
    { operation: 'ExecuteStatement', input: { ClusterIdentifier: 'dev', DbUser: 'reader', Database: 'concert_data', Parameters: [{ name: 'n', value: '7' }], ClientToken: /^[0-9a-f-]{36}$/ } },
    { operation: 'DescribeStatement', input: { WaitTimeSeconds: 20 } },
    { operation: 'GetStatementResult' }
  ])
})

t.test('a throttled or broken call is tried again under the same token, and given up on in the end', async (t) => {
  const { behaviour, calls } = redshift
  t.teardown(() => { behaviour.faults = [] })
  const statement = { sql: 'SELECT CAST(:n AS integer) AS n', parameters: { n: 1 } }
  for (const error of ['ThrottlingException', 'InternalServerException', 'reset']) {
    calls.length = 0
    behaviour.faults = [{ operation: 'ExecuteStatement', error }, { operation: 'DescribeStatement', error }, { operation: 'GetStatementResult', error }]
    t.same(await openRedshift(t).query(statement, never), [{ n: 1 }], error)
    t.equal(new Set(calls.filter(({ operation }) => operation === 'ExecuteStatement').map(({ input }) => input['ClientToken'])).size, 1)
  }
  behaviour.faults = Array.from({ length: 5 }, () => ({ operation: 'ExecuteStatement', error: 'ActiveStatementsExceededException' }))
  await t.rejects(openRedshift(t).query(statement, never), { status: 503, code: 'service_unavailable', retryAfter: 5 })
  behaviour.faults = [{ operation: 'ExecuteStatement', error: 'AccessDeniedException' }]
  await t.rejects(openRedshift(t).query(statement, never), { status: 502, code: 'upstream_error' })
})

t.test('an aborted statement, a page that comes again and again, and a value of no kind are errors', async (t) => {
  const { behaviour } = redshift
  t.teardown(() => Object.assign(behaviour, { aborts: false, repeatsToken: false, kindless: false }))
  const statement = { sql: 'SELECT n FROM generate_series(1, CAST(:n AS integer)) AS n', parameters: { n: 4 } }
  behaviour.aborts = true
  await t.rejects(openRedshift(t).query(statement, never), { status: 504, code: 'upstream_timeout' })
  Object.assign(behaviour, { aborts: false, repeatsToken: true })
  await t.rejects(openRedshift(t).query(statement, never), { status: 502, message: /same page/ })
  Object.assign(behaviour, { repeatsToken: false, kindless: true })
  await t.rejects(openRedshift(t).query(statement, never), { status: 502, message: /of a kind/ })
})

t.test('a caller who is gone before the statement has its name leaves none running', async (t) => {
  redshift.behaviour.slowStartMs = 400
  t.teardown(() => { redshift.behaviour.slowStartMs = 0 })
  const caller = new AbortController()
  const query = openRedshift(t).query({ sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'early' } }, caller.signal)
  query.catch(() => {})
  await until(async () => (await running()).length === 1, 'the statement')
  caller.abort(new Error('gone'))
  await t.rejects(query, { message: 'gone' })
  await until(async () => (await running()).length === 0, 'its end')
})

t.test('where the service does not wait, it is asked with pauses that grow', async (t) => {
  const old = await startRedshift(t, postgres.url, { waits: false })
  useStandIns(t, { REDSHIFT_DATA: old.url })
  await openRedshift(t).query({ sql: 'SELECT pg_sleep(0.6), CAST(:n AS integer) AS n', parameters: { n: 1 } }, never)
  const asked = old.calls.filter(({ operation }) => operation === 'DescribeStatement').length
  t.ok(asked >= 3 && asked <= 12, `${asked} times`)
})

t.test('a warehouse that is not there is unavailable', async (t) => {
  useStandIns(t, { REDSHIFT_DATA: 'http://127.0.0.1:1' })
  await t.rejects(openRedshift(t).query({ sql: 'SELECT CAST(:n AS integer) AS n', parameters: { n: 1 } }, never), { status: 503, code: 'service_unavailable' })
})

t.test('colons in texts, casts and comments are no parameters', async (t) => {
  const sql = "SELECT ':a', 'it''s :b', c::text, :d_1 -- :e\n FROM x WHERE y = :d_1 AND z = :f"
  t.same(parametersOf(sql), ['d_1', 'f'])
  t.equal(numbered(sql, ['d_1', 'f']), "SELECT ':a', 'it''s :b', c::text, $1 -- :e\n FROM x WHERE y = $1 AND z = $2")
})

t.test('a deep health check asks the warehouse', async (t) => {
  const { app } = await startApp(t, { REDSHIFT_WORKGROUP: 'concerts', REDSHIFT_DATABASE: 'dw' })
  t.match((await app.inject({ url: '/health?deep=true' })).json(), { services: { redshift: { state: 'ok', latency_ms: Number } } })
  redshift.behaviour.faults = Array.from({ length: 4 }, () => ({ operation: 'ExecuteStatement', error: 'AccessDeniedException' }))
  t.teardown(() => { redshift.behaviour.faults = [] })
  t.match((await app.inject({ url: '/health?deep=true' })).json(), { status: 'degraded', services: { redshift: { state: 'unreachable' } } })
})
