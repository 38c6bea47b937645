import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'

export interface Invoked {
  endpoint: string
  contentType: string
  rows: string[]
}

/** What the endpoint does with a call: an answer, or the error with which SageMaker refuses. */
export type Model = (call: Invoked) => { body: string } | { error: string, status?: number } | 'hang'

/** Amazon SageMaker Runtime's InvokeEndpoint (API reference), the model behind it a function of the test. */
export async function startSageMaker (t: Pick<Test, 'teardown'>, model: Model, port = 0) {
  const calls: Invoked[] = []
  const behaviour = { model }
  const server = createServer(async (request, response) => {
    const [, endpoint = ''] = /^\/endpoints\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? []
    const rows = (await text(request)).split('\n')
    const call = { endpoint, contentType: request.headers['content-type'] ?? '', rows }
    calls.push(call)
    const answer = behaviour.model(call)
    if (answer === 'hang') return
    const json = { 'content-type': 'application/json' }
    if ('body' in answer) {
      response.writeHead(200, json).end(answer.body)
    } else {
      const { status = 400, error } = answer
      response.writeHead(status, { ...json, 'x-amzn-errortype': error }).end(JSON.stringify({ Message: error }))
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, behaviour }
}
