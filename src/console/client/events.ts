import { EventSourceParserStream } from 'eventsource-parser/stream'
import { broken, send } from './client.ts'
import { parseLossless } from './lossless.ts'
import { problemOf } from './problem.ts'

export interface ServerSentEvent {
  event: string
  data: unknown
}

/**
 * Posts `body` and yields the server-sent events of the answer as they come, the last of them `done`. An event
 * `error`, and a stream that ends before its `done`, are thrown as Problems.
 */
export async function * eventsOf (path: string, body: object, signal: AbortSignal): AsyncGenerator<ServerSentEvent> {
  const response = await send(path, {
    method: 'POST', body: JSON.stringify(body), signal, headers: { 'content-type': 'application/json', accept: 'text/event-stream' }
  })
  if (response.body === null) throw broken()
  const reader = response.body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).pipeThrough(new EventSourceParserStream()).getReader()
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => { throw signal.aborted ? error : broken() })
    if (done) throw broken()
    const { event = 'message', data: text } = value
    const data = parseLossless(text)
    if (event === 'error') throw problemOf(data, response)
    yield { event, data }
    if (event === 'done') return
  }
}
