import t, { type Test } from 'tap'
import { createBedrockConcierge } from '../../../src/concerts/concierge/bedrock.ts'
import { createEmbeddedConcierge } from '../../../src/concerts/concierge/embedded.ts'
import { createEmbeddedPredictor } from '../../../src/concerts/predictor/embedded.ts'
import { readEvents } from '../../events.ts'
import { jsonHeaders, listen, startApp, startPostgres } from '../../helper.ts'
import { useStandIns } from '../../stand-ins/aws.ts'
import { startBedrockAgent } from '../../stand-ins/bedrock-agent.ts'
import { concertAgent } from '../../stand-ins/concert-agent.ts'
import { caller, openWarehouse } from '../harness.ts'

const postgres = await startPostgres(t, { demo: true })
const warehouse = openWarehouse(postgres.url)
t.teardown(() => warehouse.close())
const tickets = createEmbeddedPredictor(warehouse)
const eventStream = { accept: 'text/event-stream' }

async function openConcierge (t: Test, kind: 'embedded' | 'bedrock') {
  if (kind === 'embedded') return createEmbeddedConcierge(warehouse, tickets)
  const agent = await startBedrockAgent(t, concertAgent)
  useStandIns(t, { BEDROCK_AGENT_RUNTIME: agent.url })
  return createBedrockConcierge({ agentId: 'AGENT', agentAliasId: 'ALIAS', timeoutMs: 20_000 })
}

async function startChat (t: Test, kind: 'embedded' | 'bedrock') {
  const concierge = await openConcierge(t, kind)
  t.teardown(() => concierge.close())
  const { app } = await startApp(t, {}, { replaced: { warehouse, tickets, concierge } })
  return { app, chat: caller(app, '/chat') }
}

/** What every concierge must do. */
for (const kind of ['embedded', 'bedrock'] as const) {
  t.test(`the ${kind} concierge`, async (t) => {
    const { app, chat } = await startChat(t, kind)

    t.test('answers from the warehouse, and says what the answer rests on', async (t) => {
      const { status, body } = await chat({ message: 'Recommend me concerts' })
      t.equal(status, 200)
      t.match(body, {
        message: /\S/,
        session_id: /^[0-9a-f-]{36}$/,
        intent: 'concert_recommendation',
        confidence: Number,
        source: kind,
        timestamp: /^\d{4}-.*Z$/
      })
      const [{ concert_id: id, artist_name: artist }] = body.data.recommendations
      const known = await postgres.sql(`
        SELECT 1 FROM concert_dw.concerts JOIN concert_dw.artists USING (artist_id)
        WHERE concert_id = $1 AND name = $2 AND status = 'scheduled'`, [id, artist])
      t.equal(known.length, 1)
      t.match(body.message, artist)
      t.ok(body.confidence > 0 && body.confidence <= 1)
      t.equal(body.suggestions.length, 3)
      const ranking = await chat({ message: '¿Cuáles son los recintos con mejor ocupación?' })
      t.equal(ranking.status, 200)
      t.match(ranking.body, {
        intent: 'data_analysis',
        suggestions: [/[¿]|Recom/],
        data: { venues: [{ venue_id: /^venue_/, popularity_rank: 1 }] }
      })
    })

    t.test('says nothing that it does not know', async (t) => {
      t.match(await chat({ message: 'tell me a joke' }), {
        status: 200, body: { intent: 'general_query', data: null, message: /concerts/ }
      })
    })

    t.test('keeps the session that it is given', async (t) => {
      t.match(await chat({ message: 'Hello', session_id: 'of-mine:1' }), { body: { session_id: 'of-mine:1' } })
    })

    t.test('tells what it does while it does it, the whole in the end', async (t) => {
      const answer = await app.inject({
        method: 'POST', url: '/chat', headers: eventStream, payload: { message: 'Recommend me concerts' }
      })
      t.equal(answer.statusCode, 200)
      t.match(answer.headers, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': /no-cache/ })
      const events = readEvents(answer.payload)
      const kinds = events.map(({ event }) => event)
      t.equal(kinds.at(-1), 'done')
      t.ok(kinds.includes('trace'))
      t.ok(kinds.indexOf('data') > kinds.indexOf('trace'))
      t.ok(kinds.indexOf('chunk') > kinds.indexOf('data'))
      const done = events.at(-1)?.data as { message: string, data: object }
      const chunks = events.filter(({ event }) => event === 'chunk').map(({ data }) => data as { text: string })
      t.equal(chunks.map(({ text }) => text).join(''), done.message)
      t.same(events.find(({ event }) => event === 'data')?.data, done.data)
    })

    t.test('names what does not fit', async (t) => {
      for (const [body, path] of [
        [{}, 'body/message'],
        [{ message: '' }, 'body/message'],
        [{ message: ' \n' }, 'body/message'],
        [{ message: 'x'.repeat(4001) }, 'body/message'],
        [{ message: 5 }, 'body/message'],
        [{ message: 'a\0' }, 'body/message'],
        [{ message: 'hi', session_id: 'a b' }, 'body/session_id'],
        [{ message: 'hi', session_id: '../..' + '/x' }, 'body/session_id'],
        [{ message: 'hi', user_id: '' }, 'body/user_id'],
        [{ message: 'hi', lang: 'es' }, 'body/lang']
      ] as const) {
        const said = JSON.stringify(body).slice(0, 80)
        t.match(await chat(body), { status: 400, body: { error: 'invalid_request', details: [{ path }] } }, said)
      }
      t.equal((await chat({ message: 'x'.repeat(4000) })).status, 200)
    })
  })
}

t.test('a caller who listens gets each piece when it is there, on a connection of its own', async (t) => {
  const { app } = await startChat(t, 'embedded')
  const origin = await listen(app)
  const answer = await fetch(`${origin}/chat`, {
    method: 'POST',
    headers: { ...eventStream, ...jsonHeaders },
    body: JSON.stringify({ message: 'jazz in Chicago' })
  })
  t.match(readEvents(await answer.text()).at(-1), { event: 'done', data: { intent: 'concert_recommendation' } })
})

t.test('without an agent or a demo the answer says what to set', async (t) => {
  const { app } = await startApp(t)
  t.match(await caller(app, '/chat')({ message: 'hi' }), {
    status: 503,
    body: {
      error: 'service_not_configured', details: { missing: ['BEDROCK_AGENT_ID', 'BEDROCK_AGENT_ALIAS_ID'] }
    }
  })
})
