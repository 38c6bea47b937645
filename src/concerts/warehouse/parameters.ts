import { fold } from '../../language/words.ts'

/** A text as the warehouse's statements compare it: without accents, capitals and spaces around it. */
export function foldText (text: string): string {
  return fold(text).replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** A filter as a parameter of a statement: `=` and the folded text, or `-` where there is none. */
export function toFilter (text: string | undefined): string {
  return text === undefined ? '-' : `=${foldText(text)}`
}

const separator = '\u001F'

/** Several texts as one parameter of a statement: U+001F around each, or `-` where there is none. */
export function joinList (texts: readonly string[]): string {
  return texts.length === 0 ? '-' : `${separator}${texts.join(separator)}${separator}`
}
