import t from 'tap'
import { startApp, startPostgres } from '../helper.ts'
import { columns } from '../../src/sales/columns.ts'

const postgres = await startPostgres(t, { demo: true })
const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
const get = async (url: string) => (await app.inject({ url })).json()

interface Page {
  data: Record<string, unknown>[]
  meta: { next_cursor: string | null, row_count: number, truncated: boolean }
}

/** The lines of all pages, each as JSON text; `afterPage` runs after each of them. */
async function walk (query: string, afterPage = async () => {}): Promise<string[]> {
  const lines: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { data, meta }: Page = await get(`/sales?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    lines.push(...data.map((row) => JSON.stringify(row)))
    cursor = meta.next_cursor
    await afterPage()
  }
  return lines
}

const ndjson = async (query: string) => {
  const { payload } = await app.inject({ url: `/sales?format=ndjson&${query}` })
  return payload.trim().split('\n').map((line) => JSON.stringify(JSON.parse(line)))
}

const clientOfInvoice = async (invoice: string) => {
  const [row] = await postgres.sql<{ client: string }>(
    'SELECT cliente_codigo_bic AS client FROM bandeja_resumen_ventas WHERE factura = $1 LIMIT 1', [invoice]
  )
  return row?.client
}

const deleteCopies = () => postgres.sql(`DELETE FROM bandeja_resumen_ventas a
  USING bandeja_resumen_ventas b WHERE a = b AND a.ctid > b.ctid`)

t.test('a page has lines with every column in order, and says where it ends', async (t) => {
  const { data, meta } = await get('/sales')
  t.equal(data.length, 1000)
  t.same(Object.keys(data[0]), columns)
  t.match(meta, {
    query: 'sales_with_geo',
    row_count: 1000,
    source: 'bandeja_resumen_ventas + geo',
    limit: 1000,
    next_cursor: String,
    truncated: false
  })
})

t.test('the demo has what it promises', async (t) => {
  const [row] = await postgres.sql<Record<string, number>>(`SELECT
    count(*)::int AS lines,
    min(fecha)::text AS first,
    max(fecha)::text AS last,
    count(DISTINCT compania)::int AS companies,
    count(DISTINCT codigo_de_agencia)::int AS agencies,
    count(DISTINCT vendedor_codigo_bic)::int AS sellers,
    count(DISTINCT cliente_codigo_bic)::int AS clients,
    count(DISTINCT codigo_de_articulo)::int AS items,
    count(DISTINCT agrupacion_de_articulo)::int AS groupings,
    md5(string_agg(t::text, ',' ORDER BY t::text)) AS digest
  FROM bandeja_resumen_ventas t`)
  t.match(row, {
    lines: 120_000,
    first: /^2023-01/,
    last: /^2025-12/,
    companies: 4,
    agencies: 12,
    sellers: 60,
    clients: 2000,
    items: 150,
    groupings: 10
  })
  t.equal(row?.['digest'], '584dcd455d6fffc80c19a9ee6d697062', 'the same on every machine')
  const { data } = await get('/sales/summary?group_by=department')
  t.equal(data.length, 19, '18 departments, and clients without a place')
})

t.test('pages are disjoint and complete, in the order of the export', async (t) => {
  const query = 'department=Gracias%20a%20Dios&year=2024'
  const all = await ndjson(query)
  t.ok(all.length > 500)
  for (const limit of [7, 100, 10_000]) t.same(await walk(`${query}&limit=${limit}`), all, `limit ${limit}`)
})

t.test('pages stay complete and disjoint while lines are inserted behind the cursor', async (t) => {
  const query = 'agency=AG03&from=2024-03-01&to=2024-03-31&limit=50'
  const before = await ndjson(query.replace('&limit=50', ''))
  const insertFirstAgain = async () => {
    await postgres.sql(`INSERT INTO bandeja_resumen_ventas SELECT * FROM bandeja_resumen_ventas
      WHERE codigo_de_agencia = 'AG03' AND fecha >= '2024-03-01' ORDER BY fecha LIMIT 1`)
  }
  t.same(await walk(query, insertFirstAgain), before)
  await deleteCopies()
})

t.test('lines that are equal in every column neither vanish nor repeat at a page\'s edge', async (t) => {
  const invoice = '000-001-01-00000001'
  await postgres.sql(`INSERT INTO bandeja_resumen_ventas
    SELECT t.* FROM bandeja_resumen_ventas t, generate_series(1, 10) WHERE factura = '${invoice}'`)
  const client = await clientOfInvoice(invoice)
  const all = await ndjson(`client=${client}`)
  t.ok(all.length - new Set(all).size >= 10, 'ten of the lines are copies')
  for (const limit of [1, 3, 4, 11]) t.same(await walk(`client=${client}&limit=${limit}`), all, `limit ${limit}`)
  await deleteCopies()
})

t.test('each filter finds what plain SQL finds', async (t) => {
  const cases: [string, string][] = [
    ['company=01', "compania = '01'"],
    ['company=01&company=03', "compania IN ('01', '03')"],
    ['year=2024&period=2&period=3', 'anio = 2024 AND periodo IN (2, 3)'],
    ['from=2024-05-05&to=2024-05-06', "fecha BETWEEN '2024-05-05' AND '2024-05-06'"],
    ['agency=AG05', "codigo_de_agencia = 'AG05'"],
    ['route=R051', "codigo_de_ruta = 'R051'"],
    ['seller=V007', "vendedor_codigo_bic = 'V007'"],
    ['client=C00013', "cliente_codigo_bic = 'C00013'"],
    ['client_type=Mayorista', "tipo_cliente = 'Mayorista'"],
    ['item=A0005', "codigo_de_articulo = 'A0005'"],
    ['grouping=Arroz', "agrupacion_de_articulo = 'Arroz'"],
    ['item=%27;%20DROP%20TABLE%20clientes;--', 'false']
  ]
  for (const [query, condition] of cases) {
    const [row] = await postgres.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM bandeja_resumen_ventas WHERE ${condition}`
    )
    const { total } = await get(`/sales/summary?group_by=company&${query}`)
    t.equal(total.lines, row?.n, query)
    t.equal(total.lines > 0, condition !== 'false', `${query} finds lines unless nothing can match`)
  }
  const [inTela] = await postgres.sql<{ n: number }>(`SELECT count(*)::int AS n FROM bandeja_resumen_ventas
    WHERE cliente_codigo_bic IN (
      SELECT DISTINCT ON (cliente_codigo_bic) CASE WHEN municipio = 'Tela' THEN cliente_codigo_bic END
      FROM cliente_ubicacion ORDER BY cliente_codigo_bic, vigente_desde DESC
    )`)
  const { total: found } = await get('/sales/summary?group_by=company&municipality=Tela')
  t.ok(found.lines > 0, 'some clients are in Tela')
  t.equal(found.lines, inTela?.n)
})

