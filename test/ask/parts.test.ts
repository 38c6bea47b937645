import t from 'tap'
import { sentenceFor } from '../../src/ask/answer.ts'
import { readCatalogue } from '../../src/ask/catalogue/catalogue.ts'
import { createLinker } from '../../src/ask/link.ts'
import { describeTable } from '../../src/ask/prompt.ts'
import { visualizationOf } from '../../src/ask/visualization.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startPostgres } from '../helper.ts'
import { quiet, settingsOf } from '../template.ts'
import { thousandTables } from './thousand.ts'

const postgres = await startPostgres(t, { demo: true })
const { ask: settings } = settingsOf(postgres.url)
if (settings === null) throw new Error('no settings')
const database = openDatabase(settings, quiet)
t.teardown(() => database.close())

t.test('the catalogue knows types, keys, comments and the values of texts that have few', async (t) => {
  await postgres.sql('ANALYZE clientes')
  const { tables, schemas } = await readCatalogue(database, { schemas: null, functions: [] })
  t.same(schemas, ['public', 'concert_dw'])
  const clientes = tables.get('public.clientes')
  t.match(clientes, { kind: 'table', rows: 2000, comment: /Clientes/, primaryKey: ['codigo_bic'], columns: [{ name: 'codigo_bic', type: 'text', notNull: true, values: null }] })
  t.ok(clientes?.columns.find(({ name }) => name === 'tipo')?.values?.includes('Mayorista'))
  t.match(tables.get('public.event_headers')?.foreignKeys, [{ columns: ['id'], table: { name: 'business_events' }, otherColumns: ['id'] }])
  t.notOk([...tables.keys()].some((name) => name.includes('atalaya')))
  t.match(describeTable(clientes ?? t.fail() as never), /table "public"\."clientes" \(about 2000 rows\)[^]*"codigo_bic" text primary key[^]*"tipo" text values "/)
})

t.test('of a thousand tables those are linked that a question names, in both languages, with what their keys lead to, within the budget', async (t) => {
  await thousandTables(postgres)
  const catalogue = await readCatalogue(database, { schemas: ['wide'], functions: [] })
  t.ok(catalogue.tables.size >= 1000)
  const linker = createLinker(catalogue)
  const linked = linker.link('¿Cuál es el salario promedio de los empleados por departamento?', 24_000)
  t.same(linked.slice(0, 2).map(({ name }) => name).sort(), ['departments', 'employees'])
  t.ok(linked.map(describeTable).join('\n').length <= 24_000 + linked.length)
  t.same(linker.link('average salary of employees', 24_000)[0]?.name, 'employees')
})

const columns = (...types: [string, string][]) => types.map(([name, type]) => ({ name, type }))

t.test('the picture follows from the types of the columns', async (t) => {
  const rows = [{ city: 'A', n: 3 }, { city: 'B', n: 2 }]
  t.match(visualizationOf({ columns: columns(['n', 'bigint']), rows: [{ n: 3 }], truncated: false }, ''), { type: 'kpi', y: 'n' })
  t.match(visualizationOf({ columns: columns(['city', 'text'], ['n', 'bigint']), rows, truncated: false }, ''), { type: 'bar', x: 'city', y: 'n', vega_lite: { mark: { type: 'bar' }, data: { values: rows } } })
  t.match(visualizationOf({ columns: columns(['city', 'text'], ['n', 'bigint']), rows, truncated: false }, 'share by city'), { type: 'pie' })
  t.match(visualizationOf({ columns: columns(['month', 'date'], ['n', 'bigint']), rows: [{ month: '2024-01-01', n: 1 }, { month: '2024-02-01', n: 2 }], truncated: false }, ''), { type: 'line', vega_lite: { encoding: { x: { type: 'temporal' } } } })
  t.match(visualizationOf({ columns: columns(["venue's .type", 'text'], ['n', 'bigint']), rows: [{ "venue's .type": 'a', n: 1 }, { "venue's .type": 'b', n: 2 }], truncated: false }, ''), { vega_lite: { encoding: { x: { field: "venue\\'s \\.type" } } } })
  t.match(visualizationOf({ columns: columns(['year', 'integer'], ['n', 'bigint']), rows: [{ year: 2023, n: 1 }, { year: 2024, n: 2 }], truncated: false }, ''), { type: 'line', x: 'year' })
  t.match(visualizationOf({ columns: columns(['name', 'text'], ['city', 'text']), rows: [{ name: 'a', city: 'b' }, { name: 'c', city: 'd' }], truncated: false }, ''), { type: 'table' })
  t.match(visualizationOf({ columns: columns(['name', 'text']), rows: [], truncated: false }, ''), { type: 'text' })
})

t.test('a sentence says what the rows say; a count that was cut is never a total', async (t) => {
  const rows = Array.from({ length: 100 }, (_value, n) => ({ n }))
  t.equal(sentenceFor({ columns: columns(['n', 'integer']), rows, truncated: true }, 'en', ''), 'More than 100 rows, of which the first are shown: 0; 1; 2; and so on.')
  t.equal(sentenceFor({ columns: columns(['n', 'integer']), rows, truncated: false }, 'es', ''), '100 filas: 0; 1; 2; la lista sigue.')
  t.equal(sentenceFor({ columns: columns(['total', 'numeric']), rows: [{ total: 1234567.5 }], truncated: false }, 'es', 'Suma de total'), 'Suma de total: 1,234,567.5.')
  t.equal(sentenceFor({ columns: columns(['year', 'integer']), rows: [{ year: 2024 }], truncated: false }, 'en', ''), '2024.')
  t.equal(sentenceFor({ columns: columns(['x', 'text']), rows: [], truncated: false }, 'es', ''), 'No hay datos que cumplan con eso.')
})
