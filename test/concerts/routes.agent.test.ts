import t from 'tap'
import { createHandler } from '../../src/invocations/handlers.ts'
import { createLogger } from '../../src/log/log.ts'
import { startPostgres } from '../helper.ts'
import { inDays, startConcerts } from './harness.ts'

const postgres = await startPostgres(t, { demo: true })
const { app } = await startConcerts(t, 'embedded', postgres)
const log = createLogger({ logLevel: 'silent', environment: 'test' })
const handler = createHandler({ app, log, streamRecords: null, traceId: () => undefined, migrate: async () => ({}) })

interface AgentAnswer {
  response: { httpStatusCode: number, responseBody: { 'application/json': { body: string } } }
}

async function ask (apiPath: string, given: Record<string, [type: string, value: string]>) {
  const properties = Object.entries(given).map(([name, [type, value]]) => ({ name, type, value }))
  const answer = await handler({
    messageVersion: '1.0',
    actionGroup: 'concerts',
    apiPath,
    httpMethod: 'POST',
    parameters: [],
    requestBody: { content: { 'application/json': { properties } } },
    sessionAttributes: {},
    promptSessionAttributes: {}
  }, { awsRequestId: 'agent' }) as AgentAnswer
  const { httpStatusCode: status, responseBody } = answer.response
  return { status, body: JSON.parse(responseBody['application/json'].body) }
}

t.test('an agent\'s texts become the numbers and lists that the routes take', async (t) => {
  t.match(await ask('/venues/popularity', { top_n: ['integer', '3'], city: ['string', 'New York'] }), {
    status: 200, body: { total_venues: 3 }
  })
  t.match(await ask('/venues/popularity', {}), { status: 200, body: { total_venues: 10 } })
  t.match(await ask('/recommendations', {
    artist_preferences: ['array', '["rock", "jazz"]'], location: ['string', 'New York'], max_price: ['number', '400.5']
  }), { status: 200, body: { recommendation_type: 'genre_location_filtered' } })
  t.match(await ask('/recommendations', { top_n: ['integer', '51'] }), {
    status: 400, body: { error: 'invalid_request', details: [{ path: 'body/top_n' }] }
  })
  t.match(await ask('/tickets/predict', {
    artist_id: ['string', 'nobody'], venue_id: ['string', 'venue_001'], event_date: ['string', inDays(9)]
  }), { status: 503, body: { error: 'service_not_configured' } })
})

t.test('a long answer stays within what an agent may be given', async (t) => {
  const { status, body } = await ask('/recommendations', { top_n: ['integer', '50'] })
  t.equal(status, 200)
  t.ok(body.recommendations.length >= 30)
  t.ok(JSON.stringify(body).length < 25_000)
})
