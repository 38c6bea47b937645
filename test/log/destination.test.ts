import t from 'tap'
import { openLogDestination } from '../../src/log/destination.ts'
import { createLogger } from '../../src/log/log.ts'

async function readableLog () {
  const lines: string[] = []
  const stream = await openLogDestination(true, { write: (text) => { lines.push(text) } })
  return { log: createLogger({ logLevel: 'info', environment: 'test', metrics: true }, stream), lines }
}

t.test('for a person an answer is one line: when, what was asked, how it ended, how long it took', async (t) => {
  const { log, lines } = await readableLog()
  log.info({ request_id: 'r-1', event_source: 'http', route: 'GET /sales', status: 200, duration_ms: 3.2 }, 'answered')
  t.equal(lines.length, 1)
  t.match(lines[0], /^\[\d\d:\d\d:\d\d\] .*INFO.*: .*GET \/sales 200 in 3.2 ms.* {"request_id":"r-1"}\n$/)
})

t.test('any other line keeps its message and its fields', async (t) => {
  const { log, lines } = await readableLog()
  log.warn({ set: 'demo', migration: '1 sales' }, 'migrated')
  log.warn({ route: 'GET /sales', status: 200, duration_ms: 1 }, 'answer cut off')
  log.info({ route: 'dynamodb', purchases_failed: 1 }, 'archived')
  t.match(lines, [
    /WARN.*migrated.*{"set":"demo","migration":"1 sales"}/,
    /GET \/sales 200 in 1 ms: answer cut off/,
    /dynamodb: archived/
  ])
})

t.test('for everything else lines are JSON', async (t) => {
  const stream = await openLogDestination(false)
  t.ok('flushSync' in stream, 'pino\'s own destination')
})
