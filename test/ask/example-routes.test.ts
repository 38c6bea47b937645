import t, { type Test } from 'tap'
import { jsonHeaders } from '../helper.ts'
import { count, inTurn, startAsk, startReadDemo } from './ask-app.ts'

const postgres = await startReadDemo(t)

async function startTeaching (t: Test) {
  const { gemini, app, ask } = await startAsk(t, postgres, inTurn(count))
  const call = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, ...(payload !== undefined && { headers: jsonHeaders, payload }) })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { gemini, ask, call }
}

t.test('verified examples are kept, guarded, near at hand, and forgotten', async (t) => {
  const { gemini, ask, call } = await startTeaching(t)
  const refused = await call('POST', '/ask/examples', { question: 'x', sql: 'DELETE FROM clientes' })
  t.match(refused, { status: 422, body: { error: 'query_blocked' } })
  const wrong = await call('POST', '/ask/examples', { question: 'x', sql: 'SELECT nope FROM clientes' })
  t.match(wrong, { status: 422, body: { error: 'query_failed' } })

  const question = 'clientes mayoristas activos'
  const sql = "SELECT count(*) AS m FROM clientes WHERE tipo = 'Mayorista'"
  const { body: example } = await call('POST', '/ask/examples', { question, sql })
  t.match(await call('GET', '/ask/examples'), {
    status: 200,
    body: {
      data: [{ id: example.id, question, created_at: /Z$/ }],
      meta: { row_count: 1, kept_in: 'postgres' }
    }
  })
  await ask({ question: '¿cuántos clientes mayoristas?' })
  t.match(gemini.calls.at(-1)?.prompt, /Verified examples:[^]*clientes mayoristas activos/)
  const before = gemini.calls.length
  const same = await ask({ question: 'Clientes mayoristas activos' })
  t.match(same, { body: { meta: { cached: true }, sql: /Mayorista/ } })
  t.equal(gemini.calls.length, before, 'its very question is not written anew')

  const removed = await call('DELETE', `/ask/examples/${example.id}`)
  t.match(removed, { status: 200, body: { deleted: example.id } })
  t.match(await call('DELETE', `/ask/examples/${example.id}`), { status: 404 })
})

t.test('feedback makes an example of what was right, or would have been', async (t) => {
  const { ask, call } = await startTeaching(t)
  const { body: { conversation_id: conversation } } = await ask({ question: 'una pregunta más' })
  const feedback = (body: object) => call('POST', '/ask/feedback', { conversation_id: conversation, ...body })
  t.match(await feedback({ ok: false }), { status: 200, body: { stored: false } })
  t.match(await feedback({ ok: false, sql: 'SELECT 7 AS siete' }), {
    status: 200, body: { stored: true, example: { question: 'una pregunta más', sql: 'SELECT 7 AS siete' } }
  })
  t.match(await ask({ question: 'una pregunta más' }), { body: { data: [{ siete: 7 }] } })
  await ask({ question: '¿y en Yoro?', conversation_id: conversation })
  const example = { question: 'una pregunta más ¿y en Yoro?' }
  t.match(await feedback({ ok: true }), { body: { example } }, 'what goes on with another is kept with it')
  t.match(await feedback({ conversation_id: 'nobody', ok: true }), { status: 404 })
})
