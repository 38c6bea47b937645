import { stem } from '../language/stems.ts'
import { fold, wordsOf } from '../language/words.ts'

/** An identifier or a phrase as its words: `CustomerID`, `fecha_nac` and "fecha de nac." all come apart. */
export function identifierWords (identifier: string): string[] {
  const apart = identifier.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2').replaceAll(/([A-Za-z])(\d)/g, '$1 $2')
  return wordsOf(apart.replaceAll(/[_\W]+/gu, (gap) => /[\p{L}\p{N}]/u.test(gap) ? gap : ' ')).map(({ text }) => text)
}

/** The stems of a word, each with its language: a question may be in another one than the names of the database, and one stem can be two words'. */
export function stemsOf (word: string): string[] {
  const folded = fold(word)
  return [`es:${stem(folded, 'es')}`, `en:${stem(folded, 'en')}`]
}

/** Words that carry no meaning of their own in names and questions. */
export const fillers = new Set(('a about al an and are as at be been by con cual cuales cuando de del do does donde e el ella ellos en entre es esa ese eso esta este esto for fue fueron had has have haya he her his how i in is it its la las lo los ' +
  'me mi more most my no o of on or our para per por que quien quienes se ser si sin so son su sus that the than their them then there these they this those to u un una unas uno unos was we were what when where which who whose will with y you your').split(' '))
