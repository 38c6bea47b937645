import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { RuntimeApi } from './runtime-api.ts'
import type { HttpResult } from '../../src/invocations/http-event.ts'

/**
 * A Function URL in front of a Runtime API: each request becomes an event of payload version 2.0, its proxy response an
 * answer.
 */
export async function startFunctionUrl (api: RuntimeApi): Promise<{ origin: string, close (): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const invoked = await api.invoke(await eventOf(request))
    if (invoked.kind === 'error') return response.writeHead(502).end(`${invoked.errorType}: ${invoked.errorMessage}`)
    const answer = await buffer(invoked.body)
    const { head, body } = invoked.streamed ? unprelude(answer) : plain(answer)
    const cookies = head.cookies !== undefined && { 'set-cookie': head.cookies }
    response.writeHead(head.statusCode, { ...head.headers, ...cookies }).end(body)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => { server.close(resolve) })
    }
  }
}

async function eventOf (request: IncomingMessage): Promise<object> {
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split(/\?(.*)/s)
  const body = await buffer(request)
  const type = request.headers['content-type'] ?? ''
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  const isText = /^(text\/|application\/(json|xml|javascript)|[^;]*\+json)/.test(type)
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(headers),
    requestContext: {
      domainName: 'abc123.lambda-url.us-east-1.on.aws',
      http: { method: request.method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: request.socket.remoteAddress },
      stage: '$default'
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText
  }
}

function plain (answer: Buffer): { head: HttpResult, body: Buffer } {
  const head: HttpResult = JSON.parse(answer.toString())
  return { head, body: Buffer.from(head.body ?? '', head.isBase64Encoded === true ? 'base64' : 'utf8') }
}

function unprelude (answer: Buffer): { head: HttpResult, body: Buffer } {
  const end = answer.indexOf(Buffer.alloc(8))
  return { head: JSON.parse(answer.subarray(0, end).toString()), body: answer.subarray(end + 8) }
}
