import type { TestPostgres } from '../helper.ts'

const nouns = [
  'account', 'asset', 'audit', 'batch', 'budget', 'campaign', 'claim', 'contract', 'course', 'device', 'driver',
  'exam', 'facility', 'invoice', 'license', 'machine', 'meter', 'parcel', 'patient', 'permit', 'policy', 'port',
  'recipe', 'route', 'sensor'
]
const kinds = [
  'archive', 'batch', 'change', 'comment', 'detail', 'draft', 'event', 'file', 'history', 'import', 'item', 'log',
  'map', 'metric', 'note', 'period', 'plan', 'queue', 'rate', 'region', 'report', 'rule', 'run', 'score', 'setting',
  'snapshot', 'stage', 'status', 'step', 'summary', 'task', 'template', 'test', 'ticket', 'total', 'trace', 'type',
  'unit', 'value', 'version'
]
const columns = `id int PRIMARY KEY, code text, label text, amount numeric, created_on date, owner_ref int,
  state text, remarks text`

/** A schema `wide` of a thousand tables, among them employees and departments. */
export async function thousandTables ({ sql }: Pick<TestPostgres, 'sql'>): Promise<void> {
  await sql('CREATE SCHEMA wide')
  await sql('CREATE TABLE wide.departments (department_id int PRIMARY KEY, department_name text)')
  await sql(`CREATE TABLE wide.employees (
    employee_id int PRIMARY KEY, full_name text, salary numeric, department_id int REFERENCES wide.departments
  )`)
  await sql("COMMENT ON TABLE wide.employees IS 'Empleados. / Employees.'")
  await sql("COMMENT ON COLUMN wide.employees.salary IS 'Salario mensual. / Monthly salary.'")
  await sql("COMMENT ON TABLE wide.departments IS 'Departamentos. / Departments.'")
  const names = nouns.flatMap((noun) => kinds.map((kind) => `${noun}_${kind}s`))
  for (let start = 0; start < names.length; start += 100) {
    const some = names.slice(start, start + 100)
    const statements = some.map((name) => `EXECUTE 'CREATE TABLE wide.${name} (${columns})';`)
    await sql(`DO $$ BEGIN ${statements.join(' ')} END $$`)
  }
}
