import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { devEnvironment, freePort, startDevServer } from './dev-server.ts'
import { testFolder, until } from './helper.ts'

/** `npm run dev` that is expected to end by itself. */
function runDev (env: Record<string, string>) {
  return spawnSync('npm', ['run', '-s', 'dev'], { env: devEnvironment(env), encoding: 'utf8' })
}

t.test('npm run dev answers with demo data, says what to try, and ends its PostgreSQL with itself', async (t) => {
  const dataDir = join(testFolder(t), 'closed', 'data')
  mkdirSync(join(dataDir, '..'), { mode: 0o700 })
  const port = await freePort()
  const { origin, said, printed, stop } = await startDevServer({ dataDir, port })
  t.match(await (await fetch(`${origin}/health`)).json(), { status: 'healthy', services: { postgres: 'embedded' } })
  t.match(await (await fetch(`${origin}/sales?limit=2`)).json(), { meta: { row_count: 2 } })
  t.match(await (await fetch(`${origin}/api/v1/events/health`)).json(), { status: 'healthy', database: 'connected' })
  await until(() => said().includes('/docs'), 'the welcome')
  const lines = said().split('\n').filter((line) => line.trim().startsWith('curl'))
  t.ok(lines.length >= 5)
  t.match(printed(), /^\[\d\d:\d\d:\d\d\] INFO: preparing/m, 'lines that a person can read, through a pipe too')
  for (const line of lines) {
    const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8' })
    t.notMatch(stdout, /"error"|^$/, line)
  }

  const second = runDev({ PORT: '0', DATA_DIR: dataDir })
  t.not(second.status, 0)
  t.match(second.stdout, /^(Building the web page|The web page is up to date)/, 'it says at once what it does')
  t.match(second.stderr, /in use by process \d+/)

  const other = join(testFolder(t), 'other')
  const busy = runDev({ PORT: String(port), DATA_DIR: other })
  t.not(busy.status, 0, 'a port that is taken')
  t.match(busy.stderr, /EADDRINUSE.*: set PORT to another one/)
  t.notOk(existsSync(other), 'told before a database is made')

  await stop()
  await until(() => !existsSync(join(dataDir, 'postgres', 'postmaster.pid')), 'PostgreSQL ended')
})

t.test('a wrong environment stops the start with a line for each variable, and no stack', async (t) => {
  const run = runDev({ PORT: 'x', LOG_LEVEL: 'loud' })
  t.not(run.status, 0)
  t.match(run.stderr, /^LOG_LEVEL must be one of .*\nPORT must be integer\n$/)
})
