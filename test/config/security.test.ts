import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'

t.test('AUTH names the ways in, in their order', async (t) => {
  t.same(loadConfig({ AUTH: 'jwt,api-key' }).security.auth, ['jwt', 'api-key'])
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
    issuer: 'https://issuer.example', audience: ['a', 'b'], scopeClaim: 'scope', tenantClaim: 'tenant_id'
  })
})
