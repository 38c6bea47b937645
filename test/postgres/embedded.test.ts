import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { programOf } from '../../src/postgres/embedded/folder.ts'
import { testFolder, until } from '../helper.ts'
import { fastSettings, quiet } from '../template.ts'

const start = (dataDir: string, onProgress?: (step: string) => void) => startEmbeddedPostgres({
  dataDir, log: quiet, settings: fastSettings, ...(onProgress !== undefined && { onProgress })
})

function postmaster (dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Another process that holds the folder, and has started PostgreSQL on it. */
async function startHolder (dataDir: string) {
  const holder = spawn(process.execPath, ['--import', 'tsx', 'test/postgres/hold.ts', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  return holder
}

async function ask (server: Awaited<ReturnType<typeof start>>, sql: string) {
  const { host, port, user, password } = server
  const client = new pg.Client({ host, port, user, password, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

t.test('data is kept between starts, in a folder that only its owner may enter', async (t) => {
  const dataDir = join(testFolder(t), 'closed', 'data')
  mkdirSync(join(dataDir, '..'), { mode: 0o700 })
  const steps: string[] = []
  const first = await start(dataDir, (step) => steps.push(step))
  await ask(first, 'CREATE TABLE kept AS SELECT 1 AS one')
  t.match(await ask(first, `
    SELECT datcollate, pg_encoding_to_char(encoding) AS encoding
    FROM pg_database WHERE datname = current_database()
  `), [{ datcollate: 'C.UTF-8', encoding: 'UTF8' }])
  await first.stop()
  t.notOk(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), 'it was stopped properly')
  const made = steps.splice(0).filter((step) => !step.startsWith('copying')) // as root PostgreSQL may be copied first
  t.same(made, ['creating the database (once)', 'starting the database'])
  const second = await start(dataDir, (step) => steps.push(step))
  t.same(steps, ['starting the database'])
  t.same(await ask(second, 'SELECT * FROM kept'), [{ one: 1 }])
  await second.stop()
})

t.test('a second start on the folder says in a sentence who holds it and what to do', async (t) => {
  const dataDir = testFolder(t)
  const other = await startHolder(dataDir)
  t.teardown(() => other.kill('SIGKILL'))
  const message = new RegExp(`^The data folder .* is in use by process ${other.pid}: stop that one, or set DATA_DIR`)
  await t.rejects(start(dataDir), { name: 'ConfigError', message })
})

t.test('it ends with its process, even one that was killed, and can be started at once', async (t) => {
  const dataDir = testFolder(t)
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    const owner = await startHolder(dataDir)
    const pid = postmaster(dataDir)
    const gone = new Promise((resolve) => owner.once('exit', resolve))
    owner.kill(signal)
    await gone
    const next = await start(dataDir)
    t.same(await ask(next, 'SELECT 1 AS one'), [{ one: 1 }], signal)
    t.equal(programOf(pid), null, 'the one before is gone')
    await next.stop()
  }
})

t.test('it is started again when it dies by itself', async (t) => {
  const server = await start(testFolder(t))
  t.teardown(() => server.stop())
  const pid = server.pid()
  process.kill(pid, 'SIGKILL')
  await until(() => ask(server, 'SELECT 1').then(() => server.pid() !== pid, () => false), 'a new server')
})
