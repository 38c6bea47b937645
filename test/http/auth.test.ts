import t from 'tap'
import { startApp, startPostgres } from '../helper.ts'
import { startSecretsManager } from '../stand-ins/secrets-manager.ts'
import { apiKeys, keys, sha256 } from './keys.ts'

const postgres = await startPostgres(t, { demo: true })
const withKeys = { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: apiKeys }
const sales = '/sales?limit=1'

t.test('without a key everything but health, the document and the docs is refused', async (t) => {
  const { app } = await startApp(t, withKeys)
  for (const url of ['/health', '/openapi.json', '/docs/']) t.equal((await app.inject({ url })).statusCode, 200, url)
  for (const url of [
    sales,
    '/sales/summary?group_by=year',
    '/api/v1/events/health',
    '/api/v1/events',
    '/api/v1/events/x',
    '/api/v1/entities/Car/x',
    '/health?deep=true'
  ]) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, 401, url)
    t.match(answer.json(), { error: 'unauthorized', status: 401, message: /x-api-key/ })
  }
  t.equal((await app.inject({ method: 'POST', url: '/api/v1/events', payload: {} })).statusCode, 401)
})

t.test('a key is taken as x-api-key or as Bearer, and allows what its scopes say', async (t) => {
  const { app } = await startApp(t, withKeys)
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
  const { app } = await startApp(t, { ...withKeys, API_KEYS_SECRET_ARN: arn })
  for (const key of [keys.rotated, keys.all]) {
    t.equal((await app.inject({ url: sales, headers: { 'x-api-key': key } })).statusCode, 200)
  }
  const withoutSecret = { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS_SECRET_ARN: 'arn:none' }
  const { app: broken } = await startApp(t, withoutSecret)
  t.equal((await broken.inject({ url: sales, headers: { 'x-api-key': keys.all } })).statusCode, 503)
})

t.test('asked for without anything configured, every caller is refused and the log says why', async (t) => {
  const { app, logs } = await startApp(t, {
    DATABASE_URL: postgres.url, AUTH: 'api-key,jwt', JWT_ISSUER: 'https://issuer.example'
  })
  t.equal((await app.inject({ url: sales, headers: { 'x-api-key': keys.all } })).statusCode, 401)
  for (const variable of [/API_KEYS/, /JWT_AUDIENCE/]) {
    t.ok(logs.some(({ level, msg }) => level === 'warn' && variable.test(String(msg))), String(variable))
  }
  const { logs: warned } = await startApp(t, { AWS_LAMBDA_FUNCTION_NAME: 'f', AUTH: 'none' })
  t.ok(warned.some(({ level, msg }) => level === 'warn' && /AUTH=none/.test(String(msg))))
  const { app: inLambda } = await startApp(t, { AWS_LAMBDA_FUNCTION_NAME: 'f' })
  t.equal((await inLambda.inject({ url: sales })).statusCode, 401, 'in Lambda keys are the default')
})
