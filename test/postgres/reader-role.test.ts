import pg from 'pg'
import t from 'tap'
import { createReaderRole } from '../../src/postgres/reader-role.ts'
import { noteSecret, startPostgres } from '../helper.ts'
import { settingsOf } from '../template.ts'

const postgres = await startPostgres(t, { demo: true })
const { events: owner } = settingsOf(postgres.url)
if (owner === null) throw new Error('there is no database')

async function logIn (password: string): Promise<pg.Client> {
  const { host, port } = postgres.server
  const client = new pg.Client({ host, port, user: 'atalaya_reader', password, database: 'demo' })
  await client.connect()
  return client
}

t.test('the reader may read the tables of others, and nothing besides', async (t) => {
  const password = noteSecret('reader-password-of-this-test')
  await createReaderRole({ owner, password, schemas: null })
  const client = await logIn(password)
  t.teardown(() => client.end())
  t.equal((await client.query('SELECT 1 FROM concert_dw.artists LIMIT 1')).rowCount, 1)
  for (const [sql, code] of [
    ['SELECT * FROM atalaya_migrations_car_events', '42501'],
    ['DELETE FROM business_events', '25006'],
    ['BEGIN READ WRITE; DELETE FROM business_events', '42501']
  ] as const) {
    await t.rejects(client.query(sql), { code }, sql)
    await client.query('ROLLBACK')
  }
})

t.test('made again it has the new password, and the schemas that it was given', async (t) => {
  const [before, after] = [noteSecret('reader-password-before'), noteSecret('reader-password-after')]
  await createReaderRole({ owner, password: before, schemas: ['public'] })
  await createReaderRole({ owner, password: after, schemas: ['public', 'no_such_schema'] })
  await t.rejects(logIn(before), { code: '28P01' })
  const client = await logIn(after)
  t.teardown(() => client.end())
  t.equal((await client.query('SELECT 1 FROM clientes LIMIT 1')).rowCount, 1)
})
