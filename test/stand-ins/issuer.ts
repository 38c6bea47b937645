import { createServer } from 'node:http'
import { createSign, generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** An OpenID Connect issuer on this machine: its discovery document, its keys, and tokens that it signs. */
export async function startIssuer (t: Test) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' }
  let issuer = ''
  const server = createServer((request, response) => {
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys: [jwk] }
    }
    const document = documents[request.url ?? '']
    const status = document === undefined ? 404 : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    issuer,
    /** A token for an hour, unless the claims say otherwise; `header` is put into its header. */
    sign: (claims: object, header: object = {}) => {
      const now = Math.floor(Date.now() / 1000)
      const head = { alg: 'RS256', kid: 'key-1', typ: 'JWT', ...header }
      const body = { iss: issuer, iat: now, exp: now + 3600, sub: 'someone', ...claims }
      const text = `${part(head)}.${part(body)}`
      return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`
    },
    stop: () => new Promise((resolve) => server.close(resolve))
  }
}
