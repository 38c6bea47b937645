import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { jsonHeaders, listen, startApp, startPostgres, until } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

const post = (origin: string, path: string, body: string, type = 'application/json') => fetch(`${origin}/api/v1/events${path}`, {
  method: 'POST', headers: { 'content-type': type }, body
})
const texts = (name: string, count: number) => Array.from({ length: count }, (_, n) => JSON.stringify(carEvent(`${name}-${n}`, { carId: `${name}-${n}` })))

t.test('PostgreSQL killed in the middle of a bulk: the answer is true, and sending it again stores each event once', async (t) => {
  const postgres = await startPostgres(t, { durable: true })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  for (const [round, delay] of [5, 40, 80, 120, 180, 260].entries()) {
    const body = `[${texts(`kill-${round}`, 4000).join(',')}]`
    const answering = post(origin, '/bulk', body)
    await sleep(delay)
    process.kill(postgres.server.pid(), 'SIGKILL')
    const answer = await answering
    const counts = await answer.json() as { processedCount: number, failedCount: number }
    await until(() => postgres.sql('SELECT 1').then(() => true, () => false), 'PostgreSQL started again')
    const [row] = await postgres.sql<{ n: number }>('SELECT count(*)::int AS n FROM business_events WHERE id LIKE $1', [`kill-${round}-%`])
    if (answer.status === 200) t.same([counts.processedCount, counts.failedCount, row?.n], [4000, 0, 4000], `round ${round}: all stored`)
    else t.same([answer.status, answer.headers.get('retry-after'), row?.n], [503, '5', 0], `round ${round}: nothing stored`)
    const again = await (await post(origin, '/bulk', body)).json() as { processedCount: number, duplicateCount: number }
    t.equal(again.processedCount + again.duplicateCount, 4000)
    const [after] = await postgres.sql<{ events: number, headers: number, cars: number }>(`SELECT
      (SELECT count(*)::int FROM business_events WHERE id LIKE $1) AS events, (SELECT count(*)::int FROM event_headers WHERE id LIKE $1) AS headers,
      (SELECT count(*)::int FROM car_entities WHERE entity_id LIKE $1) AS cars`, [`kill-${round}-%`])
    t.same(after, { events: 4000, headers: 4000, cars: 4000 })
  }
})

t.test('PostgreSQL killed in the middle of NDJSON: what is counted is stored, and the rest goes on', async (t) => {
  const postgres = await startPostgres(t, { durable: true })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  const body = texts('nd', 12_000).join('\n')
  const answering = post(origin, '/bulk', body, 'application/x-ndjson')
  await until(async () => (await postgres.sql<{ n: number }>('SELECT count(*)::int AS n FROM business_events'))[0]?.n !== 0)
  process.kill(postgres.server.pid(), 'SIGKILL')
  const answer = await answering
  const counts = await answer.json() as { processedCount: number, duplicateCount: number, failedCount: number }
  await until(() => postgres.sql('SELECT 1').then(() => true, () => false), 'PostgreSQL started again')
  const [row] = await postgres.sql<{ n: number }>('SELECT count(*)::int AS n FROM business_events')
  t.equal(answer.status, 200)
  t.equal(counts.processedCount + counts.duplicateCount, row?.n)
  t.equal(counts.processedCount + counts.duplicateCount + counts.failedCount, 12_000)
  await post(origin, '/bulk', body, 'application/x-ndjson')
  t.same(await postgres.sql('SELECT count(*)::int AS n FROM business_events'), [{ n: 12_000 }])
})

t.test('a single event is stored although the server was restarted under the pool', async (t) => {
  const postgres = await startPostgres(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  const send = (uuid: string) => app.inject({ method: 'POST', url: '/api/v1/events', headers: jsonHeaders, payload: JSON.stringify(carEvent(uuid)) })
  t.equal((await send('before')).statusCode, 200)
  process.kill(postgres.server.pid(), 'SIGKILL')
  await until(() => postgres.sql('SELECT 1').then(() => true, () => false), 'PostgreSQL started again')
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
  for (const answer of [
    await app.inject({ url: '/sales' }), await app.inject({ url: '/api/v1/events' }),
    await app.inject({ method: 'POST', url: '/api/v1/events', headers: jsonHeaders, payload: JSON.stringify(carEvent('x')) }),
    await app.inject({ method: 'POST', url: '/api/v1/events/bulk', headers: jsonHeaders, payload: JSON.stringify([carEvent('x')]) }),
    await app.inject({ method: 'POST', url: '/api/v1/events/bulk', headers: { 'content-type': 'application/x-ndjson' }, payload: JSON.stringify(carEvent('x')) })
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
  t.match((await app.inject({ url: '/sales' })).json(), { error: 'service_not_configured', status: 503, message: /npm run migrate -- --demo/ })
  t.match((await app.inject({ url: '/api/v1/events' })).json(), { error: 'service_not_configured', message: /npm run migrate/ })
})

t.test('without a database the answer names the variables', async (t) => {
  const { app } = await startApp(t)
  t.match((await app.inject({ url: '/sales' })).json(), { error: 'service_not_configured', details: { missing: ['DATABASE_URL', 'DB_HOST'] } })
  t.match((await app.inject({ url: '/api/v1/events' })).json(), { error: 'service_not_configured', details: { missing: ['DATABASE_URL', 'AURORA_ENDPOINT'] } })
  t.match((await app.inject({ url: '/health' })).json(), { status: 'healthy', services: { postgres: 'not_configured' } })
})
