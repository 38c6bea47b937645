import t from 'tap'
import type { GeminiAnswer } from '../../stand-ins/gemini.ts'
import { count, inTurn, startAsk, startReadDemo } from '../ask-app.ts'

const postgres = await startReadDemo(t)

t.test('SQL in a fence of backticks is SQL', async (t) => {
  const text = '```sql\nSELECT count(*) AS n FROM clientes\n```'
  const { ask } = await startAsk(t, postgres, inTurn({ text }))
  t.match(await ask({ question: 'x' }), { status: 200, body: { data: [{ n: 2000 }] } })
})

t.test('what passes is waited out', async (t) => {
  const { gemini, ask } = await startAsk(t, postgres, inTurn({ status: 429 }, { status: 503 }, count))
  t.match(await ask({ question: 'x' }), { status: 200 })
  t.equal(gemini.calls.length, 3)
})

t.test('the model\'s faults are told apart', async (t) => {
  const faults: [answer: GeminiAnswer, message: RegExp][] = [
    [{ blocked: 'SAFETY' }, /would not read/],
    [{ text: '{"sql":', finishReason: 'MAX_TOKENS' }, /cut off/],
    [{ text: '', finishReason: 'SAFETY' }, /stopped/],
    [{ status: 400 }, /could not answer/],
    [{ status: 403 }, /could not answer/]
  ]
  for (const [answer, message] of faults) {
    const { ask } = await startAsk(t, postgres, inTurn(answer))
    const { status, body } = await ask({ question: 'x' })
    t.match({ status, body }, { status: 502, body: { error: 'upstream_error', message } })
    t.notMatch(JSON.stringify(body), /127\.0\.0\.1|as asked for/)
  }
})

t.test('a model that is away for long is asked again and again, and leaves nothing behind', async (t) => {
  const warnings: Error[] = []
  const warned = (warning: Error) => { warnings.push(warning) }
  process.on('warning', warned)
  t.teardown(() => { process.off('warning', warned) })
  t.intercept(Math, 'random', { value: () => 0 }) // no pauses
  const failures = Array.from({ length: 15 }, () => ({ status: 503 }))
  const { gemini, ask } = await startAsk(t, postgres, inTurn(...failures, count))
  t.match(await ask({ question: 'x' }), { status: 200 })
  t.equal(gemini.calls.length, 16)
  t.strictSame(warnings, [])
})
