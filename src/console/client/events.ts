import { EventSourceParserStream } from 'eventsource-parser/stream'
import { parseLossless } from '../../json/lossless.ts'
import { answerBrokeOff, send } from './client.ts'
import { problemOf } from './problem.ts'

/** An event of one route by its name and its data; null for one that the page has no use for. Throws for wrong data. */
export type ParseEvent<Event> = (event: string, data: unknown) => Event | null

/**
 * Posts `body` and yields the server-sent events of the answer as they come, the last of them `done`. An event
 * `error`, and a stream that ends before its `done`, are thrown as Problems.
 */
export async function * eventsOf<Event> (
  path: string, body: object, parse: ParseEvent<Event>, signal: AbortSignal
): AsyncGenerator<Event> {
  const response = await send(path, {
    method: 'POST',
    body: JSON.stringify(body),
    signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' }
  })
  if (response.body === null) throw answerBrokeOff()
  const texts = response.body.pipeThrough(new TextDecoderStream())
  const reader = texts.pipeThrough(new EventSourceParserStream()).getReader()
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      throw signal.aborted ? error : answerBrokeOff()
    })
    if (done) throw answerBrokeOff()
    const { event: name = 'message', data: text } = value
    const data = parseLossless(text)
    if (name === 'error') throw problemOf(data, response)
    const event = parse(name, data)
    if (event !== null) yield event
    if (name === 'done') return
  }
}
