import t from 'tap'
import { runInvocation } from '../../src/http/invocation.ts'
import { answerTooLarge, maxAnswerBytes, quotedBytes, rowsThatFit } from '../../src/http/response-limits.ts'

t.test('quotes and backslashes count twice, other characters by their bytes', async (t) => {
  for (const text of ['', 'abc', 'a"b', '\\\\', 'ñ漢😀', '{"a":"b\\"c"}']) {
    t.equal(quotedBytes(text), Buffer.byteLength(JSON.stringify(text)) - 2, text)
  }
  t.equal(quotedBytes(Buffer.from('ab"cd'), 2, 4), 3, 'a part of a buffer')
})

t.test('as many rows fit as their JSON with commas allows, and always one', async (t) => {
  const rows = ['aa', 'bb', 'cc'] // each is six bytes with its escaped quotes, and a comma
  t.same([Infinity, 21, 20, 14, 7, 1].map((maxBytes) => rowsThatFit(rows, maxBytes)), [3, 3, 2, 2, 1, 1])
  t.equal(rowsThatFit([], 1), 0)
})

t.test('an answer is bounded by its invocation alone', async (t) => {
  const deadline = { signal: new AbortController().signal }
  const init = { source: 'direct', trusted: true, awsRequestId: undefined, traceId: undefined, deadline }
  t.equal(maxAnswerBytes(), Infinity)
  t.equal(await runInvocation({ ...init, maxAnswerBytes: 7 }, async () => maxAnswerBytes()), 7)
  t.equal(await runInvocation({ ...init, maxAnswerBytes: null }, async () => maxAnswerBytes()), Infinity)
})

t.test('what is too large says whose limit that is', async (t) => {
  t.match(answerTooLarge('buffered'), { status: 413, code: 'payload_too_large', message: /6 MB/ })
  t.match(answerTooLarge('loadBalancer').message, /1 MB that a load balancer takes/)
  t.match(answerTooLarge('agent').message, /narrower question/)
})
