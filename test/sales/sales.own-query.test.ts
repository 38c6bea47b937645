import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { columns, quoteName, type Column } from '../../src/sales/columns.ts'
import { startApp, startPostgres, testFolder } from '../helper.ts'

const postgres = await startPostgres(t)
const folder = testFolder(t)

/** A user's own tray: other types, no date on some lines, nulls everywhere, lines that are equal. */
await postgres.sql(`CREATE TABLE tray AS SELECT
  n % 3 AS company, CASE WHEN n % 7 > 0 THEN 2024 END AS year,
  CASE WHEN n % 5 > 0 THEN timestamp '2024-01-01 08:00' + (n % 4) * interval '12 hours' END AS day,
  CASE WHEN n % 2 = 0 THEN 'c' || n % 11 END AS client, (n % 6)::float8 AS amount, n % 4 = 0 AS flag, n % 9 AS half
FROM generate_series(1, 300) AS n`)
await postgres.sql('INSERT INTO tray SELECT * FROM tray WHERE half < 4')
const expressions: Partial<Record<Column, string>> = {
  COMPAÑIA: 'company',
  AÑO: 'year',
  FECHA: 'day',
  CLIENTE_CODIGO_BIC: 'client',
  FACTURADO_QQ: 'amount',
  TIPO_CLIENTE: 'flag',
  VALOR_LPS_FACTURADO: "CASE WHEN half = 1 THEN 'NaN' ELSE half / 2.0 END::numeric"
}
const selected = columns.map((column) => {
  // what a summary adds up must be a number
  const isNumber = /QQ|CANTIDAD|LPS|LEMPIRAS|QUINTALES|VOLUMEN/.test(column)
  const nothing = isNumber ? '0::numeric' : 'NULL::text'
  return `${expressions[column] ?? nothing} AS ${quoteName(column)}`
})
const sqlFile = join(folder, 'own.sql')
writeFileSync(sqlFile, `WITH lineas AS (SELECT ${selected.join(', ')} FROM tray);\n`)
const { app } = await startApp(t, { DATABASE_URL: postgres.url, SALES_SQL_FILE: sqlFile, LOG_LEVEL: 'warn' })
const get = async (url: string) => (await app.inject({ url })).json()
const exportLines = async (query = '') => {
  const { payload } = await app.inject({ url: `/sales?format=ndjson${query}` })
  return payload.trim().split('\n')
}

interface Page {
  data: object[]
  meta: { next_cursor: string | null }
}

t.test('every line of a user\'s own query comes once, nulls and equal lines too, at any page size', async (t) => {
  const all = await exportLines()
  const [row] = await postgres.sql<{ n: number }>('SELECT count(*)::int AS n FROM tray')
  t.equal(all.length, row?.n)
  for (const limit of [1, 7, 60, 1000]) {
    const lines: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { data, meta }: Page = await get(`/sales?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      lines.push(...data.map((line) => JSON.stringify(line)))
      cursor = meta.next_cursor
    }
    t.same(lines, all.map((line) => JSON.stringify(JSON.parse(line))), `limit ${limit}`)
  }
})

t.test('an export goes on from a cursor to the end, undated lines included', async (t) => {
  const all = await exportLines()
  const { meta } = await get('/sales?limit=100')
  t.same(await exportLines(`&cursor=${meta.next_cursor}`), all.slice(100))
  t.same(await exportLines(`&limit=50&cursor=${meta.next_cursor}`), all.slice(100, 150))
})

t.test('values of other types are written as JSON has them', async (t) => {
  const { data }: { data: Record<string, unknown>[] } = await get('/sales?limit=400')
  t.ok(data.some((line) => line['FECHA'] === '2024-01-01T20:00:00Z'))
  t.ok(data.every((line) => typeof line['TIPO_CLIENTE'] === 'boolean'))
  t.ok(data.every((line) => typeof line['COMPAÑIA'] === 'number'))
  t.ok(data.some((line) => line['VALOR_LPS_FACTURADO'] === null), 'NaN')
})

t.test('a filter that does not fit its column is the caller\'s fault, not ours', async (t) => {
  t.match(await get('/sales?company=x'), { error: 'invalid_request', status: 400 })
  t.match(await get('/sales/summary?group_by=year&company=x'), { error: 'invalid_request', status: 400 })
  t.match(await get('/sales?format=csv&company=x'), { error: 'invalid_request', status: 400 })
  t.equal((await get('/sales?company=1&limit=1')).meta.row_count, 1)
  const { total } = await get('/sales/summary?group_by=company&from=2024-01-02&to=2024-01-02')
  const [row] = await postgres.sql<{ n: number }>("SELECT count(*)::int AS n FROM tray WHERE day::date = '2024-01-02'")
  t.equal(total.lines, row?.n)
})