t.test('a client without a place keeps its lines, with nulls; one with two has the later', async (t) => {
  const { data: [line] } = await get('/sales?client=C00025&limit=1')
  const { DEPARTAMENTO, MUNICIPIO, COLONIA, CLIENTE_CODIGO_BIC: client } = line
  t.strictSame([DEPARTAMENTO, MUNICIPIO, COLONIA, client], [null, null, null, 'C00025'])
  const places = await postgres.sql<{ municipio: string }>(`SELECT municipio FROM cliente_ubicacion
    WHERE cliente_codigo_bic = 'C00013' ORDER BY vigente_desde DESC`)
  t.equal(new Set(places.map(({ municipio }) => municipio)).size, 2)
  t.equal((await get('/sales?client=C00013&limit=1')).data[0].MUNICIPIO, places[0]?.municipio)
})

t.test('net columns and the volume follow their definitions', async (t) => {
  const { data }: { data: Record<string, number>[] } = await get('/sales?limit=10000&year=2025&agency=AG02')
  const cents = (value: unknown) => Math.round(Number(value) * 10_000)
  for (const row of data) {
    const isNet = (net: string, gross: string, returned: string) =>
      cents(row[net]) === cents(row[gross]) - cents(row[returned])
    const volume = row['FACTURADO_QQ'] !== 0 ? row['QUINTALES_VENDIDOS'] : row['CANTIDAD_VENDIDA']
    const fits = isNet('QUINTALES_VENDIDOS', 'FACTURADO_QQ', 'DEVUELTO_QQ') &&
      isNet('CANTIDAD_VENDIDA', 'CANTIDAD_A_FACTURAR', 'CANTIDAD_DEVUELTA') &&
      isNet('LEMPIRAS_VENDIDAS', 'VALOR_LPS_FACTURADO', 'VALOR_LPS_DEVUEL') &&
      row['VOLUMEN_VENTA'] === volume
    if (!fits) t.fail(JSON.stringify(row))
  }
  t.ok(data.some((row) => (row['DEVUELTO_QQ'] ?? 0) > 0), 'some lines were returned')
  t.ok(data.some((row) => row['FACTURADO_QQ'] === 0), 'some lines have no quintals')
})

