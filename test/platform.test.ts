import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config.ts'
import { createLogger } from '../src/http/log.ts'
import { createPlatform } from '../src/platform.ts'
import { startPostgres, testFolder } from './helper.ts'

t.test('where the embedded PostgreSQL cannot start, databases of one\'s own do without the demo warehouse; else it is an error', async (t) => {
  const file = join(testFolder(t), 'no-folder')
  writeFileSync(file, '')
  const lines: Record<string, unknown>[] = []
  const log = createLogger({ logLevel: 'info', environment: 'test' }, { write: (line: string) => { lines.push(JSON.parse(line)) } })
  const platform = await createPlatform(loadConfig({ DB_HOST: '127.0.0.1:1', DB_DATABASE: 'x', AURORA_ENDPOINT: '127.0.0.1:1', DATABASE_NAME: 'y', DATA_DIR: file }), log, { standIns: true })
  t.teardown(() => platform.close())
  t.match(platform, { warehouse: null, tickets: null, services: { postgres: 'configured', redshift: 'not_configured' } })
  t.match(lines, [{ level: 'warn', msg: /no demo warehouse/, err: { message: String } }])
  await t.rejects(createPlatform(loadConfig({ DATA_DIR: file }), log, { standIns: true }))
})

t.test('DATABASE_URL is the warehouse, too; where its tables are missing the answer says how to make them', async (t) => {
  const postgres = await startPostgres(t)
  const config = loadConfig({ DATABASE_URL: postgres.url, DATA_DIR: join(testFolder(t), 'unused') })
  const log = createLogger({ logLevel: 'silent', environment: 'test' })
  const platform = await createPlatform(config, log, { standIns: true })
  t.teardown(() => platform.close())
  t.match(platform, { services: { postgres: 'configured', redshift: 'embedded', bedrock_agent: 'embedded' } })
  t.notOk(existsSync(config.dataDir), 'no embedded PostgreSQL was started')
  const app = await buildApp({ config, platform, log })
  for (const [url, payload] of [['/venues/popularity', {}], ['/recommendations', {}], ['/chat', { message: 'hi' }]] as const) {
    const answer = await app.inject({ method: 'POST', url, payload })
    t.match([answer.statusCode, answer.json()], [503, { error: 'service_not_configured', message: /npm run migrate -- --demo/ }])
  }
})
