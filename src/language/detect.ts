import { eld } from 'eld/small'
import type { Language } from './words.ts'

/** What people say in one word or two, which is too little for n-grams. */
const greetings: [RegExp, Language][] = [[/^(hi|hello|hey|thanks|thank you|bye|goodbye|yes|no thanks)\b/i, 'en'], [/^(hola|gracias|muchas gracias|adi[oó]s|s[ií]|chao)\b/i, 'es']]

eld.setLanguageSubset(['es', 'en'])

/** The language of a message, by letters that only Spanish has and else by its n-grams; `otherwise` where it has too few words to tell. */
export function languageOf (text: string, otherwise: Language = 'en'): Language {
  if (/[¿¡ñ]/i.test(text)) return 'es'
  const [, greeting] = greetings.find(([pattern]) => pattern.test(text.trim())) ?? []
  if (greeting !== undefined) return greeting
  const { language } = eld.detect(text)
  return language === 'es' || language === 'en' ? language : otherwise
}
