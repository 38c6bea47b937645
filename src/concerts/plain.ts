import { fold } from '../language/words.ts'

/** A text as the warehouse's statements compare it: without accents, capitals and spaces around it. */
export function plain (text: string): string {
  return fold(text).replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** A filter for a statement: `=` and the text, or `-` where there is none. */
export function filter (text: string | undefined): string {
  return text === undefined ? '-' : `=${plain(text)}`
}

const separator = '\u001F'

/** Several texts as one parameter of a statement: U+001F around each, or `-` where there is none. */
export function listed (texts: readonly string[]): string {
  return texts.length === 0 ? '-' : `${separator}${texts.join(separator)}${separator}`
}

/** A date as 2024-01-31, `days` after the day that `now` is in UTC. */
export function dayAfter (now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
