import { languageOf } from '../../../language/detect.ts'
import { wordsOf, type Language } from '../../../language/words.ts'
import type { Intent } from '../concierge.ts'
import { judge } from '../intents.ts'
import { signsOf, understand, type Entities } from './entities.ts'
import type { Names } from './names.ts'

/** What a message means, in the light of the one before it. */
export interface Meaning {
  intent: Intent
  confidence: number
  entities: Entities
  language: Language
}

const goesOn = /^(and|y|e|also|tambien|what about|how about|que tal|que hay de|ahora|now|or|o|but|pero|instead|mejor)\b|\b(they|them|their|there|ellos|ellas|alli|ahi|su|sus)\b/
const likeness = 0.9

/** Understands a message. One that goes on with the last ("and in Boston?") takes over what it does not say itself. */
export function meaningOf (message: string, before: Meaning | undefined, names: Names, now = new Date()): Meaning {
  const words = wordsOf(message)
  const guess = languageOf(message, before?.language)
  const { entities, rest } = understand(message, words, names, guess, now)
  // names are of no language
  const language = rest.length === words.length ? guess : languageOf(`${/[¿¡]/.test(message) ? '¿' : ''}${rest.map(({ raw }) => raw).join(' ')}`, before?.language ?? guess)
  const { intent, confidence, isTold } = judge(rest, signsOf(entities))
  const own: Meaning = { intent, confidence, entities, language }
  if (before === undefined || before.intent === 'general_query') return own
  const hasNames = Object.keys(entities).length > 0
  const marked = goesOn.test(words.map(({ text }) => text).join(' '))
  if (isTold && intent !== 'general_query') return marked ? { ...own, entities: over(before.entities, entities) } : own
  if (!hasNames) return own
  return { intent: before.intent, confidence: Math.round(before.confidence * likeness * 100) / 100, entities: over(before.entities, entities), language: marked && words.length < 4 ? before.language : language }
}

/** What is said now in place of the same before: another city is in another state, too. */
function over (before: Entities, now: Entities): Entities {
  const { state, ...others } = before
  return { ...others, ...(now.city === undefined && state !== undefined && { state }), ...now }
}