t.test('ASCII keys, CSV with and without a byte order mark, NDJSON by Accept', async (t) => {
  const ascii = await get('/sales?limit=1&keys=ascii')
  t.same(Object.keys(ascii.data[0]).slice(0, 2), ['COMPANIA', 'ANIO'])
  t.same(Object.values(ascii.data[0]), Object.values((await get('/sales?limit=1')).data[0]))
  const csv = await app.inject({ url: '/sales?limit=2&bom=true', headers: { accept: 'text/csv' } })
  t.match(csv.headers, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': /sales\.csv/ })
  const lines = csv.payload.split('\r\n')
  t.equal(lines[0], `\uFEFF${columns.join(',')}`)
  t.equal(lines.length, 4)
  const plain = await app.inject({ url: '/sales?limit=1&format=csv&keys=ascii' })
  t.match(plain.payload, /^COMPANIA,ANIO,/)
  const nd = await app.inject({ url: '/sales?limit=3', headers: { accept: 'application/x-ndjson' } })
  t.equal(nd.headers['content-type'], 'application/x-ndjson; charset=utf-8')
  t.equal(nd.payload.trim().split('\n').length, 3)
  const other = await app.inject({ url: '/sales?limit=1', headers: { accept: 'text/html, */*;q=0.1' } })
  t.equal(other.headers['content-type'], 'application/json; charset=utf-8')
})

t.test('CSV quotes what RFC 4180 says it must', async (t) => {
  const invoice = '000-001-01-00000002'
  const name = 'He said "hi",\nthen left'
  await postgres.sql('UPDATE bandeja_resumen_ventas SET nombre_del_cliente = $1 WHERE factura = $2', [name, invoice])
  const { payload } = await app.inject({ url: `/sales?format=csv&client=${await clientOfInvoice(invoice)}` })
  t.match(payload, '"He said ""hi"",\nthen left"')
  const { csvLines } = await import('../../src/sales/encode.ts')
  t.equal(csvLines([['a\nb', 'c\rd', 'e"f', null, 'g,h', 'plain']]), '"a\nb","c\rd","e""f",,"g,h",plain\r\n')
})

t.test('unknown parameters and bad values are 400, each with its path', async (t) => {
  const cases: [string, string[]][] = [
    ['limt=2', ['query/limt']],
    ['limit=0&year=x&from=2024-02-30', ['query/year/0', 'query/from', 'query/limit']],
    ['limit=10001', ['query/limit']],
    ['limit=1.5', ['query/limit']],
    ['limit=', ['query/limit']],
    ['limit=1&limit=2', ['query/limit']],
    ['keys=foo', ['query/keys']],
    ['cursor=abc', ['query/cursor']],
    ['client=%00', ['query/client/0']],
    ['from=2024-01-01&from=2024-01-02', ['query/from']],
    ['format=xml', ['query/format']],
    ['bom=yes', ['query/bom']],
    ['__proto__=1', ['query/__proto__']],
    ['from=0000-01-01', ['query/from']],
    ['from=2024-02-01&to=2024-01-31', ['query/from']]
  ]
  for (const [query, paths] of cases) {
    const answer = await app.inject({ url: `/sales?${query}` })
    t.equal(answer.statusCode, 400, query)
    t.same(answer.json().details.map((fault: { path: string }) => fault.path).sort(), paths.sort(), query)
  }
})

t.test('sessions are read only', async (t) => {
  const { platform } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' })
  await t.rejects(async () => platform.sales?.query({ text: 'DELETE FROM clientes' }), { code: '25006' })
})
