import t from 'tap'
import { readCatalogue } from '../../../src/ask/catalogue/read-catalogue.ts'
import { describeTable } from '../../../src/ask/prompt.ts'
import { openDemo } from '../demo-database.ts'

const { postgres, database } = await openDemo(t)

t.test('the catalogue knows types, keys, comments and the values of texts that have few', async (t) => {
  await postgres.sql('ANALYZE clientes')
  const { tables, schemas } = await readCatalogue(database, { schemas: null, functions: [] })
  t.same(schemas, ['public', 'concert_dw'])
  const clientes = tables.get('public.clientes')
  t.match(clientes, {
    kind: 'table',
    rows: 2000,
    comment: /Clientes/,
    primaryKey: ['codigo_bic'],
    columns: [{ name: 'codigo_bic', type: 'text', notNull: true, values: null }]
  })
  t.ok(clientes?.columns.find(({ name }) => name === 'tipo')?.values?.includes('Mayorista'))
  const headers = tables.get('public.event_headers')
  t.match(headers?.foreignKeys, [{ columns: ['id'], table: { name: 'business_events' }, otherColumns: ['id'] }])
  t.notOk([...tables.keys()].some((name) => name.includes('atalaya')))
})

t.test('a writer is told a table with its keys and values', async (t) => {
  const { tables } = await readCatalogue(database, { schemas: null, functions: [] })
  const clientes = tables.get('public.clientes')
  if (clientes === undefined) throw new Error('no clientes')
  t.match(describeTable(clientes), /table "public"\."clientes" \(about 2000 rows\)[^]*"codigo_bic" text primary key/)
  t.match(describeTable(clientes), /primary key[^]*"tipo" text values "/)
})
