import t from 'tap'
import { noteSecret, startApp, startPostgres } from '../helper.ts'
import { startIssuer } from '../stand-ins/issuer.ts'
import { apiKeys, keys } from './keys.ts'

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
