import { isUtf8 } from 'node:buffer'

/** The text of one event of many, or why it cannot be read. */
export type EventText = { text: string } | { fault: string }

const newline = 0x0a

/**
 * The lines of a stream of bytes, empty ones left out, in memory for one line at a time. A line that is longer
 * than `maxBytes` or not UTF-8 is reported and passed over; the lines behind it are read.
 */
export async function * readLines (source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<EventText> {
  let parts: Buffer[] = []
  let bytes = 0
  const add = (part: Buffer) => {
    bytes += part.length
    if (bytes <= maxBytes) parts.push(part)
    else parts = []
  }
  const take = (): EventText | null => {
    const line = bytes > maxBytes ? { fault: `is longer than ${maxBytes} bytes` } : decode(parts)
    parts = []
    bytes = 0
    return line
  }
  for await (const chunk of source) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end))
      start = end + 1
      const line = take()
      if (line !== null) yield line
    }
    add(chunk.subarray(start))
  }
  const last = take()
  if (last !== null) yield last
}

function decode (parts: Buffer[]): EventText | null {
  const line = parts.length === 1 ? parts[0] ?? Buffer.alloc(0) : Buffer.concat(parts)
  if (!isUtf8(line)) return { fault: 'is not UTF-8' }
  const text = line.toString().trim()
  return text === '' ? null : { text }
}
