import t from 'tap'
import { readCatalogue } from '../../../src/ask/catalogue/read-catalogue.ts'
import { guard, guardReady } from '../../../src/ask/guard/guard.ts'
import { QueryBlocked, QueryInvalid } from '../../../src/ask/guard/refusals.ts'
import { startPostgres } from '../../helper.ts'
import { openCorpus, readCorpus } from '../corpus.ts'

const postgres = await startPostgres(t)
const { database } = await openCorpus(t, postgres)
await guardReady

interface Attack { name: string, sql: string, kind: string }

t.test('every honest query passes, extensions where they are named in the configuration', async (t) => {
  const functions = ['pg_trgm', 'unaccent', 'fuzzystrmatch', 'pgcrypto']
  const catalogue = await readCatalogue(database, { schemas: null, functions })
  const honest = readCorpus<{ sql: string }>('honest')
  t.ok(honest.length >= 300)
  for (const { sql } of honest) t.doesNotThrow(() => guard(sql, catalogue), sql.slice(0, 120))
})

t.test('every attack is refused', async (t) => {
  const catalogue = await readCatalogue(database, { schemas: null, functions: [] })
  const attacks = readCorpus<Attack>('attacks')
  t.ok(attacks.length >= 150)
  for (const { name, kind, sql } of attacks) {
    let refusal: unknown
    try {
      guard(sql, catalogue)
    } catch (error) {
      refusal = error
    }
    t.ok(refusal instanceof QueryBlocked || refusal instanceof QueryInvalid, `${kind}: ${name}`)
  }
})

t.test('what the database would take and the parser cuts short is refused before it is parsed', async (t) => {
  const catalogue = await readCatalogue(database, { schemas: null, functions: [] })
  for (const [sql, rule] of [
    ['SELECT 1\0; DROP TABLE clientes', 'not_text'],
    ['SELECT \'\ud83d\'', 'not_text'],
    [`SELECT ${'1 + '.repeat(4000)}1`, 'too_deep'],
    [`SELECT 1 -- ${'x'.repeat(17_000)}`, 'too_long']
  ] as const) t.throws(() => guard(sql, catalogue), { name: 'QueryBlocked', rule }, rule)
})

t.test('a query tells which tables it reads', async (t) => {
  const catalogue = await readCatalogue(database, { schemas: null, functions: [] })
  const sql = 'WITH clientes AS (SELECT * FROM paises) SELECT * FROM clientes JOIN empleados ON true'
  t.same(guard(sql, catalogue).tables, ['public.paises', 'public.empleados'])
})

t.test('only the schemas that are named are read', async (t) => {
  const catalogue = await readCatalogue(database, { schemas: ['ventas'], functions: [] })
  t.throws(() => guard('SELECT * FROM public.paises', catalogue), { name: 'QueryBlocked' })
  t.ok([...catalogue.tables.values()].every(({ schema }) => schema === 'ventas'))
})
