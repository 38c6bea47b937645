import { endOfString } from './slices.ts'

/** How many levels deep the JSON of a request may be nested: far more than anybody means, and safe to walk. */
export const maxJsonDepth = 1000

/** Whether the brackets of a text open more than `maxDepth` levels; the text need not be JSON. */
export function isDeeperThan (text: string, maxDepth: number): boolean {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) index = endOfString(text, index)
    else if (code === 0x5b || code === 0x7b) depth++
    else if (code === 0x5d || code === 0x7d) depth--
    if (depth > maxDepth) return true
  }
  return false
}
