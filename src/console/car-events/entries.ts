import { stringify } from 'lossless-json'
import { parseLossless } from '../client/lossless.ts'
import { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'

export interface Entry {
  /** The line of the file, or the place in the list, from 1. */
  place: number
  text: string
}

/** The events of a file, each as the JSON text that it is: NDJSON as it is read, a JSON list or `{ "events": [...] }` whole. */
export async function * entriesOf (file: Blob): AsyncGenerator<Entry> {
  const whole = await documentOf(file)
  if (whole !== null) {
    for (const [index, event] of whole.entries()) yield { place: index + 1, text: stringify(event) ?? 'null' }
    return
  }
  let place = 0
  for await (const text of linesOf(file)) {
    place++
    if (text.trim() !== '') yield { place, text }
  }
}

/** The events of a file that is one JSON document; null for one that has an event a line. */
async function documentOf (file: Blob): Promise<unknown[] | null> {
  const head = (await file.slice(0, 65_536).text()).replace(/^\uFEFF/, '').trimStart()
  const isList = head.startsWith('[')
  const firstLine = parsed(head.split('\n', 1)[0] ?? '')
  if (!isList && firstLine !== undefined && listIn(firstLine) === null) return null
  const value = parsed((await file.text()).replace(/^\uFEFF/, ''))
  if (value !== undefined) return listIn(value) ?? [value]
  if (isList) throw new Problem({ error: 'invalid_request', message: texts.events.no_list, status: 0 })
  return null // whatever it is, the service names each line
}

function listIn (value: unknown): unknown[] | null {
  const events: unknown = typeof value === 'object' && value !== null && !Array.isArray(value) ? Reflect.get(value, 'events') : value
  return Array.isArray(events) ? events : null
}

/** The value of a JSON text; undefined where it is none. */
function parsed (text: string): unknown {
  try {
    return parseLossless(text)
  } catch {
    return undefined
  }
}

async function * linesOf (file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    const lines = `${rest}${value ?? ''}`.split('\n')
    rest = lines.pop() ?? ''
    yield * lines
    if (done) break
  }
  if (rest !== '') yield rest
}
