import { createHash } from 'node:crypto'
import t from 'tap'
import { noteSecret, startApp, startPostgres } from '../helper.ts'
import { startIssuer } from '../stand-ins/issuer.ts'
import { startSecretsManager } from '../stand-ins/secrets-manager.ts'

const postgres = await startPostgres(t, { demo: true })
const sha256 = (key: string) => createHash('sha256').update(key).digest('hex')
const keys = {
  all: noteSecret('key-for-everything-0123456789'),
  sales: noteSecret('key-for-sales-only-0123456789'),
  rotated: noteSecret('key-from-the-secret-0123456789')
}
const apiKeys = JSON.stringify([{ name: 'all', sha256: sha256(keys.all) }, { name: 'sales', sha256: sha256(keys.sales).toUpperCase(), scopes: ['sales:read'] }])
const sales = '/sales?limit=1'

t.test('without a key everything but health, the document and the docs is refused', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys })
  for (const url of ['/health', '/openapi.json', '/docs/']) t.equal((await app.inject({ url })).statusCode, 200, url)
  for (const url of [sales, '/sales/summary?group_by=year', '/api/v1/events/health', '/api/v1/events', '/api/v1/events/x', '/api/v1/entities/Car/x', '/health?deep=true']) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, 401, url)
    t.match(answer.json(), { error: 'unauthorized', status: 401, message: /x-api-key/ })
  }
  t.equal((await app.inject({ method: 'POST', url: '/api/v1/events', payload: {} })).statusCode, 401)
})

t.test('a key is taken as x-api-key or as Bearer, and allows what its scopes say', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys })
  const status = async (url: string, headers: Record<string, string>) => (await app.inject({ url, headers })).statusCode
  t.equal(await status(sales, { 'x-api-key': keys.all }), 200)
  t.equal(await status(sales, { authorization: `Bearer ${keys.all}` }), 200)
  t.equal(await status('/health?deep=true', { 'x-api-key': keys.all }), 200)
  t.equal(await status(sales, { 'x-api-key': keys.sales }), 200)
  t.equal(await status('/api/v1/events', { 'x-api-key': keys.sales }), 403)
  t.equal(await status(sales, { 'x-api-key': `${keys.all}x` }), 401)
  t.equal(await status(sales, { 'x-api-key': sha256(keys.all) }), 401, 'the digest is not the key')
  t.equal(await status(sales, { authorization: `Basic ${keys.all}` }), 401)
})

t.test('keys of the secret are valid beside those of the environment', async (t) => {
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:keys'
  await startSecretsManager(t, { [arn]: [{ name: 'rotated', sha256: sha256(keys.rotated) }] })
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys, API_KEYS_SECRET_ARN: arn })
  t.equal((await app.inject({ url: sales, headers: { 'x-api-key': keys.rotated } })).statusCode, 200)
  t.equal((await app.inject({ url: sales, headers: { 'x-api-key': keys.all } })).statusCode, 200)
  const { app: broken } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS_SECRET_ARN: 'arn:none' })
  t.equal((await broken.inject({ url: sales, headers: { 'x-api-key': keys.all } })).statusCode, 503)
})

t.test('a token of the issuer is checked: signature, issuer, audience, time and scopes', async (t) => {
  const { issuer, sign } = await startIssuer(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_AUDIENCE: 'atalaya,other' })
  const status = async (token: string, url = sales) => (await app.inject({ url, headers: { authorization: `Bearer ${noteSecret(token)}` } })).statusCode
  const claims = { aud: 'atalaya', scope: 'sales:read something' }
  t.equal(await status(sign(claims)), 200)
  t.equal(await status(sign({ ...claims, scope: undefined, aud: ['other'] })), 403, 'no scopes')
  t.equal(await status(sign({ ...claims, scope: 'https://api.example/atalaya/sales:read' })), 200, 'Cognito names its resource server')
  t.equal(await status(sign(claims), '/api/v1/events'), 403)
  t.equal(await status(sign({ ...claims, aud: 'elsewhere' })), 401)
  t.equal(await status(sign({ ...claims, iss: 'http://127.0.0.1:1' })), 401)
  t.equal(await status(sign({ ...claims, exp: 1_700_000_000 })), 401)
  t.equal(await status(`${sign(claims).slice(0, -8)}AAAAAAAA`), 401)
  t.equal(await status('a.b.c'), 401)
  t.equal(await status(sign({ ...claims, exp: undefined })), 401, 'one that never expires')
  t.equal(await status(keys.all), 401, 'a key is not a token')
})

t.test('keys and tokens work beside each other, and an issuer that is down is a 503', async (t) => {
  const { issuer, sign, stop } = await startIssuer(t)
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key,jwt', API_KEYS: apiKeys, JWT_ISSUER: issuer, JWT_SCOPE_CLAIM: 'scp' })
  const token = noteSecret(sign({ scp: ['sales:read'] }))
  t.equal((await app.inject({ url: sales, headers: { authorization: `Bearer ${token}` } })).statusCode, 200)
  t.equal((await app.inject({ url: sales, headers: { authorization: `Bearer ${keys.sales}` } })).statusCode, 200)
  await stop()
  const { app: cold } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer })
  const answer = await cold.inject({ url: sales, headers: { authorization: `Bearer ${token}` } })
  t.equal(answer.statusCode, 503)
  t.notMatch(answer.payload, issuer)
})

t.test('asked for without anything configured, every caller is refused and the log says why', async (t) => {
  const { app, logs } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key,jwt' })
  t.equal((await app.inject({ url: sales, headers: { 'x-api-key': keys.all } })).statusCode, 401)
  t.ok(logs.some(({ msg }) => /API_KEYS/.test(String(msg))) && logs.some(({ msg }) => /JWT_ISSUER/.test(String(msg))))
  const { logs: warned } = await startApp(t, { AWS_LAMBDA_FUNCTION_NAME: 'f', AUTH: 'none' })
  t.ok(warned.some(({ level, msg }) => level === 'warn' && /AUTH=none/.test(String(msg))))
  const { app: inLambda } = await startApp(t, { AWS_LAMBDA_FUNCTION_NAME: 'f' })
  t.equal((await inLambda.inject({ url: sales })).statusCode, 401, 'in Lambda keys are the default')
})

t.test('the rate limit counts by caller, guesses included, and says when to try again', async (t) => {
  const { app } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys, RATE_LIMIT_MAX: '3' })
  const ask = async (key: string) => app.inject({ url: sales, headers: { 'x-api-key': key } })
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
  const origin = async (from: string, method: 'GET' | 'OPTIONS' = 'GET') => (await app.inject({
    method, url: '/health', headers: { origin: from, ...(method === 'OPTIONS' && { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' }) }
  })).headers
  t.equal((await origin('https://app.example'))['access-control-allow-origin'], 'https://app.example')
  t.equal((await origin('https://evil.example'))['access-control-allow-origin'], undefined)
  t.match(await origin('https://other.example', 'OPTIONS'), { 'access-control-allow-origin': 'https://other.example', 'access-control-allow-headers': 'x-api-key' })
  const { app: open } = await startApp(t, { CORS_ORIGINS: '*' })
  const { headers } = await open.inject({ url: '/health', headers: { origin: 'https://anyone.example' } })
  t.equal(headers['access-control-allow-origin'], '*')
  t.equal(headers['access-control-allow-credentials'], undefined)
  const { app: closed } = await startApp(t)
  t.equal((await closed.inject({ url: '/health', headers: { origin: 'https://app.example' } })).headers['access-control-allow-origin'], undefined)
})
