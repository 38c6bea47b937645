import { spawnSync } from 'node:child_process'
import pg from 'pg'
import t from 'tap'
import { noteSecret, startPostgres } from '../helper.ts'
import { settingsOf } from '../template.ts'
import { demo } from '../../src/postgres/demo.ts'
import { migrateAll, prepareDatabases } from '../../src/postgres/migrate.ts'

const postgres = await startPostgres(t)
const empty = async (name: string) => {
  await postgres.sql(`CREATE DATABASE ${name}`)
  return postgres.url.replace(/\/plain$/, `/${name}`)
}
const run = (url: string, ...flags: string[]) => spawnSync('npm', ['run', '-s', 'migrate', '--', ...flags], {
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
  const applied = await Promise.all([1, 2, 3].map(() => migrateAll(settings, { demo })))
  t.equal(applied.flat().length, 5)
})

t.test('tables that are there already are kept, and a demo never adds to a table of the same name', async (t) => {
  const url = await empty('migrate_existing')
  const settings = settingsOf(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query(`CREATE TABLE business_events (
    id varchar(255) PRIMARY KEY, event_name varchar(255) NOT NULL, event_type varchar(255),
    created_date timestamptz, saved_date timestamptz, event_data jsonb NOT NULL)`)
  await client.query("INSERT INTO business_events VALUES ('old', 'x', 'y', now(), now(), '{}')")
  await migrateAll(settings)
  t.equal((await client.query('SELECT * FROM business_events')).rowCount, 1)
  await client.query('CREATE TABLE bandeja_resumen_ventas (mine int)')
  await t.rejects(migrateAll(settings, { demo }), { code: '42P07' })
  const { rows } = await client.query("SELECT to_regclass('clientes') AS clientes")
  t.same(rows, [{ clientes: null }], 'nothing half done')
})

t.test('databases are prepared step by step, each long step told before it begins, and once', async (t) => {
  const databases = settingsOf(await empty('migrate_prepare'))
  if (databases.events === null) throw new Error('there is no database')
  const password = noteSecret('reader-password-of-this-test')
  const reader = { owner: { ...databases.events, readOnly: false }, password, schemas: null }
  const steps: string[] = []
  const prepare = () => prepareDatabases(databases, reader, { demo, onProgress: (step) => steps.push(step) })
  t.match(await prepare(), [
    { set: 'migrations/car-events', name: '1 car-events' }, { set: 'migrations/car-events', name: '2 comments' },
    { set: 'migrations/ask' }, { set: 'demo/sales' }, { set: 'demo/concerts' }
  ])
  const always = ['moving the dates of the demo data to today', 'making the role that questions read as']
  t.same(steps.splice(0), ['creating the tables', 'filling in the demo data', ...always])
  t.same(await prepare(), [])
  t.same(steps, always)
})
