import { stemmer as stemEnglish } from '@orama/stemmers/english'
import { stemmer as stemSpanish } from '@orama/stemmers/spanish'
import { fold, type Language } from './words.ts'

/** The stem of a word (Snowball), folded, so that a word without its accents has the same one. */
export function stem (word: string, language: Language): string {
  const folded = fold(word)
  return language === 'es' ? stemSpanish(folded) : stemEnglish(folded)
}
