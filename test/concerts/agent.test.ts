import t from 'tap'
import { dayAfter } from '../../src/concerts/plain.ts'
import { createHandler } from '../../src/invocations/handlers.ts'
import { createLogger } from '../../src/http/log.ts'
import { startPostgres } from '../helper.ts'
import { startConcerts } from './bed.ts'

const postgres = await startPostgres(t, { demo: true })
const { app } = await startConcerts(t, 'embedded', postgres)
const log = createLogger({ logLevel: 'silent', environment: 'test' })
const handler = createHandler({ app, log, streamRecords: null, migrate: async () => ({}) })

interface AgentAnswer { response: { httpStatusCode: number, responseBody: { 'application/json': { body: string } } } }

async function ask (apiPath: string, properties: Record<string, [type: string, value: string]>) {
  const answer = await handler({
    messageVersion: '1.0',
    actionGroup: 'concerts',
    apiPath,
    httpMethod: 'POST',
    parameters: [],
    requestBody: { content: { 'application/json': { properties: Object.entries(properties).map(([name, [type, value]]) => ({ name, type, value })) } } },
    sessionAttributes: {},
    promptSessionAttributes: {}
  }, { awsRequestId: 'agent' }) as AgentAnswer
  return { status: answer.response.httpStatusCode, body: JSON.parse(answer.response.responseBody['application/json'].body) }
}

t.test('an agent\'s texts become the numbers and lists that the routes take', async (t) => {
  t.match(await ask('/venues/popularity', { top_n: ['integer', '3'], city: ['string', 'New York'] }), { status: 200, body: { total_venues: 3 } })
  t.match(await ask('/venues/popularity', {}), { status: 200, body: { total_venues: 10 } })
  t.match(await ask('/recommendations', { artist_preferences: ['array', '["rock", "jazz"]'], location: ['string', 'New York'], max_price: ['number', '400.5'] }), { status: 200, body: { recommendation_type: 'genre_location_filtered' } })
  t.match(await ask('/recommendations', { top_n: ['integer', '51'] }), { status: 400, body: { error: 'invalid_request', details: [{ path: 'body/top_n' }] } })
  t.match(await ask('/tickets/predict', { artist_id: ['string', 'nobody'], venue_id: ['string', 'venue_001'], event_date: ['string', dayAfter(new Date(), 9)] }), { status: 503, body: { error: 'service_not_configured' } })
})

t.test('a long answer stays within what an agent may be given', async (t) => {
  const { status, body } = await ask('/recommendations', { top_n: ['integer', '50'] })
  t.equal(status, 200)
  t.ok(body.recommendations.length >= 30 && JSON.stringify(body).length < 25_000)
})
