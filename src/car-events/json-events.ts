import { isUtf8 } from 'node:buffer'
import { InvalidInput } from '../errors.ts'
import type { EventText } from './ndjson.ts'

/** The document as a whole is not JSON, so that none of its events can be trusted. */
export class NotJson extends Error {
  constructor (reason: string) {
    super(`is not JSON: ${reason}`)
    this.name = 'NotJson'
  }
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const end = -1
const byteOrderMark = [0xef, 0xbb, 0xbf]
const maxNameBytes = 1024

/**
 * The texts of the events in one JSON document, which is an array of events or `{ "events": [...] }`, as they come and
 * in memory for one at a time. Only what stands around the events is read here: whether an event's own text is JSON is
 * for its reader to say. An event of more than `maxBytes` is reported and passed over. Throws NotJson at the first byte
 * that cannot be right, and InvalidInput for a document of another shape.
 */
export async function * readJsonEvents (
  source: AsyncIterable<Buffer>, maxBytes: number
): AsyncGenerator<EventText, void, undefined> {
  const input = new JsonInput(source)
  try {
    await input.skipByteOrderMark()
    const first = await input.peek()
    if (first === openBracket) yield * elements(input, maxBytes)
    else if (first === openBrace) yield * eventsMember(input, maxBytes)
    else await refuseOther(input)
    if (await input.peek() !== end) throw new NotJson('there is more text behind its end')
  } finally {
    await input.close()
  }
}

async function * elements (input: JsonInput, maxBytes: number): AsyncGenerator<EventText, void, undefined> {
  input.skip()
  if (await input.peek() === closeBracket) {
    input.skip()
    return
  }
  for (;;) {
    yield await input.readValue(maxBytes)
    const next = await input.take()
    if (next === closeBracket) return
    if (next !== comma) throw notExpected(next, 'a comma or the end of the array')
  }
}

/** The members of an object, of which there may be one: `events`, an array. */
async function * eventsMember (input: JsonInput, maxBytes: number): AsyncGenerator<EventText, void, undefined> {
  input.skip()
  if (await input.peek() === closeBrace) throw otherShape()
  let isRead = false
  for (;;) {
    const name = await readName(input)
    if (name !== 'events') throw new InvalidInput({ path: name, message: 'is not known here' })
    if (isRead) throw new InvalidInput({ path: name, message: 'is there twice' })
    isRead = true
    if (await input.peek() !== openBracket) throw otherShape()
    yield * elements(input, maxBytes)
    const next = await input.take()
    if (next === closeBrace) return
    if (next !== comma) throw notExpected(next, 'a comma or the end of the object')
  }
}

async function readName (input: JsonInput): Promise<string> {
  const first = await input.peek()
  if (first !== quote) throw notExpected(first, 'the name of a member')
  const name = await input.readValue(maxNameBytes)
  const next = await input.take()
  if (next !== colon) throw notExpected(next, 'a colon')
  if ('fault' in name) throw new InvalidInput({ path: '', message: `has a member whose name ${name.fault}` })
  return String(parse(name.text))
}

/** Any other value is refused, as JSON of another shape where it is JSON. */
async function refuseOther (input: JsonInput): Promise<never> {
  const value = await input.readValue(maxNameBytes)
  if ('text' in value) parse(value.text)
  throw otherShape()
}

function parse (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new NotJson(error instanceof Error ? error.message : String(error))
  }
}

function otherShape (): InvalidInput {
  return new InvalidInput({ path: '', message: 'must be an array of events or { "events": [...] }' })
}

function notExpected (byte: number, expected: string): NotJson {
  if (byte === end) return new NotJson(`it ends where ${expected} must be`)
  return new NotJson(`there is ${JSON.stringify(String.fromCharCode(byte))} where ${expected} must be`)
}

/** Bytes of JSON with a place in them. */
class JsonInput {
  readonly #chunks: AsyncIterator<Buffer>
  #chunk: Buffer = Buffer.alloc(0)
  #index = 0

