import { eld } from 'eld/small'
import greetings from './greetings.json' with { type: 'json' }
import type { Language } from './words.ts'

/** What people say in one word or two, which is too little for n-grams. */
const greetingOf: Record<Language, RegExp> = { en: patternOf(greetings.en), es: patternOf(greetings.es) }

eld.setLanguageSubset(['es', 'en'])

/**
 * The language of a message, by letters that only Spanish has and else by its n-grams; `otherwise` where it has too few
 * words to tell.
 */
export function languageOf (text: string, otherwise: Language = 'en'): Language {
  if (/[¿¡ñ]/i.test(text)) return 'es'
  const trimmed = text.trim()
  if (greetingOf.en.test(trimmed)) return 'en'
  if (greetingOf.es.test(trimmed)) return 'es'
  const { language } = eld.detect(text)
  return language === 'es' || language === 'en' ? language : otherwise
}

function patternOf (words: readonly string[]): RegExp {
  return new RegExp(`^(?:${words.join('|')})\\b`, 'i')
}
