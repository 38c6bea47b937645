import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import { createLogger } from '../../src/log/log.ts'
import { createPlatform } from '../../src/platform/platform.ts'
import { startPostgres, testFolder } from '../helper.ts'

const loadEmbedded = () => import('../../src/platform/embedded.ts')

t.test('an embedded PostgreSQL that cannot start is an error only where a database is missing', async (t) => {
  const file = join(testFolder(t), 'no-folder')
  writeFileSync(file, '')
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => { lines.push(JSON.parse(line)) } }
  const log = createLogger({ logLevel: 'info', environment: 'test' }, stream)
  const address = '127.0.0.1:1'
  const ownDatabases = { DB_HOST: address, DB_DATABASE: 'x', AURORA_ENDPOINT: address, DATABASE_NAME: 'y' }
  const platform = await createPlatform(loadConfig({ ...ownDatabases, DATA_DIR: file }), log, loadEmbedded)
  t.teardown(() => platform.close())
  t.match(platform, {
    warehouse: null,
    tickets: null,
    health: { services: { postgres: 'configured', redshift: 'not_configured' } }
  })
  t.match(lines, [{ level: 'warn', msg: /no demo warehouse/, err: { message: String } }])
  await t.rejects(createPlatform(loadConfig({ DATA_DIR: file }), log, loadEmbedded))
})

t.test('DATABASE_URL is the warehouse, too; without its tables an answer says how to make them', async (t) => {
  const postgres = await startPostgres(t)
  const config = loadConfig({ DATABASE_URL: postgres.url, DATA_DIR: join(testFolder(t), 'unused') })
  const log = createLogger({ logLevel: 'silent', environment: 'test' })
  const platform = await createPlatform(config, log, loadEmbedded)
  t.teardown(() => platform.close())
  const services = { postgres: 'configured', redshift: 'embedded', bedrock_agent: 'embedded' }
  t.match(platform.health, { services })
  t.notOk(existsSync(config.dataDir), 'no embedded PostgreSQL was started')
  const app = await buildApp({ config, platform, log })
  const calls = [['/venues/popularity', {}], ['/recommendations', {}], ['/chat', { message: 'hi' }]] as const
  for (const [url, payload] of calls) {
    const answer = await app.inject({ method: 'POST', url, payload })
    t.equal(answer.statusCode, 503)
    t.match(answer.json(), { error: 'service_not_configured', message: /npm run migrate -- --demo/ })
  }
})