  constructor (source: AsyncIterable<Buffer>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async close (): Promise<void> {
    await this.#chunks.return?.()
  }

  /** Whether there is a byte at the place; the next chunk is awaited for it. */
  async #hasByte (): Promise<boolean> {
    while (this.#index === this.#chunk.length) {
      const { done, value } = await this.#chunks.next()
      if (done === true) return false
      this.#chunk = value
      this.#index = 0
    }
    return true
  }

  /** The mark is not JSON (RFC 8259, section 8.1), but editors and spreadsheets write it. */
  async skipByteOrderMark (): Promise<void> {
    for (const [place, byte] of byteOrderMark.entries()) {
      if (await this.#hasByte() && this.#chunk[this.#index] === byte) this.#index++
      else if (place === 0) return
      else throw new NotJson('it begins with a part of a byte order mark')
    }
  }

  /** The next byte that is no blank, which stays where it is; -1 at the end. */
  async peek (): Promise<number> {
    while (await this.#hasByte()) {
      while (this.#index < this.#chunk.length && isBlank(this.#chunk[this.#index])) this.#index++
      const byte = this.#chunk[this.#index]
      if (byte !== undefined) return byte
    }
    return end
  }

  skip (): void {
    this.#index++
  }

  /** The next byte that is no blank; the place is behind it then. */
  async take (): Promise<number> {
    const byte = await this.peek()
    if (byte !== end) this.skip()
    return byte
  }

  /** The text of the value that begins here, up to what ends it. Throws NotJson where the bytes end within it. */
  async readValue (maxBytes: number): Promise<EventText> {
    await this.peek()
    const scan = new ValueScan()
    let parts: Buffer[] = []
    let bytes = 0
    while (!scan.isOver) {
      if (!await this.#hasByte()) {
        if (scan.isOpen) throw new NotJson('it ends in the middle')
        break
      }
      const start = this.#index
      this.#index = scan.read(this.#chunk, start)
      bytes += this.#index - start
      if (bytes <= maxBytes) parts.push(this.#chunk.subarray(start, this.#index))
      else parts = []
    }
    return bytes > maxBytes ? { fault: `is longer than ${maxBytes} bytes` } : { text: decode(parts) }
  }
}

/** Finds where a value ends, over any number of chunks: outside its brackets and its strings. */
class ValueScan {
  isOver = false
  #depth = 0
  #inString = false
  #isEscaped = false

  /** Whether the value cannot end here. */
  get isOpen (): boolean {
    return this.#depth > 0 || this.#inString
  }

  /** Where the value ends in the chunk, which is its length where it goes on. */
  read (chunk: Buffer, start: number): number {
    let index = start
    for (; index < chunk.length; index++) {
      if (this.#inString) {
        index = this.#endOfString(chunk, index)
        if (this.#inString) break
        continue
      }
      const byte = chunk[index]
      if (byte === quote) {
        this.#inString = true
      } else if (byte === openBracket || byte === openBrace) {
        this.#depth++
      } else if (byte === closeBracket || byte === closeBrace) {
        if (this.#depth === 0) break
        this.#depth--
      } else if (this.#depth === 0 && (byte === comma || byte === colon || isBlank(byte))) {
        break
      }
    }
    this.isOver = index < chunk.length
    return index
  }

  /** The index of the quote that ends the string which the scan is in, or the chunk's last one. */
  #endOfString (chunk: Buffer, start: number): number {
    let index = start
    for (; index < chunk.length; index++) {
      const byte = chunk[index]
      if (this.#isEscaped) this.#isEscaped = false
      else if (byte === backslash) this.#isEscaped = true
      else if (byte === quote) break
    }
    this.#inString = index === chunk.length
    return index
  }
}

function isBlank (byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function decode (parts: Buffer[]): string {
  const bytes = parts.length === 1 ? parts[0] ?? Buffer.alloc(0) : Buffer.concat(parts)
  if (!isUtf8(bytes)) throw new NotJson('it is not UTF-8')
  return bytes.toString()
}
