import { languageOf } from '../../../../language/detect.ts'
import { wordsOf, type Language, type Word } from '../../../../language/words.ts'
import type { Intent } from '../../concierge.ts'
import { classifyIntent } from '../../intents.ts'
import { extractEntities, presenceOf, type Entities } from './entities.ts'
import type { Gazetteer } from './gazetteer.ts'

/** What a message asks for, in the light of the one before it. */
export interface ParsedMessage {
  intent: Intent
  /** 0 to 1: how sure the intent is. */
  confidence: number
  entities: Entities
  language: Language
}

/** Beginnings and words by which a message goes on with the one before it. */
const followUps = [
  /^(and|y|e|also|tambien|what about|how about|que tal|que hay de|ahora|now|or|o|but|pero|instead|mejor)\b/,
  /\b(they|them|their|there|ellos|ellas|alli|ahi|su|sus)\b/
]
/** How sure an intent still is that was taken over from the message before. */
const followUpConfidence = 0.9
/** A follow-up of fewer words says too little to have a language of its own. */
const minWordsOfLanguage = 4

/**
 * What a message asks for. One that goes on with the last ("and in Boston?") takes over from `previous` what it does
 * not say itself; one that names something and nothing else keeps the last one's intent.
 */
export function parseMessage (
  message: string, previous: ParsedMessage | undefined, gazetteer: Gazetteer, now = new Date()
): ParsedMessage {
  const words = wordsOf(message)
  const guess = languageOf(message, previous?.language)
  const { entities, otherWords } = extractEntities(message, words, gazetteer, guess, now)
  // names are of no language
  const hasNames = otherWords.length < words.length
  const language = hasNames ? languageWithoutNames(message, otherWords, previous?.language ?? guess) : guess
  const { intent, confidence, hasTopic } = classifyIntent(otherWords, presenceOf(entities))
  const own: ParsedMessage = { intent, confidence, entities, language }
  if (previous === undefined || previous.intent === 'general_query') return own

  const text = words.map((word) => word.text).join(' ')
  const isFollowUp = followUps.some((pattern) => pattern.test(text))
  if (hasTopic && intent !== 'general_query') {
    return isFollowUp ? { ...own, entities: mergeEntities(previous.entities, entities) } : own
  }
  if (Object.keys(entities).length === 0) return own
  return {
    intent: previous.intent,
    confidence: Math.round(previous.confidence * followUpConfidence * 100) / 100,
    entities: mergeEntities(previous.entities, entities),
    language: isFollowUp && words.length < minWordsOfLanguage ? previous.language : language
  }
}

function languageWithoutNames (message: string, otherWords: readonly Word[], otherwise: Language): Language {
  const mark = /[¿¡]/.test(message) ? '¿' : ''
  return languageOf(`${mark}${otherWords.map(({ raw }) => raw).join(' ')}`, otherwise)
}

/** What is said now in place of the same before: another city is in another state, too. */
function mergeEntities (before: Entities, now: Entities): Entities {
  const { state, ...others } = before
  return { ...others, ...(now.city === undefined && state !== undefined && { state }), ...now }
}
