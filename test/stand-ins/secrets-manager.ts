import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** AWS Secrets Manager as far as GetSecretValue goes (JSON 1.1 protocol); the real SDK client talks to it. */
export async function startSecretsManager (t: Test, secrets: Record<string, unknown>) {
  let requests = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      requests++
      const { SecretId: id } = JSON.parse(Buffer.concat(chunks).toString()) as { SecretId: string }
      const secret = secrets[id]
      const isGet = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue'
      response.setHeader('content-type', 'application/x-amz-json-1.1')
      if (isGet && secret !== undefined) response.end(JSON.stringify({ ARN: id, Name: id, SecretString: JSON.stringify(secret) }))
      else response.writeHead(400).end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'no such secret' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const before = { ...process.env }
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example-secret-access-key'
  })
  t.teardown(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_') && before[name] === undefined) Reflect.deleteProperty(process.env, name)
  })
  return { requests: () => requests }
}
