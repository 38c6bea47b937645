import { arraySlices, memberSlice } from '../../json/slices.ts'
import { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'

export interface Entry {
  /** The line of the file, or the position in the list, from 1. */
  position: number
  text: string
}

/**
 * The events of a file, each as the JSON text that it is: NDJSON as it is read, a JSON list or `{ "events": [...] }`
 * whole. Throws a Problem for a file that is not UTF-8, or a list that is no JSON.
 */
export async function * readEntries (file: Blob): AsyncGenerator<Entry> {
  const whole = await readDocument(file)
  if (whole !== null) {
    for (const [index, event] of whole.entries()) yield { position: index + 1, text: toOneLine(event) }
    return
  }
  let position = 0
  for await (const text of readLines(file)) {
    position++
    if (text.trim() !== '') yield { position, text }
  }
}

/** The events of a file that is one JSON document; null for one that has an event a line. */
async function readDocument (file: Blob): Promise<string[] | null> {
  const head = (await file.slice(0, 65_536).text()).replace(/^\uFEFF/, '').trimStart()
  const isList = head.startsWith('[')
  const firstLine = head.split('\n', 1)[0] ?? ''
  if (!isList && isJson(firstLine) && !/^\{\s*"events"\s*:\s*\[/.test(firstLine)) return null
  const text = await decodeUtf8(file)
  if (isJson(text)) return isList ? arraySlices(text) : eventSlices(text)
  if (isList) throw new Problem({ error: 'invalid_request', message: texts.events.no_list, status: 0 })
  return null // whatever it is, the service names each line
}

function eventSlices (text: string): string[] {
  const events = memberSlice(text, 'events')
  return events?.startsWith('[') === true ? arraySlices(events) : [text]
}

/** JSON has line breaks only where a blank may be. */
function toOneLine (json: string): string {
  return json.replaceAll(/[\r\n]+/g, ' ')
}

function isJson (text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function decodeUtf8 (file: Blob): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch (error) {
    throw notUtf8(error)
  }
}

async function * readLines (file: Blob): AsyncGenerator<string> {
  const reader = file.stream().pipeThrough(new TextDecoderStream('utf-8', { fatal: true })).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => { throw notUtf8(error) })
    const lines = `${rest}${value ?? ''}`.split('\n')
    rest = lines.pop() ?? ''
    yield * lines
    if (done) break
  }
  if (rest !== '') yield rest
}

function notUtf8 (error: unknown): Problem {
  return new Problem({ error: 'invalid_request', message: `${texts.events.not_utf8} ${String(error)}`, status: 0 })
}
