import { distance } from 'fastest-levenshtein'

/**
 * Whether one text is the other with a typing error: one edit up to eight letters, two in longer ones, none below five.
 * Neighbours that changed places are one edit.
 */
export function isTypo (written: string, meant: string): boolean {
  const length = Math.min(written.length, meant.length)
  const allowed = allowedEdits(length)
  if (allowed === 0 || Math.abs(written.length - meant.length) > allowed || written[0] !== meant[0]) return false
  const edits = distance(written, meant)
  return edits <= allowed || (edits === allowed + 1 && hasSwap(written, meant))
}

function allowedEdits (length: number): number {
  if (length < 5) return 0
  return length < 9 ? 1 : 2
}

function hasSwap (written: string, meant: string): boolean {
  for (let place = 0; place + 1 < written.length; place++) {
    if (written[place] === meant[place]) continue
    return written[place] === meant[place + 1] && written[place + 1] === meant[place]
  }
  return false
}
