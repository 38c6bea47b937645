import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { readCatalogue } from '../../../src/ask/catalogue/read-catalogue.ts'
import { QueryFault, QueryStopped } from '../../../src/ask/reader/failures.ts'
import { runSandboxed, type SandboxSettings } from '../../../src/ask/reader/sandbox.ts'
import { createReader } from '../../../src/ask/reader/reader.ts'
import { run } from '../../../src/ask/reader/run.ts'
import { openDatabase } from '../../../src/postgres/database.ts'
import { startPostgres, testFolder, until } from '../../helper.ts'
import { quiet } from '../../template.ts'
import { openCorpus, readCorpus } from '../corpus.ts'

const postgres = await startPostgres(t)
const { database, admin, owner } = await openCorpus(t, postgres)
const catalogue = await readCatalogue(database, { schemas: null, functions: [] })
const never = new AbortController().signal
const statementTimeoutMs = 400
const deadlineMs = statementTimeoutMs + 2500
const reader = createReader(database, { statementTimeoutMs, maxBytes: 1_000_000, costCeiling: Infinity })
const settings: SandboxSettings = {
  statementTimeoutMs, planTimeoutMs: 2000, maxBytes: 1_000_000, schemas: catalogue.schemas
}

/** Everything that is stored, as one hash, and what is set and allowed. */
async function state (): Promise<unknown> {
  const { rows: tables } = await admin.query<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' ORDER BY 1`)
  const hashes = []
  for (const { name } of tables) {
    const { rows: [hash] } = await admin.query(`
      SELECT ${admin.escapeLiteral(name)} AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS hash
      FROM ${name} AS t`)
    hashes.push(hash)
  }
  const { rows: rest } = await admin.query(`SELECT
    (
      SELECT md5(string_agg(c::text, ',' ORDER BY oid)) FROM (
        SELECT oid, relname, relkind, relacl FROM pg_class WHERE relnamespace::regnamespace::text NOT LIKE 'pg_t%'
      ) AS c
    ) AS relations,
    (
      SELECT md5(string_agg(r::text, ',' ORDER BY oid))
      FROM (SELECT oid, rolname, rolsuper, rolconfig FROM pg_roles) AS r
    ) AS roles,
    (SELECT count(*)::int FROM pg_largeobject_metadata) AS objects,
    (SELECT count(*)::int FROM pg_replication_slots) AS slots,
    (SELECT md5(string_agg(s.name || s.setting, ',' ORDER BY s.name)) FROM pg_file_settings AS s) AS settings,
    (
      SELECT md5(string_agg(q.schemaname || q.sequencename || coalesce(q.last_value, 0), ',' ORDER BY 1))
      FROM pg_sequences AS q
    ) AS sequences`)
  return { hashes, rest }
}

/** Waits until nothing of the reader's runs any more. */
async function allEnded (condition: string): Promise<void> {
  const running = `SELECT 1 FROM pg_stat_activity WHERE usename = 'lector' AND ${condition}`
  await until(async () => (await admin.query(running)).rows.length === 0, 'the end of what ran')
}

/** The rows of a query as text; an error where it did not run to its end. */
async function outcomeOf (sql: string): Promise<unknown> {
  const asText = (_key: string, value: unknown) => typeof value === 'bigint' ? String(value) : value
  try {
    return JSON.stringify((await reader.run(sql, catalogue, 100, never)).rows, asText)
  } catch (error) {
    return error
  }
}

t.test('without the guard no attack changes anything, reads a file, or outlives its deadline', async (t) => {
  const secret = join(testFolder(t), 'secret.txt')
  writeFileSync(secret, 'the-secret-in-a-file')
  const before = await state()
  const attacks = [
    ...readCorpus<{ name: string, sql: string }>('attacks'),
    { name: 'a file of its own', sql: `SELECT pg_read_file('${secret}')` }
  ]
  let longest = 0
  let ran = 0
  for (const { name, sql } of attacks) {
    const start = performance.now()
    const outcome = await outcomeOf(sql)
    longest = Math.max(longest, performance.now() - start)
    if (typeof outcome === 'string') {
      ran++
      if (/the-secret-in-a-file|root:[^:]*:0:0/.test(outcome)) t.fail(`${name} read a file`)
    }
  }
  t.ok(ran < attacks.length && ran > 0, `${ran} of ${attacks.length} ran to their end in the sandbox`)
  t.ok(longest < deadlineMs, `the longest took ${Math.round(longest)} ms`)
  t.same(await state(), before)
  t.same((await admin.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).rows, [], 'no lock is left')
  await allEnded("state <> 'idle'")
})

