import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { loadConfig } from '../src/config.ts'
import { createLogger } from '../src/http/log.ts'
import { createPlatform } from '../src/platform.ts'
import { testFolder } from './helper.ts'

t.test('where the embedded PostgreSQL cannot start, databases of one\'s own do without the demo warehouse; else it is an error', async (t) => {
  const file = join(testFolder(t), 'no-folder')
  writeFileSync(file, '')
  const lines: Record<string, unknown>[] = []
  const log = createLogger({ logLevel: 'info', environment: 'test' }, { write: (line: string) => { lines.push(JSON.parse(line)) } })
  const platform = await createPlatform(loadConfig({ DATABASE_URL: 'postgres://127.0.0.1:1/x', DATA_DIR: file }), log, { standIns: true })
  t.teardown(() => platform.close())
  t.match(platform, { warehouse: null, tickets: null, services: { postgres: 'configured', redshift: 'not_configured' } })
  t.match(lines, [{ level: 'warn', msg: /no demo warehouse/, err: { message: String } }])
  await t.rejects(createPlatform(loadConfig({ DATA_DIR: file }), log, { standIns: true }))
})
