import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import t from 'tap'
import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { programOf } from '../../src/postgres/embedded/folder.ts'
import { testFolder, until } from '../helper.ts'
import { fastSettings, quiet } from '../template.ts'

const start = (dataDir: string) => startEmbeddedPostgres({ dataDir, log: quiet, settings: fastSettings })
const postmaster = (dataDir: string) => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

async function ask (server: Awaited<ReturnType<typeof start>>, sql: string) {
  const client = new pg.Client({ host: server.host, port: server.port, user: server.user, password: server.password, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

t.test('data is kept between starts, in a folder that only its owner may enter', async (t) => {
  const dataDir = join(testFolder(t), 'closed', 'data')
  mkdirSync(join(dataDir, '..'), { mode: 0o700 })
  const first = await start(dataDir)
  await ask(first, 'CREATE TABLE kept AS SELECT 1 AS one')
  t.match(await ask(first, 'SELECT datcollate, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = current_database()'), [{ datcollate: 'C.UTF-8', encoding: 'UTF8' }])
  await first.stop()
  t.notOk(existsSync(join(dataDir, 'postgres', 'postmaster.pid')), 'it was stopped properly')
  const second = await start(dataDir)
  t.same(await ask(second, 'SELECT * FROM kept'), [{ one: 1 }])
  await second.stop()
})

t.test('a second start on the folder says who holds it', async (t) => {
  const dataDir = testFolder(t)
  const other = spawn(process.execPath, ['--import', 'tsx', 'test/postgres/hold.ts', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => other.kill('SIGKILL'))
  await new Promise((resolve) => other.stdout.once('data', resolve))
  await t.rejects(start(dataDir), { message: new RegExp(`in use by process ${other.pid}: stop that one, or set DATA_DIR`) })
})

t.test('it ends with its process, even one that was killed, and can be started at once', async (t) => {
  const dataDir = testFolder(t)
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    const owner = spawn(process.execPath, ['--import', 'tsx', 'test/postgres/hold.ts', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => owner.stdout.once('data', resolve))
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
