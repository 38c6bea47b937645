import t from 'tap'
import { createLogger } from '../../src/http/log.ts'
import { invocationOf, runInvocation } from '../../src/invocations/context.ts'
import { startDeadline } from '../../src/invocations/deadline.ts'

const about = (awsRequestId: string) => ({ source: 'direct', trusted: true, awsRequestId, traceId: `trace-${awsRequestId}`, maxAnswerBytes: null, deadline: startDeadline({}) })

t.test('a request belongs to the invocation of its ticket, while that runs', async (t) => {
  let ticket = {}
  await runInvocation(about('a'), async (first) => {
    ticket = first.ticket
    await runInvocation(about('b'), async (second) => {
      t.equal(invocationOf(first.ticket)?.awsRequestId, 'a')
      t.equal(invocationOf(second.ticket)?.awsRequestId, 'b')
    })
  })
  t.equal(invocationOf(ticket), undefined)
  for (const headers of [{}, { 'x-atalaya-invocation': 'guessed' }, { 'x-atalaya-invocation': ['a', 'b'] as unknown as string }]) t.equal(invocationOf(headers), undefined)
})

t.test('a line of no request has the invocation\'s fields, unless it could be another\'s', async (t) => {
  const lines: Record<string, unknown>[] = []
  const log = createLogger({ logLevel: 'info', environment: 'test' }, { write: (line: string) => { lines.push(JSON.parse(line)) } })
  log.info('before')
  await runInvocation(about('a'), async () => {
    log.info('alone')
    await runInvocation(about('b'), async () => { log.info('one of two') })
  })
  t.match(lines[1], { msg: 'alone', event_source: 'direct', aws_request_id: 'a', trace_id: 'trace-a' })
  for (const line of [lines[0], lines[2]]) t.notOk(line !== undefined && 'aws_request_id' in line)
})

t.test('the signal aborts before the end, and who does not heed it is left behind', async (t) => {
  const start = performance.now()
  const deadline = startDeadline({ getRemainingTimeInMillis: () => 1000 })
  const late = deadline.late.then(() => null, (error: Error) => ({ error, aborted: deadline.signal.aborted, after: performance.now() - start }))
  t.match(await late, { error: { code: 'upstream_timeout', status: 504 }, aborted: true })
  t.equal(deadline.signal.reason.code, 'upstream_timeout')
  const early = startDeadline({ getRemainingTimeInMillis: () => 300 })
  early.end()
  t.notOk(early.signal.aborted)
})
