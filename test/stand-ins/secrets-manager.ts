import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { member } from '../../src/json/is-object.ts'
import { useStandIns } from './aws.ts'
import { listenLocally } from './listen.ts'

/** AWS Secrets Manager as far as GetSecretValue goes (JSON 1.1 protocol); the real SDK client talks to it. */
export async function startSecretsManager (t: Test, secrets: Record<string, unknown>) {
  let requests = 0
  const server = createServer(async (request, response) => {
    requests++
    const id = String(member(JSON.parse(await text(request)), 'SecretId'))
    const secret = secrets[id]
    const isGet = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue'
    const found = isGet && secret !== undefined
    const answer = found
      ? { ARN: id, Name: id, SecretString: JSON.stringify(secret) }
      : { __type: 'ResourceNotFoundException', message: 'no such secret' }
    const headers = { 'content-type': 'application/x-amz-json-1.1' }
    response.writeHead(found ? 200 : 400, headers).end(JSON.stringify(answer))
  })
  useStandIns(t, { SECRETS_MANAGER: await listenLocally(t, server) })
  return { requests: () => requests }
}