t.test('without the guard bombs end with their deadline', async (t) => {
  // what takes gigabytes of the server's memory within one call is left to the server's own bounds
  const isServers = /1000000000s|repeat\('x', (?:1e7|10000000)|array_fill|t \|\| t/
  const bombs = readCorpus<{ name: string, sql: string }>('bombs').filter(({ sql }) => !isServers.test(sql))
  t.ok(bombs.length >= 20)
  for (const { name, sql } of bombs) {
    const start = performance.now()
    await reader.run(sql, catalogue, 100, never).catch((error: unknown) => {
      if (!(error instanceof QueryStopped) && !(error instanceof QueryFault)) throw error
    })
    t.ok(performance.now() - start < deadlineMs, name)
  }
  await allEnded("state <> 'idle'")
})

t.test('the role alone: it writes nothing where the transaction would let it', async (t) => {
  const client = new pg.Client({
    host: owner.host ?? '',
    port: owner.port,
    database: 'corpus',
    user: 'lector',
    password: 'lector-password-0123456789'
  })
  await client.connect()
  t.teardown(() => client.end())
  for (const sql of [
    'DELETE FROM clientes',
    'CREATE TABLE public.mine (x int)',
    'SELECT * FROM privado.secretos',
    'SELECT salario FROM empleados_nomina',
    "COPY clientes TO '/tmp/out'",
    "SELECT pg_read_file('postgresql.conf')",
    'ALTER SYSTEM SET work_mem = 1',
    'SET ROLE postgres'
  ]) {
    await t.rejects(client.query(sql), { code: /42501|42883|0LP01/ }, sql)
  }
})

t.test('the transaction alone: a login that may do everything writes nothing', async (t) => {
  const all = openDatabase({ ...owner, readOnly: false }, quiet)
  t.teardown(() => all.close())
  for (const sql of [
    'DELETE FROM clientes',
    'CREATE TABLE public.mine (x int)',
    'WITH x AS (DELETE FROM clientes RETURNING *) SELECT * FROM x',
    "SELECT setval('contador', 5)",
    'SET TRANSACTION READ WRITE',
    'SELECT public.borra_todo()',
    "SELECT set_config('transaction_read_only', 'off', false)"
  ]) {
    const running = runSandboxed(all, settings, never, (sandbox) => run(sandbox, sql, 10, 2000))
    await t.rejects(running, { name: 'QueryFault', code: /25006|25001|42P01/ }, sql)
  }
})

t.test('the protocol alone: two statements are none', async (t) => {
  for (const sql of ['SELECT 1; DROP TABLE clientes', 'COMMIT; DELETE FROM clientes', 'SELECT 1; SELECT 2']) {
    await t.rejects(reader.run(sql, catalogue, 10, never), { name: 'QueryFault', code: '42601' }, sql)
  }
  for (const sql of ['COMMIT', 'ROLLBACK']) {
    const { rows } = await reader.run(sql, catalogue, 10, never)
    t.same(rows, [], 'one that ends the transaction leaves nothing to run in it')
  }
})

t.test('the limits alone: rows, bytes, time as the client sees it, the caller', async (t) => {
  const numbers = (count: number) => reader.run(`SELECT n FROM generate_series(1, ${count}) AS n`, catalogue, 10, never)
  t.match(await numbers(1_000_000), { rows: { length: 10 }, truncated: true })
  t.match(await numbers(10), { rows: { length: 10 }, truncated: false })
  const large = "SELECT repeat('x', 5000000) AS x"
  const tooLarge = { name: 'QueryStopped', reason: 'too_large' }
  await t.rejects(reader.run(large, catalogue, 10, never), tooLarge)
  await t.rejects(reader.plan(large, catalogue, never), tooLarge, 'a plan holds what is computed while planning')
  const start = performance.now()
  const slow = "SELECT set_config('statement_timeout', '0', false), pg_sleep(30)"
  await t.rejects(reader.run(slow, catalogue, 10, never), { name: 'QueryStopped', reason: 'timeout' })
  t.ok(performance.now() - start < 2500)
  const caller = new AbortController()
  setTimeout(() => caller.abort(new Error('gone')), 100)
  await t.rejects(reader.run('SELECT pg_sleep(30)', catalogue, 10, caller.signal), { message: 'gone' })
  await allEnded("state = 'active'")
})

t.test('the next one inherits nothing', async (t) => {
  const change = `SELECT set_config('work_mem', '1GB', false), set_config('search_path', 'pg_catalog', false),
    pg_advisory_lock(1)`
  await reader.run(change, catalogue, 10, never)
  const look = `SELECT current_setting('work_mem') AS m, current_setting('search_path') AS p,
    current_setting('transaction_read_only') AS r,
    (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`
  const { rows } = await reader.run(look, catalogue, 10, never)
  t.same(rows, [{ m: '32MB', p: 'public, ventas', r: 'on', locks: 0 }])
})

t.test('what only a plan shows is looked at, too: a view that does more than compute', async (t) => {
  await admin.query(`CREATE SEQUENCE IF NOT EXISTS public.gastada;
    CREATE VIEW public.gasta AS SELECT nextval('public.gastada') AS n;
    GRANT SELECT ON public.gasta TO lector`)
  const fresh = await readCatalogue(database, { schemas: null, functions: [] })
  await t.rejects(reader.plan('SELECT n FROM gasta', fresh, never), { name: 'QueryBlocked', rule: 'function' })
})
