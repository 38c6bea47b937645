import t from 'tap'
import { createLogger } from '../../src/http/log.ts'
import { invocationOf, startInvocation } from '../../src/invocations/context.ts'
import { Deadline } from '../../src/invocations/deadline.ts'

const start = (awsRequestId: string) => startInvocation({ source: 'direct', trusted: true, maxAnswerBytes: null }, awsRequestId, new Deadline({}))

t.test('a request belongs to the invocation of its ticket, while that runs', async (t) => {
  const [first, second] = [start('a'), start('b')]
  t.equal(invocationOf(first.ticket)?.awsRequestId, 'a')
  t.equal(invocationOf(second.ticket)?.awsRequestId, 'b')
  first.end()
  t.equal(invocationOf(first.ticket), undefined)
  t.equal(invocationOf(second.ticket)?.awsRequestId, 'b')
  for (const headers of [{}, { 'x-atalaya-invocation': 'guessed' }, { 'x-atalaya-invocation': ['a', 'b'] as unknown as string }]) t.equal(invocationOf(headers), undefined)
  second.end()
})

t.test('a line of no request has the invocation\'s fields, unless it could be another\'s', async (t) => {
  const lines: Record<string, unknown>[] = []
  const log = createLogger({ logLevel: 'info', environment: 'test' }, { write: (line: string) => { lines.push(JSON.parse(line)) } })
  process.env['_X_AMZN_TRACE_ID'] = 'trace-a'
  t.teardown(() => { delete process.env['_X_AMZN_TRACE_ID'] })
  log.info('before')
  const first = start('a')
  log.info('alone')
  const second = start('b')
  log.info('one of two')
  first.end()
  second.end()
  t.match(lines[1], { msg: 'alone', event_source: 'direct', aws_request_id: 'a', trace_id: 'trace-a' })
  for (const line of [lines[0], lines[2]]) t.notOk(line !== undefined && 'aws_request_id' in line)
})

t.test('the signal aborts before the end, and who does not heed it is left behind', async (t) => {
  const start = performance.now()
  const deadline = new Deadline({ getRemainingTimeInMillis: () => 1000 })
  const left = (work: Promise<unknown>) => deadline.limit(work).then(() => null, (error: Error) => ({ error, aborted: deadline.signal.aborted, after: performance.now() - start }))
  t.match(await left(new Promise(() => {})), { error: { code: 'upstream_timeout', status: 504 }, aborted: true })
  t.match(await left(Promise.reject(new Error('too late'))), { error: { code: 'upstream_timeout' } }, 'so is what comes later')
  t.equal(deadline.signal.reason.code, 'upstream_timeout')
  const early = new Deadline({ getRemainingTimeInMillis: () => 300 })
  t.equal(await early.limit(Promise.resolve('in time')), 'in time')
  early.end()
  t.notOk(early.signal.aborted)
})
