import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { devEnvironment, freePort, startDevServer } from './dev-server.ts'
import { testFolder, until } from './helper.ts'

t.test('npm run dev answers with demo data, says what to try, and takes its PostgreSQL along when it ends', async (t) => {
  const dataDir = join(testFolder(t), 'closed', 'data')
  mkdirSync(join(dataDir, '..'), { mode: 0o700 })
  const port = await freePort()
  const { origin, said, stop } = await startDevServer({ dataDir, port })
  t.match(await (await fetch(`${origin}/health`)).json(), { status: 'healthy', services: { postgres: 'embedded' } })
  t.match(await (await fetch(`${origin}/sales?limit=2`)).json(), { meta: { row_count: 2 } })
  t.match(await (await fetch(`${origin}/api/v1/events/health`)).json(), { status: 'healthy', database: 'connected' })
  await until(() => said().includes('/docs'), 'the welcome')
  const lines = said().split('\n').filter((line) => line.trim().startsWith('curl'))
  t.ok(lines.length >= 5)
  for (const line of lines) t.notMatch(spawnSync('sh', ['-c', line], { encoding: 'utf8' }).stdout, /"error"|^$/, line)

  const second = spawnSync('npm', ['run', '-s', 'dev'], { env: devEnvironment({ PORT: '0', DATA_DIR: dataDir }), encoding: 'utf8' })
  t.not(second.status, 0)
  t.match(second.stderr, /in use by process \d+/)

  const other = join(testFolder(t), 'other')
  const busy = spawnSync('npm', ['run', '-s', 'dev'], { env: devEnvironment({ PORT: String(port), DATA_DIR: other }), encoding: 'utf8' })
  t.not(busy.status, 0, 'a port that is taken')
  t.match(busy.stderr, /EADDRINUSE/)
  t.notOk(existsSync(join(other, 'owner.pid')), 'its folder was given back')

  await stop()
  await until(() => !existsSync(join(dataDir, 'postgres', 'postmaster.pid')), 'PostgreSQL ended')
})

t.test('a wrong environment stops the start with a line for each variable', async (t) => {
  const run = spawnSync('npm', ['run', '-s', 'dev'], { env: { ...process.env, PORT: 'x', LOG_LEVEL: 'loud' }, encoding: 'utf8' })
  t.not(run.status, 0)
  t.match(run.stderr, /^LOG_LEVEL must be one of .*\nPORT must be integer$/m)
})
