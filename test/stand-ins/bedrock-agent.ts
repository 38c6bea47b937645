import { createServer, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { EventStreamCodec } from '@smithy/core/event-streams'
import type { Test } from 'tap'

/** What the SDK sent. */
export interface AgentCall {
  agentId: string
  agentAliasId: string
  sessionId: string
  inputText?: string
  enableTrace?: boolean
  sessionState?: {
    invocationId?: string
    promptSessionAttributes?: Record<string, string>
    returnControlInvocationResults?: ({ apiResult?: Record<string, unknown>, functionResult?: Record<string, unknown> })[]
  }
}

/** One frame of a completion, or what breaks it off. */
export type Frame =
  | { event: 'chunk' | 'trace' | 'returnControl' | 'files', body: object }
  | { exception: string }
  | 'hang'
  | 'reset'

/** What an agent does with a call: its frames, or the error with which the call itself is refused. */
export type AgentModel = (call: AgentCall) => Frame[] | { error: string, status: number }

export const says = (words: string, attribution?: object): Frame => ({ event: 'chunk', body: { bytes: Buffer.from(words).toString('base64'), ...(attribution !== undefined && { attribution }) } })
export const traces = (orchestrationTrace: object): Frame => ({ event: 'trace', body: { sessionId: 's', trace: { orchestrationTrace } } })

const codec = new EventStreamCodec((bytes) => Buffer.from(bytes).toString('utf8'), (words) => Buffer.from(words, 'utf8'))
const header = (value: string) => ({ type: 'string' as const, value })

/** Amazon Bedrock's InvokeAgent over HTTP/2 with its event stream (API reference), the agent behind it a function of the test. */
export async function startBedrockAgent (t: Pick<Test, 'teardown'>, model: AgentModel, port = 0) {
  const calls: AgentCall[] = []
  const behaviour = { model, cancelled: 0 }
  const sessions = new Set<{ destroy (): void }>()
  const server = createServer()
  server.on('session', (session) => sessions.add(session))
  server.on('stream', (stream, headers) => {
    answer(stream, String(headers[':path'])).catch(() => stream.destroy())
  })

  async function answer (stream: ServerHttp2Stream, path: string): Promise<void> {
    const [, agentId = '', agentAliasId = '', sessionId = ''] = /^\/agents\/([^/]+)\/agentAliases\/([^/]+)\/sessions\/([^/]+)\/text$/.exec(path) ?? []
    const call = { agentId, agentAliasId, sessionId: decodeURIComponent(sessionId), ...JSON.parse(await text(stream)) } as AgentCall
    calls.push(call)
    stream.on('error', () => {}) // the other side has left, or was told to
    stream.on('close', () => { if (stream.rstCode === 8) behaviour.cancelled++ })
    const frames = behaviour.model(call)
    if (!Array.isArray(frames)) {
      stream.respond({ ':status': frames.status, 'content-type': 'application/json', 'x-amzn-errortype': frames.error })
      stream.end(JSON.stringify({ message: `${frames.error} as asked for` }))
      return
    }
    stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-bedrock-agent-session-id': call.sessionId })
    for (const frame of frames) {
      if (frame === 'hang') return
      if (frame === 'reset') {
        stream.close(2)
        return
      }
      stream.write(encoded(frame))
    }
    stream.end()
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const session of sessions) session.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, behaviour }
}

function encoded (frame: Exclude<Frame, string>): Uint8Array {
  const [kind, type, body] = 'exception' in frame
    ? [{ ':message-type': header('exception'), ':exception-type': header(frame.exception) }, frame.exception, { message: `${frame.exception} as asked for` }]
    : [{ ':message-type': header('event'), ':event-type': header(frame.event) }, frame.event, frame.body]
  if (type === '') throw new Error('a frame has a type')
  return codec.encode({ headers: { ...kind, ':content-type': header('application/json') }, body: Buffer.from(JSON.stringify(body)) })
}
