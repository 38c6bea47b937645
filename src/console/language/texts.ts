import { en, type Texts } from './en.ts'
import { es } from './es.ts'

/** The first of the browser's languages that this page speaks. */
const preferred = navigator.languages.find((tag) => /^(es|en)\b/i.test(tag)) ?? 'en'

export const language = preferred.slice(0, 2).toLowerCase() === 'es' ? 'es' : 'en'
export const texts: Texts = language === 'es' ? es : en
