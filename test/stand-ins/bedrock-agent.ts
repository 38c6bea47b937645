import { createServer, type ServerHttp2Stream } from 'node:http2'
import { text } from 'node:stream/consumers'
import { EventStreamCodec } from '@smithy/core/event-streams'
import type { Test } from 'tap'
import { listenLocally } from './listen.ts'

/** What an operation that the agent handed back came to. */
export interface OperationResult {
  apiResult?: Record<string, unknown>
  functionResult?: Record<string, unknown>
}

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
    returnControlInvocationResults?: OperationResult[]
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

/** A piece of the agent's answer. */
export function says (words: string, attribution?: object): Frame {
  const bytes = Buffer.from(words).toString('base64')
  return { event: 'chunk', body: { bytes, ...(attribution !== undefined && { attribution }) } }
}

/** A step of the agent's way to its answer. */
export function traces (orchestrationTrace: object): Frame {
  return { event: 'trace', body: { sessionId: 's', trace: { orchestrationTrace } } }
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (words) => Buffer.from(words, 'utf8')
)
const routePattern = /^\/agents\/([^/]+)\/agentAliases\/([^/]+)\/sessions\/([^/]+)\/text$/
const header = (value: string) => ({ type: 'string' as const, value })

/**
 * Amazon Bedrock's InvokeAgent over HTTP/2 with its event stream (API reference); the agent behind it is a function of
 * the test.
 */
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
    const [, agentId = '', agentAliasId = '', session = ''] = routePattern.exec(path) ?? []
    const sessionId = decodeURIComponent(session)
    const call: AgentCall = { agentId, agentAliasId, sessionId, ...JSON.parse(await text(stream)) }
    calls.push(call)
    stream.on('error', () => {}) // the other side has left, or was told to
    stream.on('close', () => { if (stream.rstCode === 8) behaviour.cancelled++ })
    const frames = behaviour.model(call)
    if (!Array.isArray(frames)) {
      stream.respond({ ':status': frames.status, 'content-type': 'application/json', 'x-amzn-errortype': frames.error })
      stream.end(JSON.stringify({ message: `${frames.error} as asked for` }))
      return
    }
    stream.respond({
      ':status': 200,
      'content-type': 'application/vnd.amazon.eventstream',
      'x-amzn-bedrock-agent-session-id': call.sessionId
    })
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

  t.teardown(() => { for (const session of sessions) session.destroy() })
  return { url: await listenLocally(t, server, port), calls, behaviour }
}

function encoded (frame: Exclude<Frame, string>): Uint8Array {
  const isException = 'exception' in frame
  const kind = isException ? 'exception' : 'event'
  const type = isException ? frame.exception : frame.event
  const body = isException ? { message: `${type} as asked for` } : frame.body
  const headers = {
    ':message-type': header(kind),
    [`:${kind}-type`]: header(type),
    ':content-type': header('application/json')
  }
  return codec.encode({ headers, body: Buffer.from(JSON.stringify(body)) })
}
