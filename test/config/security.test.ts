import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'

t.test('AUTH names the ways in, in their order', async (t) => {
  t.same(loadConfig({ AUTH: 'jwt,api-key', JWT_ISSUER: 'https://issuer.example' }).security.auth, ['jwt', 'api-key'])
  t.same(loadConfig({ AUTH: 'none', AWS_LAMBDA_FUNCTION_NAME: 'f' }).security.auth, [])
})

t.test('callers are counted wherever others than this machine can call', async (t) => {
  t.equal(loadConfig({ HOST: 'localhost' }).security.rateLimit, null)
  for (const env of [{ HOST: '0.0.0.0' }, { AUTH: 'api-key' }, { AUTH: 'none', AWS_LAMBDA_FUNCTION_NAME: 'f' }]) {
    t.equal(loadConfig(env).security.rateLimit, 600, JSON.stringify(env))
  }
})

t.test('tokens are those of an issuer, for audiences in a list', async (t) => {
  t.equal(loadConfig({}).security.jwt, null)
  t.same(loadConfig({ JWT_ISSUER: 'https://issuer.example', JWT_AUDIENCE: 'a, b,' }).security.jwt, {
    issuer: 'https://issuer.example',
    audience: ['a', 'b'],
    scopeClaim: 'scope',
    tenantClaim: 'tenant_id',
    tenantRequired: null
  })
})

t.test('what would mean everybody by mistake stops the start', async (t) => {
  const stops: [Record<string, string>, RegExp][] = [
    [{ AUTH: 'jwt' }, /JWT_ISSUER must be set/],
    [{ AUTH: 'api-key,jwt' }, /JWT_ISSUER must be set/],
    [{ AUTH: 'jwt', JWT_ISSUER: 'https://issuer.example', JWT_AUDIENCE: ' , ' }, /JWT_AUDIENCE must have/],
    [{ CORS_ORIGINS: ',' }, /CORS_ORIGINS must have/],
    [{ ASK_SCHEMAS: ',,' }, /ASK_SCHEMAS must have/],
    [{ ASK_FUNCTIONS: ',' }, /ASK_FUNCTIONS must have/],
    [{ JWT_TENANT_REQUIRED: 'perhaps' }, /JWT_TENANT_REQUIRED/]
  ]
  for (const tenant of ['', null, 7, ['acme']]) {
    stops.push([{ API_KEYS: JSON.stringify([{ name: 'a', sha256: '0'.repeat(64), tenant }]) }, /API_KEYS must be/])
  }
  for (const scopes of [null, 'sales:read', [['sales:read']], ['*']]) {
    stops.push([{ API_KEYS: JSON.stringify([{ name: 'a', sha256: '0'.repeat(64), scopes }]) }, /API_KEYS must be/])
  }
  for (const [env, message] of stops) t.throws(() => loadConfig(env), { message }, JSON.stringify(env))
})
