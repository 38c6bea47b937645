import t from 'tap'
import { readCatalogue } from '../../src/ask/catalogue/read-catalogue.ts'
import { describeTable } from '../../src/ask/prompt.ts'
import { createSchemaLinker } from '../../src/ask/schema-linker.ts'
import { openDemo } from './demo-database.ts'
import { thousandTables } from './thousand.ts'

const { postgres, database } = await openDemo(t)

t.test('of a thousand tables those that a question names are linked, in two languages, in the budget', async (t) => {
  await thousandTables(postgres)
  const catalogue = await readCatalogue(database, { schemas: ['wide'], functions: [] })
  t.ok(catalogue.tables.size >= 1000)
  const linker = createSchemaLinker(catalogue)
  const linked = linker.link('¿Cuál es el salario promedio de los empleados por departamento?', 24_000)
  t.same(linked.slice(0, 2).map(({ name }) => name).sort(), ['departments', 'employees'])
  t.ok(linked.map(describeTable).join('\n').length <= 24_000 + linked.length)
  t.same(linker.link('average salary of employees', 24_000)[0]?.name, 'employees')
})
