import { spawnSync } from 'node:child_process'
import t from 'tap'
import { startPostgres } from '../helper.ts'
import { settingsOf } from '../template.ts'
import { migrateAll } from '../../src/postgres/migrate.ts'

const postgres = await startPostgres(t)
const empty = async (name: string) => {
  await postgres.sql(`CREATE DATABASE ${name}`)
  return postgres.url.replace(/\/plain$/, `/${name}`)
}
const run = (url: string, ...flags: string[]) => spawnSync('npm', ['run', '-s', 'migrate', ...(flags.length > 0 ? ['--', ...flags] : [])], {
  env: { ...process.env, DATABASE_URL: url }, encoding: 'utf8'
})

t.test('npm run migrate makes the product\'s tables, with --demo the demo\'s too, and can be repeated', async (t) => {
  const url = await empty('migrate_by_command')
  const first = run(url)
  t.equal(first.status, 0, first.stderr)
  t.match(first.stdout, 'migrations/car-events')
  t.match(run(url).stdout, 'Nothing to do')
  t.match(run(url, '--demo').stdout, /demo\/sales[^]*demo\/concerts/)
  t.match(run(url, '--demo').stdout, 'Nothing to do')
  t.equal(run(url, '--dmo').status, 1)
  t.equal(run('').status, 1, 'without a database')
})

t.test('two runs at once take turns', async (t) => {
  const settings = settingsOf(await empty('migrate_twice'))
  const applied = await Promise.all([migrateAll(settings, { demo: true }), migrateAll(settings, { demo: true }), migrateAll(settings, { demo: true })])
  t.equal(applied.flat().length, 5)
})

t.test('tables that are there already are kept, and a demo never adds to a table of the same name', async (t) => {
  const url = await empty('migrate_existing')
  const settings = settingsOf(url)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query('CREATE TABLE business_events (id varchar(255) PRIMARY KEY, event_name varchar(255) NOT NULL, event_type varchar(255), created_date timestamptz, saved_date timestamptz, event_data jsonb NOT NULL)')
  await client.query("INSERT INTO business_events VALUES ('old', 'x', 'y', now(), now(), '{}')")
  await migrateAll(settings, { demo: false })
  t.equal((await client.query('SELECT * FROM business_events')).rowCount, 1)
  await client.query('CREATE TABLE bandeja_resumen_ventas (mine int)')
  await t.rejects(migrateAll(settings, { demo: true }), { code: '42P07' })
  t.same((await client.query("SELECT to_regclass('clientes') AS clientes")).rows, [{ clientes: null }], 'nothing half done')
})
