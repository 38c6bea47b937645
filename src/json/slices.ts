/**
 * The text of each element of the JSON array `text`, as it was written: parsing and writing an element again
 * would round its large numbers. `text` must be valid JSON.
 */
export function arraySlices (text: string): string[] {
  return slices(text, text.indexOf('[')).map(([start, end]) => text.slice(start, end).trim())
}

/**
 * The text of the member `key` of the JSON object `text`, the last one where it is repeated; null where there is none.
 */
export function memberSlice (text: string, key: string): string | null {
  const place = memberPlace(text, key)
  return place === null ? null : text.slice(...place).trim()
}

/** Where the value of that member stands in `text`, with the blanks around it. */
export function memberPlace (text: string, key: string): [start: number, end: number] | null {
  let found: [number, number] | null = null
  for (const [start, end] of slices(text, text.indexOf('{'))) {
    const quote = text.indexOf('"', start)
    const nameEnd = endOfString(text, quote) + 1
    if (JSON.parse(text.slice(quote, nameEnd)) === key) found = [text.indexOf(':', nameEnd) + 1, end]
  }
  return found
}

/** Where the parts of the array or object that opens at `open` begin and end. */
function slices (text: string, open: number): [start: number, end: number][] {
  const found: [number, number][] = []
  let start = open + 1
  let level = 0
  for (let index = open; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) {
      index = endOfString(text, index)
    } else if (code === 0x5b || code === 0x7b) {
      level++
    } else if (code === 0x2c && level === 1) {
      found.push([start, index])
      start = index + 1
    } else if (code === 0x5d || code === 0x7d) {
      if (--level > 0) continue
      if (found.length > 0 || text.slice(start, index).trim() !== '') found.push([start, index])
      break
    }
  }
  return found
}

/** The index of the quote that ends the JSON string which begins at `start`. */
export function endOfString (text: string, start: number): number {
  for (let end = start + 1; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 0x22) return end
    if (code === 0x5c) end++
  }
  return text.length
}
