import { GoogleGenerativeAIError, GoogleGenerativeAIFetchError } from '@google/generative-ai'
import t from 'tap'
import { isRetryable, readWritten, toAppError } from '../../../../src/ask/writer/gemini/response.ts'
import { notFound } from '../../../../src/errors.ts'

const tokens = { input: 1, output: 2 }

t.test('the JSON that was asked for is read, member by member', async (t) => {
  const answer = { sql: '```sql\nSELECT 1\n```', explanation: 'One.', assumptions: ['all', 7], answerable: true }
  const block = `\`\`\`json\n${JSON.stringify({ ...answer, sql: 'SELECT 1' })}\n\`\`\``
  for (const text of [JSON.stringify(answer), block]) {
    t.same(readWritten(text, tokens), { sql: 'SELECT 1', explanation: 'One.', assumptions: ['all'], tokens }, text)
  }
})

t.test('what cannot be answered has no query, whatever stands in it', async (t) => {
  t.equal(readWritten('{"sql":"SELECT 1","answerable":false}', tokens).sql, null)
  t.equal(readWritten('{"sql":5}', tokens).sql, '')
})

t.test('a text that is no JSON is taken for SQL, bare or in a block', async (t) => {
  for (const text of ['SELECT 1', '```sql\nSELECT 1\n```', 'Here:\n```\nSELECT 1```\nDone.']) {
    t.match(readWritten(text, tokens), { sql: 'SELECT 1', explanation: '' }, text)
  }
})

t.test('what passes may be tried again, and is told as such', async (t) => {
  for (const [error, again, code] of [
    [new GoogleGenerativeAIFetchError('busy', 503), true, 'service_unavailable'],
    [new GoogleGenerativeAIFetchError('too many', 429), true, 'service_unavailable'],
    [new GoogleGenerativeAIError('Error fetching from the model'), true, 'service_unavailable'],
    [new GoogleGenerativeAIFetchError('wrong key', 400), false, 'upstream_error'],
    [new GoogleGenerativeAIError('cannot be read'), false, 'upstream_error'],
    [notFound('ours'), false, 'not_found']
  ] as const) {
    t.equal(isRetryable(error), again, error.message)
    t.match(toAppError(error), { code }, error.message)
  }
})
