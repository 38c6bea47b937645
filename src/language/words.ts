import { distance } from 'fastest-levenshtein'

export type Language = 'es' | 'en'

/** A word of a message: as it was written, and folded, which is how words are compared. */
export interface Word {
  raw: string
  text: string
}

const accents = /\p{Mn}/gu
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’&.][\p{L}\p{M}\p{N}]+)*/gu

/** A text without accents and capitals. */
export function fold (text: string): string {
  return text.normalize('NFD').replaceAll(accents, '').toLowerCase()
}

/** The words of a text in their order: letters and digits, with what stands inside a word (`r&b`, `1.5`); apostrophes are dropped (`what's` is `whats`). */
export function wordsOf (text: string): Word[] {
  return [...text.matchAll(wordPattern)].map(([raw]) => ({ raw, text: fold(raw).replaceAll(/['’]/g, '') }))
}

/** A text as its words, one space between them. */
export function normalized (text: string): string {
  return wordsOf(text).map(({ text }) => text).join(' ')
}

/** Whether one text is the other with a typing error: one edit up to eight letters, two in longer ones, none below five. Neighbours that changed places are one edit. */
export function isTypo (written: string, meant: string): boolean {
  const length = Math.min(written.length, meant.length)
  const allowed = length < 5 ? 0 : length < 9 ? 1 : 2
  if (allowed === 0 || Math.abs(written.length - meant.length) > allowed || written[0] !== meant[0]) return false
  const edits = distance(written, meant)
  return edits <= allowed || (edits === allowed + 1 && hasSwap(written, meant))
}

function hasSwap (written: string, meant: string): boolean {
  for (let place = 0; place + 1 < written.length; place++) {
    if (written[place] === meant[place]) continue
    return written[place] === meant[place + 1] && written[place + 1] === meant[place]
  }
  return false
}
