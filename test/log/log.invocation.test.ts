import { EventEmitter, once } from 'node:events'
import t from 'tap'
import { runInvocation, type InvocationInit } from '../../src/http/invocation.ts'
import { createLogger } from '../../src/log/log.ts'

const init = (awsRequestId: string): InvocationInit => ({
  source: 'direct',
  trusted: true,
  maxAnswerBytes: null,
  awsRequestId,
  traceId: `trace-${awsRequestId}`,
  deadline: { signal: new AbortController().signal }
})

t.test('a line has the fields of the invocation that writes it, else of the only one there is', async (t) => {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => { lines.push(JSON.parse(line)) } }
  const log = createLogger({ logLevel: 'info', environment: 'test' }, stream)
  const outside = new EventEmitter()
  const writesOutside = once(outside, 'turn').then(() => log.info('of none'))
  log.info('before')
  await runInvocation(init('a'), async () => {
    log.info('of a')
    await runInvocation(init('b'), async () => log.info('of b'))
    outside.emit('turn')
    await writesOutside
  })
  log.info('after')
  const fields = (id: string) => ({ event_source: 'direct', aws_request_id: id, trace_id: `trace-${id}` })
  t.match(lines, [
    { msg: 'before' },
    { msg: 'of a', ...fields('a') },
    { msg: 'of b', ...fields('b') },
    { msg: 'of none', ...fields('a') },
    { msg: 'after' }
  ])
  for (const line of [lines[0], lines[4]]) t.notOk(line !== undefined && 'aws_request_id' in line)
})

t.test('where two are under way, a line of neither says nothing of either', async (t) => {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => { lines.push(JSON.parse(line)) } }
  const log = createLogger({ logLevel: 'info', environment: 'test' }, stream)
  const outside = new EventEmitter()
  const writesOutside = once(outside, 'turn').then(() => log.info('of none'))
  await runInvocation(init('a'), () => runInvocation(init('b'), async () => {
    outside.emit('turn')
    await writesOutside
  }))
  t.notOk('aws_request_id' in (lines[0] ?? {}))
})
