import pg from 'pg'
import Cursor from 'pg-cursor'
import { columns, quoteName } from '../../src/sales/columns.ts'
import { loadLinesSource } from '../../src/sales/sales.ts'
import { linesStatement } from '../../src/sales/statement.ts'
import { startHarness, median, peakMemory, report, type Harness, type Result } from './harness.ts'

const source = loadLinesSource(null)
const everything = `${source.sql} SELECT ${columns.map(quoteName).join(', ')} FROM lineas`
const firstPage = linesStatement(source, {}, { limit: 1000, cursor: null })

async function connect (url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

/** Lines a second through a bare cursor and JSON.stringify, in no order. */
async function bareStream (client: pg.Client): Promise<number> {
  const start = performance.now()
  const cursor = client.query(new Cursor(everything))
  let lines = 0
  let bytes = 0
  for (let rows = await cursor.read(500); rows.length > 0; rows = await cursor.read(500)) {
    for (const row of rows) bytes += Buffer.byteLength(JSON.stringify(row) + '\n')
    lines += rows.length
  }
  await cursor.close()
  if (bytes === 0) throw new Error('there is no demo data')
  return lines / ((performance.now() - start) / 1000)
}

async function ourStream (origin: string): Promise<{ rate: number, firstByteMs: number }> {
  const start = performance.now()
  const answer = await fetch(`${origin}/sales?format=ndjson`)
  let firstByteMs = 0
  let lines = 0
  for await (const chunk of answer.body ?? []) {
    if (firstByteMs === 0) firstByteMs = performance.now() - start
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines++
  }
  return { rate: lines / ((performance.now() - start) / 1000), firstByteMs }
}

async function stream (harness: Harness): Promise<Result[]> {
  const client = await connect(harness.url)
  await bareStream(client)
  await ourStream(harness.origin)
  const before = await peakMemory(harness.server.pid ?? 0)
  const rounds: { bare: number, rate: number, firstByteMs: number }[] = []
  for (let round = 0; round < 5; round++) {
    const bare = await bareStream(client)
    rounds.push({ bare, ...await ourStream(harness.origin) })
  }
  await client.end()
  const after = await peakMemory(harness.server.pid ?? 0)
  const firstByte = median(rounds.map(({ firstByteMs }) => firstByteMs))
  return [
    {
      name: '/sales NDJSON of the whole demo data, rate against a bare cursor and JSON.stringify',
      ours: `${median(rounds.map(({ rate }) => rate)).toFixed(0)} lines/s`,
      peer: `${median(rounds.map(({ bare }) => bare)).toFixed(0)} lines/s`,
      ratio: median(rounds.map(({ rate, bare }) => rate / bare)),
      limit: 0.8,
      bound: 'at least'
    },
    {
      name: '/sales NDJSON, first byte, ms',
      ours: `${firstByte.toFixed(0)} ms`,
      peer: 'a limit of 100 ms',
      ratio: firstByte,
      limit: 100,
      bound: 'at most'
    },
    {
      name: '/sales NDJSON, peak memory after six exports against after one',
      ours: `${after.toFixed(0)} MB`,
      peer: `${before.toFixed(0)} MB`,
      ratio: after / before,
      limit: 1.25,
      bound: 'at most'
    }
  ]
}

/** Median milliseconds of `run`, after as many runs that are not counted. */
async function timeOf (run: () => Promise<void>, runs = 40): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 2 * runs; round++) {
    const start = performance.now()
    await run()
    if (round >= runs) times.push(performance.now() - start)
  }
  return median(times)
}

async function page (harness: Harness): Promise<Result[]> {
  const client = await connect(harness.url)
  const bare = async () => {
    const { rows } = await client.query({ text: firstPage.text, values: firstPage.values ?? [] })
    if (JSON.stringify({ data: rows }).length < 100_000) throw new Error('the page is short')
  }
  const ours = async (path = '/sales') => {
    const text = await (await fetch(`${harness.origin}${path}`)).text()
    if (text.length < 100_000) throw new Error('the page is short')
  }
  const times: { bare: number, ours: number }[] = []
  for (let round = 0; round < 3; round++) times.push({ bare: await timeOf(bare), ours: await timeOf(ours) })
  const small = median(times.map((time) => time.ours))
  await client.query(`INSERT INTO bandeja_resumen_ventas
SELECT compania, anio, periodo, fecha, prefijo_partida_contable, numero_de_partida, factura || '-' || n,
  codigo_de_ruta, vendedor_codigo_bic, nombre_del_vendedor, cliente_codigo_bic, nombre_del_cliente, tipo_cliente,
  codigo_de_articulo, nombre_del_articulo, agrupacion_de_articulo, codigo_de_agencia, nombre_de_agencia,
  facturado_qq, devuelto_qq, cantidad_a_facturar, cantidad_devuelta, valor_lps_facturado, valor_lps_devuel
FROM bandeja_resumen_ventas, generate_series(1, 8) AS n ORDER BY fecha`)
  await client.query('VACUUM ANALYZE bandeja_resumen_ventas')
  const { rows: [counted] } = await client.query('SELECT count(*)::int AS lines FROM bandeja_resumen_ventas')
  const large = await timeOf(ours)
  const middle = await fetch(`${harness.origin}/sales?from=2024-06-15&limit=1`)
  const { meta } = await middle.json() as { meta: { next_cursor: string } }
  const deep = await timeOf(() => ours(`/sales?cursor=${meta.next_cursor}`))
  await client.end()
  return [
    {
      name: '/sales first page of 1,000, time against the bare query and JSON.stringify',
      ours: `${small.toFixed(1)} ms`,
      peer: `${median(times.map((time) => time.bare)).toFixed(1)} ms`,
      ratio: median(times.map((time) => time.ours / time.bare)),
      limit: 1.5,
      bound: 'at most'
    },
    {
      name: `/sales first page on ${counted.lines} lines against on 120000`,
      ours: `${large.toFixed(1)} ms`,
      peer: `${small.toFixed(1)} ms`,
      ratio: large / small,
      limit: 1.25,
      bound: 'at most'
    },
    {
      name: `/sales page in the middle of ${counted.lines} lines against the first on 120000`,
      ours: `${deep.toFixed(1)} ms`,
      peer: `${small.toFixed(1)} ms`,
      ratio: deep / small,
      limit: 1.5,
      bound: 'at most'
    }
  ]
}

const benchmarks = { stream, page }

/** All benchmarks of the sales routes, or only the named one. */
export async function benchSales (only?: string): Promise<void> {
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (only !== undefined && only !== name) continue
    const harness = await startHarness(3999)
    try {
      report(await benchmark(harness))
    } finally {
      await harness.close()
    }
  }
}
