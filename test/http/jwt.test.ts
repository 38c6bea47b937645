import t from 'tap'
import { noteSecret, startApp, startPostgres, testFolder } from '../helper.ts'
import { startIssuer } from '../stand-ins/issuer.ts'
import { startSecretsManager } from '../stand-ins/secrets-manager.ts'
import { apiKeys, keys, sha256 } from './keys.ts'

const postgres = await startPostgres(t, { demo: true })
const sales = '/sales?limit=1'

t.test('a token of the issuer is checked: signature, issuer, audience, time and scopes', async (t) => {
  const { issuer, sign } = await startIssuer(t)
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_AUDIENCE: 'atalaya,other'
  })
  const status = async (token: string, url = sales) => {
    const headers = { authorization: `Bearer ${noteSecret(token)}` }
    return (await app.inject({ url, headers })).statusCode
  }
  const claims = { aud: 'atalaya', scope: 'sales:read something' }
  t.equal(await status(sign(claims)), 200)
  t.equal(await status(sign({ ...claims, scope: undefined, aud: ['other'] })), 403, 'no scopes')
  const scope = 'https://api.example/atalaya/sales:read'
  t.equal(await status(sign({ ...claims, scope })), 200, 'Cognito names its resource server')
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
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url,
    AUTH: 'api-key,jwt',
    API_KEYS: apiKeys,
    JWT_ISSUER: issuer,
    JWT_SCOPE_CLAIM: 'scp'
  })
  const token = noteSecret(sign({ scp: ['sales:read'] }))
  for (const credential of [token, keys.sales]) {
    t.equal((await app.inject({ url: sales, headers: { authorization: `Bearer ${credential}` } })).statusCode, 200)
  }
  await stop()
  const { app: cold } = await startApp(t, { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer })
  const answer = await cold.inject({ url: sales, headers: { authorization: `Bearer ${token}` } })
  t.equal(answer.statusCode, 503)
  t.notMatch(answer.payload, issuer)
})

t.test('a claim of another type never allows more than one that is absent', async (t) => {
  const { issuer, sign } = await startIssuer(t)
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer, JWT_SCOPE_CLAIM: 'scp', DATA_DIR: testFolder(t)
  })
  const get = async (claims: object, url: string, header = {}) => {
    const token = noteSecret(sign({ scp: 'purchases:read sales:read', ...claims }, header))
    const headers = { authorization: `Bearer ${token}` }
    return app.inject({ url, headers })
  }
  const wrong = [['acme'], 7, 0, true, false, { id: 'acme' }, null, '', ' ', [], {}]
  for (const tenant of wrong) {
    for (const url of ['/purchases/report', '/purchases/other/1', sales]) {
      const answer = await get({ tenant_id: tenant }, url)
      t.equal(answer.statusCode, 401, `${JSON.stringify(tenant)} ${url}`)
      t.match(answer.json(), { error: 'unauthorized', message: /tenant_id must be a text/ })
    }
  }
  for (const sub of wrong) t.equal((await get({ sub }, sales)).statusCode, 401, JSON.stringify(sub))
  for (const scp of [[['sales:read']], { 'sales:read': true }, 7, [{ toString: 'sales:read' }], null, 'sales:*']) {
    t.equal((await get({ scp }, sales)).statusCode, 403, JSON.stringify(scp))
  }
  t.equal((await get({ scp: ['sales:read', 7] }, sales)).statusCode, 200)
  for (const crit of [['b64'], [], 'exp', null]) {
    t.equal((await get({}, sales, { crit })).statusCode, 401, JSON.stringify(crit))
  }
  t.equal((await get({ tenant_id: 'acme' }, '/purchases/other/1')).statusCode, 403)
})

t.test('a token names its tenant where one is expected: by the setting, or since a key has one', async (t) => {
  const { issuer, sign } = await startIssuer(t)
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:tenants'
  const bound = [{ name: 'acme', sha256: sha256(keys.rotated), tenant: 'acme' }]
  const jwt = { DATABASE_URL: postgres.url, AUTH: 'jwt', JWT_ISSUER: issuer }
  const status = async (env: Record<string, string>, claims: object) => {
    const { app } = await startApp(t, { ...jwt, ...env })
    const headers = { authorization: `Bearer ${noteSecret(sign({ scope: 'sales:read', ...claims }))}` }
    return (await app.inject({ url: sales, headers })).statusCode
  }
  t.equal(await status({}, {}), 200)
  t.equal(await status({ JWT_TENANT_REQUIRED: 'true' }, {}), 401)
  t.equal(await status({ JWT_TENANT_REQUIRED: 'true' }, { tenant_id: 'acme' }), 200)
  t.equal(await status({ JWT_TENANT_REQUIRED: 'true', JWT_TENANT_CLAIM: 'org' }, { tenant_id: 'acme' }), 401)
  t.equal(await status({ API_KEYS: apiKeys }, {}), 200)
  t.equal(await status({ API_KEYS: JSON.stringify(bound) }, {}), 401)
  t.equal(await status({ API_KEYS: JSON.stringify(bound), JWT_TENANT_REQUIRED: 'false' }, {}), 200)
  t.equal(await status({ API_KEYS_SECRET_ARN: 'arn:none' }, {}), 503, 'it cannot be known')
  await startSecretsManager(t, { [arn]: bound })
  t.equal(await status({ API_KEYS_SECRET_ARN: arn }, {}), 401)
  t.equal(await status({ API_KEYS_SECRET_ARN: arn }, { tenant_id: 'acme' }), 200)
})
