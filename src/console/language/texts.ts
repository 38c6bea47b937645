import { en } from './en.ts'
import { es } from './es.ts'

export type Texts = typeof en

/** The first of the browser's languages that this page speaks. */
const spoken = navigator.languages.find((tag) => /^(es|en)\b/i.test(tag)) ?? 'en'

export const language = spoken.slice(0, 2).toLowerCase() === 'es' ? 'es' : 'en'
export const texts: Texts = language === 'es' ? es : en
