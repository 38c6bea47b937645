import t, { type Test } from 'tap'
import { openDatabase, type Database } from '../../src/postgres/database.ts'
import { startPostgres, until } from '../helper.ts'
import { quiet, settingsOf } from '../template.ts'

const postgres = await startPostgres(t)

function settingsOfEvents () {
  const { events } = settingsOf(postgres.url)
  if (events === null) throw new Error('there is no database')
  return events
}

function open (t: Test, poolMax = 4): Database {
  const database = openDatabase({ ...settingsOfEvents(), poolMax }, quiet)
  t.teardown(() => database.close())
  return database
}

const sleeping = () => postgres.sql<{ pid: number }>(`
  SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'`)

/** Breaks the connection of the statement that sleeps. */
async function breakConnection (): Promise<void> {
  await until(async () => (await sleeping()).length > 0, 'the statement')
  await postgres.sql(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'`)
}

t.test('a connection that died while nobody used it is not noticed', async (t) => {
  const database = open(t, 1)
  await database.query({ text: 'SELECT 1' })
  await postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'atalaya'")
  t.match(await database.query({ text: 'SELECT 1 AS one' }, { resend: true }), { rows: [{ one: 1 }] })
})

t.test('a statement that was cut off is sent again only where the caller said that it may be', async (t) => {
  const database = open(t)
  const statement = { text: 'SELECT pg_sleep(1), 1 AS one' }
  const once = database.query(statement)
  once.catch(() => {}) // it is looked at below
  await breakConnection()
  await t.rejects(once, { code: 'service_unavailable', message: 'The events database cannot be reached now.' })
  let resends = 0
  const twice = database.query(statement, { resend: true, onResend: () => { resends++ } })
  await breakConnection()
  t.match(await twice, { rows: [{ one: 1 }] })
  t.equal(resends, 1)
})

t.test('a transaction that loses against another one runs again from its start', async (t) => {
  const database = open(t)
  await postgres.sql('CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)')
  await postgres.sql('INSERT INTO counters VALUES (1, 0), (2, 0)')
  let runs = 0
  const add = (first: number, second: number) => database.transaction(async ({ query }) => {
    runs++
    await query({ text: 'UPDATE counters SET n = n + 1 WHERE id = $1', values: [first] })
    await query({ text: 'SELECT pg_sleep(0.5)' })
    await query({ text: 'UPDATE counters SET n = n + 1 WHERE id = $1', values: [second] })
  }, { resend: true })
  await Promise.all([add(1, 2), add(2, 1)])
  t.equal(runs, 3, 'one of the two was chosen to lose')
  t.same(await postgres.sql('SELECT id, n FROM counters ORDER BY id'), [{ id: 1, n: 2 }, { id: 2, n: 2 }])
})

t.test('a transaction that fails leaves nothing, and its connection is used again', async (t) => {
  const database = open(t, 1)
  await t.rejects(database.transaction(async ({ query }) => {
    await query({ text: 'CREATE TABLE half_done (n int)' })
    throw new Error('thought better of it')
  }), { message: 'thought better of it' })
  t.match(await database.query({ text: "SELECT to_regclass('half_done') AS there" }), { rows: [{ there: null }] })
})

t.test('a caller who leaves ends the statement in the database', async (t) => {
  const database = open(t)
  const caller = new AbortController()
  const waiting = database.query({ text: 'SELECT pg_sleep(600)' }, { signal: caller.signal })
  waiting.catch(() => {}) // it is looked at below
  await until(async () => (await sleeping()).length > 0, 'the statement')
  caller.abort(new Error('gone'))
  await t.rejects(waiting, { message: 'gone' })
  await until(async () => (await sleeping()).length === 0, 'its end') // the server tells the error just before
})

t.test('rows are given to a sink as they arrive, and the sink\'s own error comes out', async (t) => {
  const database = open(t, 1)
  const statement = { text: 'SELECT n FROM generate_series(1, 3) AS n' }
  const seen: unknown[] = []
  await database.queryArrays(statement, {}, () => (row) => { seen.push(row) })
  t.same(seen, [[1], [2], [3]])
  const failing = database.queryArrays(statement, {}, () => () => { throw new Error('the sink is full') })
  await t.rejects(failing, { message: 'the sink is full' })
  const { rows } = await database.query({ text: 'SELECT 1 AS one' })
  t.same(rows, [{ one: 1 }], 'the connection is as good as before')
})

t.test('a session may close its connection, in place of giving it back', async (t) => {
  const database = open(t, 1)
  const pidOf = (isLast: boolean) => database.session(async (client, discard) => {
    if (isLast) discard()
    const { rows: [row] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    return row?.pid
  })
  const first = await pidOf(false)
  t.equal(await pidOf(true), first, 'what was given back is used again')
  t.not(await pidOf(false), first)
})

t.test('batches come whole and in order; half of the connections are for them at most', async (t) => {
  const database = open(t, 2)
  const statement = { text: 'SELECT n FROM generate_series(1, 7) AS n' }
  const sizes: number[] = []
  for await (const { rows } of database.batches(statement, 3)) sizes.push(rows.length)
  t.same(sizes, [3, 3, 1])
  const exporting = database.batches(statement, 3)
  await exporting.next()
  await t.rejects(database.batches(statement, 3).next(), { code: 'service_unavailable', message: /exports/ })
  await exporting.return(undefined)
  const next = database.batches(statement, 3)
  t.match(await next.next(), { value: { rows: [[1], [2], [3]] } }, 'an export that was left makes room')
  await next.return(undefined)
})

t.test('a closed database says that the service is stopping', async (t) => {
  const database = openDatabase(settingsOfEvents(), quiet)
  await database.query({ text: 'SELECT 1' })
  await database.close()
  await t.rejects(database.query({ text: 'SELECT 1' }), { code: 'service_unavailable', message: /stopping/ })
})
