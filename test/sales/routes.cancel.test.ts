import t from 'tap'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { columns, quoteName } from '../../src/sales/columns.ts'
import { listen, startApp, startPostgres, testFolder, until } from '../helper.ts'

const postgres = await startPostgres(t, { demo: true })
const slow = join(testFolder(t), 'slow.sql')
const slowDate = "(date '2024-01-01' + pg_sleep(20)::text::int)"
const slowColumns = columns.map((column) => `${column === 'FECHA' ? slowDate : '1'} AS ${quoteName(column)}`)
writeFileSync(slow, `WITH lineas AS (SELECT ${slowColumns.join(', ')})`)

const running = async () => {
  const [row] = await postgres.sql<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity
    WHERE application_name = 'atalaya' AND state = 'active' AND query LIKE '%lineas%'`)
  return row?.n
}

t.test('a caller who goes away cancels the query in the database', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, SALES_SQL_FILE: slow, LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  for (const path of ['/sales', '/sales?format=ndjson', '/sales/summary?group_by=year']) {
    const controller = new AbortController()
    const asking = fetch(`${origin}${path}`, { signal: controller.signal })
    await until(async () => await running() === 1, `${path} runs`)
    controller.abort()
    await t.rejects(asking)
    await until(async () => await running() === 0, `${path} is cancelled`)
  }
})

t.test('a caller who stops reading an export frees its connection', async (t) => {
  const { app, platform } = await startApp(t, { DATABASE_URL: postgres.url, DB_POOL_MAX: '1', LOG_LEVEL: 'warn' })
  const origin = await listen(app)
  for (let round = 0; round < 3; round++) {
    const controller = new AbortController()
    const answer = await fetch(`${origin}/sales?format=ndjson`, { signal: controller.signal })
    await answer.body?.getReader().read()
    controller.abort()
    const next = await platform.sales?.query({ text: 'SELECT 1 AS one' })
    t.same(next?.rows, [{ one: 1 }], 'the only connection is free again')
  }
})

t.test('a statement beyond its time is a 504', async (t) => {
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url,
    SALES_SQL_FILE: slow,
    DB_STATEMENT_TIMEOUT: '1',
    LOG_LEVEL: 'fatal'
  })
  for (const url of ['/sales', '/sales?format=csv', '/sales?format=ndjson', '/sales/summary?group_by=year']) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, 504, url)
    t.match(answer.json(), { error: 'upstream_timeout', status: 504 })
  }
})

t.test('an export may take longer than a statement, as long as no read does', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, DB_STATEMENT_TIMEOUT: '1', LOG_LEVEL: 'warn' })
  const answer = await fetch(`${await listen(app)}/sales?format=ndjson`)
  let lines = 0
  const start = Date.now()
  for await (const chunk of answer.body ?? []) {
    lines += chunk.reduce((sum: number, byte: number) => byte === 10 ? sum + 1 : sum, 0)
    const slow = Date.now() - start < 2500
    if (slow) await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const [row] = await postgres.sql<{ n: number }>('SELECT count(*)::int AS n FROM bandeja_resumen_ventas')
  t.equal(lines, row?.n)
})

t.test('exports never take the last connection', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, DB_POOL_MAX: '4', LOG_LEVEL: 'fatal' })
  const origin = await listen(app)
  const controllers = [new AbortController(), new AbortController()]
  for (const { signal } of controllers) t.equal((await fetch(`${origin}/sales?format=csv`, { signal })).status, 200)
  const refused = await fetch(`${origin}/sales?format=csv`)
  t.equal(refused.status, 503)
  t.match(await refused.json(), { error: 'service_unavailable', message: /exports/ })
  t.equal((await fetch(`${origin}/sales?limit=1`)).status, 200)
  for (const controller of controllers) controller.abort()
})

t.test('a HEAD runs nothing', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  t.equal((await app.inject({ method: 'HEAD', url: '/sales' })).statusCode, 404)
  t.equal((await app.inject({ method: 'HEAD', url: '/health' })).statusCode, 200)
})
