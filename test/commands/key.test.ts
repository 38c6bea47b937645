import { createHash } from 'node:crypto'
import { parse } from 'dotenv'
import t from 'tap'
import { loadConfig } from '../../src/config/config.ts'
import { noteSecret, startApp } from '../helper.ts'
import { runCommandFile } from './run.ts'

/** A key that the command made, and the variable by which a server knows it. */
async function makeKey (...parameters: string[]): Promise<{ key: string, apiKeys: string }> {
  const { code, stdout, stderr } = await runCommandFile('key', parameters)
  if (code !== 0) throw new Error(stderr)
  const [, key = ''] = /^ {2}(\S+)$/m.exec(stdout) ?? []
  const [line = ''] = /^API_KEYS=.*$/m.exec(stdout) ?? []
  return { key: noteSecret(key), apiKeys: parse(line)['API_KEYS'] ?? '' }
}

t.test('a server that is configured with the line takes the key, for its scopes', async (t) => {
  const scopes = ['sales:read', 'purchases:read']
  const { key, apiKeys } = await makeKey("the shop's page", '--scopes', scopes.join(', '), '--tenant', 'acme')
  t.match(key, /^[\w-]{43}$/, '32 bytes as base64url')
  t.same(JSON.parse(apiKeys), [{
    name: "the shop's page",
    sha256: createHash('sha256').update(key).digest('hex'),
    scopes,
    tenant: 'acme'
  }])
  const { app } = await startApp(t, { AUTH: 'api-key', API_KEYS: apiKeys })
  const statusOf = async (url: string, key: string) => {
    return (await app.inject({ url, headers: { 'x-api-key': key } })).statusCode
  }
  t.equal(await statusOf('/sales', key), 503, 'let in: there is no database to read')
  t.equal(await statusOf('/api/v1/events', key), 403, 'another scope')
  t.equal(await statusOf('/sales', `${key}x`), 401)
})

t.test('without scopes and tenant a key has neither, and each is another', async (t) => {
  const [one, other] = [await makeKey('page'), await makeKey('page')]
  t.not(one.key, other.key)
  t.same(JSON.parse(one.apiKeys), [{ name: 'page', sha256: createHash('sha256').update(one.key).digest('hex') }])
  t.doesNotThrow(() => loadConfig({ AUTH: 'api-key', API_KEYS: one.apiKeys }))
})

t.test('what cannot be a key is said, and none is made', async (t) => {
  const unknown = await runCommandFile('key', ['page', '--scopes', 'sales:read,sales:write'])
  t.match(unknown, { code: 1, stdout: '', stderr: /There is no scope sales:write: the scopes are sales:read, c/ })
  t.match(await runCommandFile('key'), { code: 1, stdout: '', stderr: /Usage: npm run key -- <name>/ })
  t.match(await runCommandFile('key', ['a', 'b']), { code: 1, stderr: /Usage/ })
  t.match(await runCommandFile('key', ['a', '--scope', 'x']), { code: 1, stderr: /Unknown option '--scope'[^]*Usage/ })
  t.match(await runCommandFile('key', ['a', '--scopes', '']), { code: 1, stderr: /the scopes are/ })
  t.match(await runCommandFile('key', ['a', '--tenant', '']), { code: 1, stderr: /--tenant has no name/ })
})
