import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { readCatalogue } from '../../src/ask/catalogue/read-catalogue.ts'
import { guard, guardReady } from '../../src/ask/guard/guard.ts'
import { createSchemaLinker } from '../../src/ask/schema-linker.ts'
import { buildAsk } from '../../src/ask/build.ts'
import { ask } from '../../src/ask/pipeline/ask.ts'
import { createEmbeddedWriter } from '../../src/ask/writer/embedded.ts'
import { loadConfig } from '../../src/config/config.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { demo } from '../../src/postgres/demo.ts'
import { migrateAll } from '../../src/postgres/migrate.ts'
import { createReaderRole } from '../../src/postgres/reader-role.ts'
import { readCorpus } from '../ask/corpus.ts'
import { thousandTables } from '../ask/thousand.ts'
import { startGemini } from '../stand-ins/gemini.ts'
import { quiet, settingsOf } from '../template.ts'
import { median, report } from './harness.ts'

/**
 * `npm run bench:ask`: what everything but the model and the query costs, the guard, and linking in a thousand tables,
 * each against its limit.
 */
const ends: (() => unknown)[] = []
const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
await chmod(dataDir, 0o755)
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
const url = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`
const owner = settingsOf(url)
await migrateAll(owner, { demo })
if (owner.events === null || owner.ask === null) throw new Error('no settings')
await createReaderRole({ owner: owner.events, password: 'bench-password', schemas: null })
const reader = openDatabase({ ...owner.ask, user: 'atalaya_reader', password: 'bench-password' }, quiet)

const sql = 'SELECT nombre FROM clientes ORDER BY codigo_bic LIMIT 20'
const gemini = await startGemini(
  { teardown: (end: () => unknown) => { ends.push(end) } },
  ({ streams }) => streams ? { text: 'Estos.' } : { sql }
)
const { ask: settings } = loadConfig({ GEMINI_API_KEY: 'bench', GEMINI_BASE_URL: gemini.url })
const deps = await buildAsk(settings, reader, null, quiet, createEmbeddedWriter)
const overheads: number[] = []
for (let round = 0; round < 220; round++) {
  const start = performance.now()
  const events = ask(deps, 'bench', { question: 'lista de clientes', max_rows: 100 }, new AbortController().signal)
  for (;;) {
    const { done, value } = await events.next()
    if (done !== true) continue
    const { generate, execute, answer } = value.meta.timings_ms
    if (round >= 20) overheads.push(performance.now() - start - generate - execute - answer)
    break
  }
}

await guardReady
const catalogue = await readCatalogue(reader, { schemas: null, functions: [] })
const own = [
  'SELECT count(*) FROM clientes',
  `WITH x AS (
    SELECT agrupacion_de_articulo AS g, sum(valor_lps_facturado) AS s FROM bandeja_resumen_ventas
    WHERE anio = 2024 GROUP BY 1
  ) SELECT g, s, rank() OVER (ORDER BY s DESC) FROM x ORDER BY s DESC LIMIT 5`
]
const guardTimes: number[] = []
for (let round = 0; round < 20; round++) {
  for (const sql of [...own, ...readCorpus<{ sql: string }>('honest').map(({ sql }) => sql)]) {
    const start = performance.now()
    try {
      guard(sql, catalogue)
    } catch {
      // other tables than the demo's: refused, after as much reading
    }
    if (round > 0) guardTimes.push(performance.now() - start)
  }
}

const admin = new pg.Client({ connectionString: url })
await admin.connect()
await thousandTables({ sql: async <R extends pg.QueryResultRow>(text: string) => (await admin.query<R>(text)).rows })
await admin.end()
const all = openDatabase(owner.ask, quiet)
const linker = createSchemaLinker(await readCatalogue(all, { schemas: ['wide'], functions: [] }))
const linkTimes: number[] = []
for (let round = 0; round < 200; round++) {
  const start = performance.now()
  linker.link('¿Cuál es el salario promedio de los empleados por departamento y mes?', 24_000)
  linkTimes.push(performance.now() - start)
}

await all.close()
await reader.close()
for (const end of ends) await end()
await postgres.stop()
await rm(dataDir, { recursive: true })
const line = (name: string, times: number[], limit: number) => ({
  name: `${name}, p50 against ${limit} ms`,
  ours: `${median(times).toFixed(2)} ms`,
  peer: `${limit} ms`,
  ratio: median(times) / limit,
  limit: 1,
  bound: 'at most' as const
})
report([
  line('/ask without the model, the query and the sentence', overheads, 15),
  line('guard', guardTimes, 1),
  line('linking in 1,000 tables', linkTimes, 30)
])
