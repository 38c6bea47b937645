import t from 'tap'
import { startApp, startPostgres } from '../helper.ts'

const postgres = await startPostgres(t, { demo: true })
const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
interface Invoiced {
  lempiras_invoiced: number
}

const get = async (query: string) => (await app.inject({ url: `/sales/summary?${query}` })).json()

t.test('a million lines add up to the cent', async (t) => {
  const columns = await postgres.sql<{ name: string }>(`SELECT attname AS name FROM pg_attribute
    WHERE attrelid = 'bandeja_resumen_ventas'::regclass AND attnum > 0 ORDER BY attnum`)
  const changed: Record<string, string> = {
    factura: "factura || '-' || n",
    valor_lps_facturado: 'valor_lps_facturado + 0.01'
  }
  await postgres.sql(`INSERT INTO bandeja_resumen_ventas
    SELECT ${columns.map(({ name }) => changed[name] ?? name).join(', ')}
    FROM bandeja_resumen_ventas, generate_series(1, 8) n`)
  const [exact] = await postgres.sql<{ lines: string, cents: string }>(`SELECT
    count(*)::text AS lines, (sum(valor_lps_facturado) * 100)::bigint::text AS cents FROM bandeja_resumen_ventas`)
  t.equal(exact?.lines, '1080000')
  const answer = await app.inject({ url: '/sales/summary?group_by=item&limit=10000' })
  const { data, total }: { data: Invoiced[], total: Invoiced } = answer.json()
  const cents = (value: number) => BigInt(Math.round(value * 100))
  t.equal(String(cents(total.lempiras_invoiced)), exact?.cents)
  t.equal(String(data.reduce((sum, group) => sum + cents(group.lempiras_invoiced), 0n)), exact?.cents)
  const digits = `${exact?.cents.slice(0, -2)}.${exact?.cents.slice(-2)}`
  t.match(answer.payload, `"lempiras_invoiced":${digits}`, 'digit by digit')
})

t.test('groups by one to three names, repeated or separated by commas, with null for no place', async (t) => {
  const { data, total, meta } = await get('group_by=department,year&group_by=company&limit=10000')
  t.same(Object.keys(data[0]).slice(0, 3), ['department', 'year', 'company'])
  t.same(meta.group_by, ['department', 'year', 'company'])
  t.ok(data.some((group: { department: string | null }) => group.department === null))
  for (const measure of ['lines', 'units_sold'] as const) {
    const hundredths = (group: Record<typeof measure, number>) => Math.round(group[measure] * 100)
    const sum = data.map(hundredths).reduce((sum: number, value: number) => sum + value, 0)
    t.ok(sum > 0, measure)
    t.equal(sum, hundredths(total), measure)
  }
})

t.test('clients are counted once, in each group and in the total', async (t) => {
  const { data, total } = await get('group_by=year&client=C00001&client=C00002')
  t.equal(total.clients, 2)
  t.ok(data.every((group: { clients: number }) => group.clients <= 2))
})

t.test('orders by any measure, either way, and the total is over all groups', async (t) => {
  const { data: largest, total, meta } = await get('group_by=seller&limit=5')
  const sold = largest.map((group: { lempiras_sold: number }) => group.lempiras_sold)
  t.same(sold, [...sold].sort((a, b) => b - a))
  t.match(meta, { row_count: 5, order_by: '-lempiras_sold', truncated: true })
  const { data: smallest } = await get('group_by=seller&limit=5&order_by=lines')
  t.ok(smallest[0].lines <= smallest[4].lines)
  t.same((await get('group_by=seller&limit=100')).total, total)
  t.equal((await get('group_by=seller&limit=60')).meta.truncated, false)
})

t.test('no lines: an empty list and a total of zeros', async (t) => {
  const { data, total } = await get('group_by=item&company=99')
  t.same(data, [])
  t.match(total, { lines: 0, clients: 0, lempiras_sold: 0 })
})

t.test('bad groups and orders are 400 with their path', async (t) => {
  const cases: [string, string][] = [
    ['', 'query/group_by'],
    ['group_by=foo', 'query/group_by/0'],
    ['group_by=year,foo', 'query/group_by/0'],
    ['group_by=year,item,seller,agency', 'query/group_by'],
    ['group_by=year&order_by=foo', 'query/order_by'],
    ['group_by=year&order_by=--lines', 'query/order_by'],
    ['group_by=year&cursor=x', 'query/cursor'],
    ['group_by=', 'query/group_by/0']
  ]
  for (const [query, path] of cases) {
    const answer = await app.inject({ url: `/sales/summary?${query}` })
    t.equal(answer.statusCode, 400, query)
    t.match(answer.json().details, [{ path }], query)
  }
})
