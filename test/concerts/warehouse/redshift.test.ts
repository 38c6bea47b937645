import t, { type Test } from 'tap'
import { createRedshiftWarehouse } from '../../../src/concerts/warehouse/redshift.ts'
import type { Warehouse } from '../../../src/concerts/warehouse/warehouse.ts'
import type { RedshiftSettings } from '../../../src/config/services.ts'
import { startApp, startPostgres, until } from '../../helper.ts'
import { useStandIns } from '../../stand-ins/aws.ts'
import { startRedshift } from '../../stand-ins/redshift.ts'
import { quiet } from '../../template.ts'

const postgres = await startPostgres(t, { demo: true })
const redshift = await startRedshift(t, postgres.url)
useStandIns(t, { REDSHIFT_DATA: redshift.url })
const never = new AbortController().signal
const statement = { sql: 'SELECT CAST(:n AS integer) AS n', parameters: { n: 1 } }

function openRedshift (t: Test, settings: Partial<RedshiftSettings> = {}): Warehouse {
  const target = { WorkgroupName: 'concerts' }
  const warehouse = createRedshiftWarehouse({ target, database: 'dw', statementTimeoutMs: 25_000, ...settings }, quiet)
  t.teardown(() => warehouse.close())
  return warehouse
}

const running = () => postgres.sql(`
  SELECT 1 FROM pg_stat_activity
  WHERE query LIKE '%pg_sleep%' AND query NOT LIKE '%pg_stat_activity%' AND state = 'active'`)

t.test('Redshift is given names and texts, a client token and the configured target', async (t) => {
  redshift.calls.length = 0
  const settings = { target: { ClusterIdentifier: 'dev', DbUser: 'reader' }, database: 'concert_data' }
  await openRedshift(t, settings).query({ ...statement, parameters: { n: 7 } }, never)
  t.equal(redshift.calls.length, 3)
  t.match(redshift.calls, [
    {
      operation: 'ExecuteStatement',
      input: {
        ClusterIdentifier: 'dev',
        DbUser: 'reader',
        Database: 'concert_data',
        Parameters: [{ name: 'n', value: '7' }],
        ClientToken: /^[0-9a-f-]{36}$/
      }
    },
    { operation: 'DescribeStatement', input: { WaitTimeSeconds: 20 } },
    { operation: 'GetStatementResult' }
  ])
})

t.test('a throttled or broken call is tried again under the same token, and given up on in the end', async (t) => {
  const { behaviour, calls } = redshift
  t.teardown(() => { behaviour.faults = [] })
  for (const error of ['ThrottlingException', 'InternalServerException', 'reset']) {
    calls.length = 0
    behaviour.faults = [
      { operation: 'ExecuteStatement', error },
      { operation: 'DescribeStatement', error },
      { operation: 'GetStatementResult', error }
    ]
    t.same(await openRedshift(t).query(statement, never), [{ n: 1 }], error)
    const started = calls.filter(({ operation }) => operation === 'ExecuteStatement')
    t.equal(new Set(started.map(({ input }) => input['ClientToken'])).size, 1)
  }
  const busy = { operation: 'ExecuteStatement', error: 'ActiveStatementsExceededException' } as const
  behaviour.faults = Array.from({ length: 5 }, () => busy)
  await t.rejects(openRedshift(t).query(statement, never), { status: 503, code: 'service_unavailable', retryAfter: 5 })
  behaviour.faults = [{ operation: 'ExecuteStatement', error: 'AccessDeniedException' }]
  await t.rejects(openRedshift(t).query(statement, never), { status: 502, code: 'upstream_error' })
})

t.test('an aborted statement, a page that comes again and again, and a value of no kind are errors', async (t) => {
  const { behaviour } = redshift
  t.teardown(() => Object.assign(behaviour, { aborts: false, repeatsToken: false, kindless: false }))
  const series = { sql: 'SELECT n FROM generate_series(1, CAST(:n AS integer)) AS n', parameters: { n: 4 } }
  behaviour.aborts = true
  await t.rejects(openRedshift(t).query(series, never), { status: 504, code: 'upstream_timeout' })
  Object.assign(behaviour, { aborts: false, repeatsToken: true })
  await t.rejects(openRedshift(t).query(series, never), { status: 502, message: /same page/ })
  Object.assign(behaviour, { repeatsToken: false, kindless: true })
  await t.rejects(openRedshift(t).query(series, never), { status: 502, message: /of a kind/ })
})

t.test('a caller who is gone before the statement has its name leaves none running', async (t) => {
  redshift.behaviour.slowStartMs = 400
  t.teardown(() => { redshift.behaviour.slowStartMs = 0 })
  const caller = new AbortController()
  const slow = { sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'early' } }
  const query = openRedshift(t).query(slow, caller.signal)
  query.catch(() => {})
  await until(async () => (await running()).length === 1, 'the statement')
  caller.abort(new Error('gone'))
  await t.rejects(query, { message: 'gone' })
  await until(async () => (await running()).length === 0, 'its end')
})

t.test('where the service does not wait, it is asked with pauses that grow', async (t) => {
  const old = await startRedshift(t, postgres.url, { waits: false })
  useStandIns(t, { REDSHIFT_DATA: old.url })
  const slow = { sql: 'SELECT pg_sleep(0.6), CAST(:n AS integer) AS n', parameters: { n: 1 } }
  await openRedshift(t).query(slow, never)
  const asked = old.calls.filter(({ operation }) => operation === 'DescribeStatement').length
  t.ok(asked >= 3 && asked <= 12, `${asked} times`)
})

t.test('a warehouse that is not there is unavailable', async (t) => {
  useStandIns(t, { REDSHIFT_DATA: 'http://127.0.0.1:1' })
  await t.rejects(openRedshift(t).query(statement, never), { status: 503, code: 'service_unavailable' })
})

t.test('a deep health check asks the warehouse', async (t) => {
  const { app } = await startApp(t, { REDSHIFT_WORKGROUP: 'concerts', REDSHIFT_DATABASE: 'dw' })
  const healthy = await app.inject({ url: '/health?deep=true' })
  t.match(healthy.json(), { services: { redshift: { state: 'ok', latency_ms: Number } } })
  const denied = { operation: 'ExecuteStatement', error: 'AccessDeniedException' } as const
  redshift.behaviour.faults = Array.from({ length: 4 }, () => denied)
  t.teardown(() => { redshift.behaviour.faults = [] })
  const unhealthy = await app.inject({ url: '/health?deep=true' })
  t.match(unhealthy.json(), { status: 'degraded', services: { redshift: { state: 'unreachable' } } })
})
