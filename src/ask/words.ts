import { stem } from '../language/stems.ts'
import { fold, wordsOf } from '../language/words.ts'
import stopWordList from './stop-words.json' with { type: 'json' }

/** Words that carry no meaning of their own in names and questions, Spanish and English, folded. */
export const stopWords: ReadonlySet<string> = new Set(stopWordList)

/** An identifier or a phrase as its words: `CustomerID`, `fecha_nac` and "fecha de nac." all come apart. */
export function identifierWords (identifier: string): string[] {
  const apart = identifier
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/([A-Za-z])(\d)/g, '$1 $2')
  const spaced = apart.replaceAll(/[_\W]+/gu, (gap) => /[\p{L}\p{N}]/u.test(gap) ? gap : ' ')
  return wordsOf(spaced).map(({ text }) => text)
}

/**
 * The stems of a word, each with its language: a question may be in another one than the names of the database, and one
 * stem can be two words'.
 */
export function stemsOf (word: string): string[] {
  const folded = fold(word)
  return [`es:${stem(folded, 'es')}`, `en:${stem(folded, 'en')}`]
}
