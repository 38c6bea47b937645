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

/**
 * The words of a text in their order: letters and digits, with what stands inside a word (`r&b`, `1.5`); apostrophes
 * are dropped (`what's` is `whats`).
 */
export function wordsOf (text: string): Word[] {
  return [...text.matchAll(wordPattern)].map(([raw]) => ({ raw, text: fold(raw).replaceAll(/['’]/g, '') }))
}

/** A text as its words, one space between them. */
export function normalized (text: string): string {
  return wordsOf(text).map(({ text }) => text).join(' ')
}
