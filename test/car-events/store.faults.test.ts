import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { jsonHeaders, listen, startApp, startPostgres, until, type TestPostgres } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

interface Counts {
  processedCount: number
  duplicateCount: number
  failedCount: number
}

const ndjsonHeaders = { 'content-type': 'application/x-ndjson' }

const postBulk = (origin: string, body: string, headers = jsonHeaders) =>
  fetch(`${origin}/api/v1/events/bulk`, { method: 'POST', headers, body })

const texts = (name: string, count: number) => Array.from({ length: count }, (_, n) => {
  const id = `${name}-${n}`
  return JSON.stringify(carEvent(id, { carId: id }))
})

const countRows = async (postgres: TestPostgres, table: string, condition = 'true') => {
  const [row] = await postgres.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`)
  return row?.n
}

const startedAgain = (postgres: TestPostgres) =>
  until(() => postgres.sql('SELECT 1').then(() => true, () => false), 'PostgreSQL started again')

t.test('PostgreSQL killed in a bulk: the answer is true, and sending it again stores each event once', async (t) => {
  const postgres = await startPostgres(t, { durable: true })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  for (const [round, delay] of [5, 40, 80, 120, 180, 260].entries()) {
    const body = `[${texts(`kill-${round}`, 4000).join(',')}]`
    const answering = postBulk(origin, body)
    await sleep(delay)
    process.kill(postgres.server.pid(), 'SIGKILL')
    const answer = await answering
    const { processedCount, failedCount } = await answer.json() as Counts
    await startedAgain(postgres)
    const stored = await countRows(postgres, 'business_events', `id LIKE 'kill-${round}-%'`)
    if (answer.status === 200) {
      t.same([processedCount, failedCount, stored], [4000, 0, 4000], `round ${round}: all stored`)
    } else {
      const retryAfter = answer.headers.get('retry-after')
      t.same([answer.status, retryAfter, stored], [503, '5', 0], `round ${round}: nothing stored`)
    }
    const again = await (await postBulk(origin, body)).json() as Counts
    t.equal(again.processedCount + again.duplicateCount, 4000)
    t.equal(await countRows(postgres, 'business_events', `id LIKE 'kill-${round}-%'`), 4000)
    t.equal(await countRows(postgres, 'event_headers', `id LIKE 'kill-${round}-%'`), 4000)
    t.equal(await countRows(postgres, 'car_entities', `entity_id LIKE 'kill-${round}-%'`), 4000)
  }
})

t.test('PostgreSQL killed in the middle of NDJSON: what is counted is stored, and the rest goes on', async (t) => {
  const postgres = await startPostgres(t, { durable: true })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  const body = texts('nd', 12_000).join('\n')
  const answering = postBulk(origin, body, ndjsonHeaders)
  await until(async () => await countRows(postgres, 'business_events') !== 0, 'an event is stored')
  process.kill(postgres.server.pid(), 'SIGKILL')
  const answer = await answering
  const { processedCount, duplicateCount, failedCount } = await answer.json() as Counts
  await startedAgain(postgres)
  t.equal(answer.status, 200)
  t.equal(processedCount + duplicateCount, await countRows(postgres, 'business_events'))
  t.equal(processedCount + duplicateCount + failedCount, 12_000)
  await postBulk(origin, body, ndjsonHeaders)
  t.equal(await countRows(postgres, 'business_events'), 12_000)
})

t.test('a single event is stored although the server was restarted under the pool', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const send = (uuid: string) => app.inject({
    method: 'POST', url: '/api/v1/events', headers: jsonHeaders, payload: JSON.stringify(carEvent(uuid))
  })
  t.equal((await send('before')).statusCode, 200)
  process.kill(postgres.server.pid(), 'SIGKILL')
  await startedAgain(postgres)
  t.equal((await send('after')).statusCode, 200)
})

t.test('with the database down the app starts, says so, answers 503 with Retry-After, and heals', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url.replace(/:\d+\//, ':1/'), LOG_LEVEL: 'warn' })
  t.equal((await app.inject({ url: '/health' })).statusCode, 200)
  const deep = await app.inject({ url: '/health?deep=true' })
  t.equal(deep.statusCode, 503)
  t.match(deep.json(), { status: 'degraded', services: { postgres: { state: 'unreachable', latency_ms: Number } } })
  const start = Date.now()
  const health = await app.inject({ url: '/api/v1/events/health' })
  t.equal(health.statusCode, 503)
  t.match(health.json(), { status: 'unhealthy', database: 'disconnected' })
  t.ok(Date.now() - start < 3000, 'within 3 s')
  const send = (path: string, payload: unknown, headers = jsonHeaders) =>
    app.inject({ method: 'POST', url: `/api/v1/events${path}`, headers, payload: JSON.stringify(payload) })
  for (const answer of [
    await app.inject({ url: '/sales' }),
    await app.inject({ url: '/api/v1/events' }),
    await send('', carEvent('x')),
    await send('/bulk', [carEvent('x')]),
    await send('/bulk', carEvent('x'), ndjsonHeaders)
  ]) {
    t.equal(answer.statusCode, 503)
    t.equal(answer.headers['retry-after'], '5')
    t.match(answer.json(), { error: 'service_unavailable', status: 503 })
    t.notMatch(answer.payload, /127\.0\.0\.1|ECONN/)
  }
})

t.test('a database that comes back is used again without a restart', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  process.kill(postgres.server.pid(), 'SIGSTOP')
  t.teardown(() => { try { process.kill(postgres.server.pid(), 'SIGCONT') } catch { /* it was continued below */ } })
  const hanging = await app.inject({ url: '/api/v1/events/health' })
  t.equal(hanging.statusCode, 503, 'a database that accepts and does not answer')
  process.kill(postgres.server.pid(), 'SIGCONT')
  await until(async () => (await app.inject({ url: '/api/v1/events/health' })).statusCode === 200, 'health')
})

t.test('without tables the answer names the command that makes them', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url.replace(/\/plain$/, '/postgres'), LOG_LEVEL: 'warn' })
  const sales = (await app.inject({ url: '/sales' })).json()
  t.match(sales, { error: 'service_not_configured', status: 503, message: /npm run migrate -- --demo/ })
  const events = (await app.inject({ url: '/api/v1/events' })).json()
  t.match(events, { error: 'service_not_configured', message: /npm run migrate/ })
})

t.test('without a database the answer names the variables', async (t) => {
  const { app } = await startApp(t)
  const get = async (url: string) => (await app.inject({ url })).json()
  const error = 'service_not_configured'
  t.match(await get('/sales'), { error, details: { missing: ['DATABASE_URL', 'DB_HOST'] } })
  t.match(await get('/api/v1/events'), { error, details: { missing: ['DATABASE_URL', 'AURORA_ENDPOINT'] } })
  t.match(await get('/health'), { status: 'healthy', services: { postgres: 'not_configured' } })
})
