import t from 'tap'
import { startApp, startPostgres } from '../helper.ts'
import { apiKeys, keys } from './keys.ts'

t.test('security headers are on every answer', async (t) => {
  const { app } = await startApp(t)
  for (const url of ['/health', '/nope']) {
    t.match((await app.inject({ url })).headers, {
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': /^max-age=\d+; includeSubDomains$/,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN'
    })
  }
})

t.test('the rate limit counts by caller, guesses included, and says when to try again', async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys, RATE_LIMIT_MAX: '3'
  })
  const ask = async (key: string) => app.inject({ url: '/sales?limit=1', headers: { 'x-api-key': key } })
  for (let n = 0; n < 3; n++) t.equal((await ask(keys.all)).statusCode, 200)
  const limited = await ask(keys.all)
  t.equal(limited.statusCode, 429)
  t.match(limited.json(), { error: 'too_many_requests', status: 429 })
  t.match(limited.headers['retry-after'], /^\d+$/)
  t.equal((await ask(keys.sales)).statusCode, 200, 'another caller is not limited')
  for (let n = 0; n < 5; n++) t.equal((await app.inject({ url: '/health' })).statusCode, 200, 'health is never limited')
  const guesses = [await ask('guess-1'), await ask('guess-2'), await ask('guess-3'), await ask('guess-4')]
  t.same(guesses.map(({ statusCode }) => statusCode), [401, 401, 401, 429])
})

t.test('other origins are let in by the list only, never with credentials', async (t) => {
  const { app } = await startApp(t, { CORS_ORIGINS: 'https://app.example, https://other.example' })
  const allowedTo = async (origin: string) => {
    const { headers } = await app.inject({ url: '/health', headers: { origin } })
    return headers['access-control-allow-origin']
  }
  t.equal(await allowedTo('https://app.example'), 'https://app.example')
  t.equal(await allowedTo('https://evil.example'), undefined)
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/health',
    headers: {
      origin: 'https://other.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-api-key'
    }
  })
  t.match(preflight.headers, {
    'access-control-allow-origin': 'https://other.example',
    'access-control-allow-headers': 'x-api-key'
  })
  const { app: open } = await startApp(t, { CORS_ORIGINS: '*' })
  const { headers } = await open.inject({ url: '/health', headers: { origin: 'https://anyone.example' } })
  t.equal(headers['access-control-allow-origin'], '*')
  t.equal(headers['access-control-allow-credentials'], undefined)
  const { app: closed } = await startApp(t)
  const refused = await closed.inject({ url: '/health', headers: { origin: 'https://app.example' } })
  t.equal(refused.headers['access-control-allow-origin'], undefined)
})
