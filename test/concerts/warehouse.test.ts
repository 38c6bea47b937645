import t, { type Test } from 'tap'
import { createRedshiftWarehouse } from '../../src/concerts/warehouse/redshift.ts'
import type { Warehouse } from '../../src/concerts/warehouse/warehouse.ts'
import { startPostgres, until } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startRedshift } from '../stand-ins/redshift.ts'
import { quiet } from '../template.ts'
import { openWarehouse } from './harness.ts'

const postgres = await startPostgres(t, { demo: true })
const redshift = await startRedshift(t, postgres.url)
useStandIns(t, { REDSHIFT_DATA: redshift.url })
const never = new AbortController().signal

const adapters: Record<Warehouse['kind'], (statementTimeoutMs: number) => Warehouse> = {
  embedded: (statementTimeoutMs) => openWarehouse(postgres.url, statementTimeoutMs),
  redshift: (statementTimeoutMs) => {
    return createRedshiftWarehouse({ target: { WorkgroupName: 'concerts' }, database: 'dw', statementTimeoutMs }, quiet)
  }
}

const running = () => postgres.sql(`
  SELECT 1 FROM pg_stat_activity
  WHERE query LIKE '%pg_sleep%' AND query NOT LIKE '%pg_stat_activity%' AND state = 'active'`)

/** What every warehouse must do. */
for (const kind of ['embedded', 'redshift'] as const) {
  const open = (t: Test, statementTimeoutMs = 25_000) => {
    const warehouse = adapters[kind](statementTimeoutMs)
    t.teardown(() => warehouse.close())
    return warehouse
  }

  t.test(`the ${kind} warehouse types its columns, whatever the number of pages`, async (t) => {
    const sql = `
      SELECT n AS number, CAST(n AS bigint) * 3000000000 AS large, CAST(n AS double precision) / 4 AS part,
        CAST(n AS numeric(9, 2)) AS amount, n % 2 = 0 AS even, CAST(:label AS varchar) || ':' || n AS label,
        CAST(:day AS date) + n AS day, CAST(NULL AS varchar) AS nothing
      FROM generate_series(1, CAST(:rows AS integer)) AS n -- :comment`
    const rows = await open(t).query({ sql, parameters: { label: 'é\'"', day: '2024-02-28', rows: 8 } }, never)
    t.equal(rows.length, 8)
    t.same(rows[1], {
      number: 2,
      large: 6_000_000_000,
      part: 0.5,
      amount: 2,
      even: true,
      label: 'é\'":2',
      day: '2024-03-01',
      nothing: null
    })
  })

  t.test(`the ${kind} warehouse takes text as a value, whatever it says`, async (t) => {
    for (const text of ["'; DROP TABLE concert_dw.artists; --", ':rows', '$1', '\\', '%', '{{x}}']) {
      const statement = { sql: 'SELECT CAST(:text AS varchar) AS text', parameters: { text } }
      t.same(await open(t).query(statement, never), [{ text }])
    }
    t.equal((await postgres.sql('SELECT 1 FROM concert_dw.artists')).length, 300)
  })

  t.test(`the ${kind} warehouse has no rows for an empty result`, async (t) => {
    const sql = 'SELECT artist_id FROM concert_dw.artists WHERE artist_id = CAST(:id AS varchar)'
    t.same(await open(t).query({ sql, parameters: { id: 'nobody' } }, never), [])
  })

  t.test(`the ${kind} warehouse tells a statement that fails, and one that is late`, async (t) => {
    const failing = { sql: 'SELECT 1 / CAST(:zero AS integer) AS x', parameters: { zero: 0 } }
    await t.rejects(open(t).query(failing, never), { status: 502, code: 'upstream_error' })
    const incomplete = { sql: 'SELECT CAST(:x AS integer) AS x', parameters: {} }
    await t.rejects(open(t).query(incomplete, never), { message: /x has no value/ })
    const slow = { sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'late' } }
    await t.rejects(open(t, 300).query(slow, never), { status: 504, code: 'upstream_timeout' })
    await until(async () => (await running()).length === 0, 'the end of the late statement')
  })

  t.test(`the ${kind} warehouse cancels the statement of a caller who is gone`, async (t) => {
    const caller = new AbortController()
    const slow = { sql: 'SELECT pg_sleep(30), CAST(:x AS varchar) AS x', parameters: { x: 'gone' } }
    const query = open(t).query(slow, caller.signal)
    query.catch(() => {})
    await until(async () => (await running()).length === 1, 'the statement')
    caller.abort(new Error('gone'))
    await t.rejects(query, { message: 'gone' })
    await until(async () => (await running()).length === 0, 'its end')
  })
}
