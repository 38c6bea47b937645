import { stem } from '../../language/stems.ts'
import { isTypo } from '../../language/typos.ts'
import type { Language, Word } from '../../language/words.ts'
import type { Intent } from './concierge.ts'
import entityWeights from './entity-weights.json' with { type: 'json' }
import fillerRequests from './filler-requests.json' with { type: 'json' }
import intentWords from './intent-words.json' with { type: 'json' }

/** What a message can be about. In a tie the first one wins. */
const topics = [
  'artist_lookup',
  'venue_search',
  'concert_recommendation',
  'ticket_prediction',
  'data_analysis'
] as const satisfies readonly Intent[]
type Topic = typeof topics[number]

const languages = ['en', 'es'] as const satisfies readonly Language[]

/**
 * How much a word says for a topic: 4 whatever else is named, 3 it is about nothing else, 2 it mostly is, 1 it may be.
 * A word and its forms have one stem, so that the file needs only one of them.
 */
const weightsByWord: Record<Language, Record<string, Partial<Record<Topic, number>>>> = intentWords

/** How much it says for a topic that a message names something; `artist+venue` weighs where both are named. */
const weightsByEntity: Record<Topic, Record<string, number>> = entityWeights

interface Phrase {
  topic: Topic
  weight: number
  /** Any of these; each pattern matches folded text. */
  patterns: RegExp[]
}

const phrases: Phrase[] = [
  {
    topic: 'artist_lookup',
    weight: 1.5,
    patterns: [
      /\b(tell me about|info(rmation)? (on|about)|describe)\b/,
      /\b(what do you know (of|about)|who (is|are|was|were))\b/
    ]
  },
  {
    topic: 'artist_lookup',
    weight: 1.5,
    patterns: [
      /\b(hablame (de|sobre)|cuentame (de|sobre|mas)|informacion (de|sobre|acerca))\b/,
      /\b(que sabes (de|sobre)|quien(es)? (es|son|era|eran))\b/
    ]
  },
  {
    topic: 'concert_recommendation',
    weight: 2,
    patterns: [/\b(whats on|what is on|what should i see|going on|que hay para ver)\b/]
  },
  {
    topic: 'ticket_prediction',
    weight: 2,
    patterns: [
      /\b(how many (tickets|people)|sell out)\b/,
      /\b(cuant[oa]s? (boletos|entradas|tickets|gente|personas))\b/
    ]
  },
  {
    topic: 'venue_search',
    weight: 3,
    patterns: [
      /\b((concert|music) (halls?|venues?|places?))\b/,
      /\b((lugares?|salas?|recintos?|sitios?|foros?) (para|de) (conciertos?|musica))\b/
    ]
  },
  {
    topic: 'data_analysis',
    weight: 2,
    patterns: [/\bmas llen[oa]s?\b/]
  },
  {
    topic: 'venue_search',
    weight: 3,
    patterns: [/\b(how (big|large)|que tan grande|cuanta gente cabe|cuantas personas caben)\b/]
  }
]

const greetings = [
  /^(hi|hello|hey|good (morning|afternoon|evening)|hola|buen[oa]s (dias|tardes|noches)|saludos)\b/,
  /\b(thanks|thank you|gracias|bye|goodbye|adios|hasta luego)\b/
]

/** "Show me the …" and its like ask for anything, so that their words say nothing; longer ones are tried first. */
const fillerVerbs = fillerRequests.verbs.toSorted((a, b) => b.length - a.length).join('|')
const fillerRequest = new RegExp(`\\b(${fillerVerbs})(?= (?:${fillerRequests.objects.join('|')})\\b)`, 'g')

/** Below this a message says nothing that its intent could be told by. */
const minScore = 1.5
const greetingConfidence = 0.9
/** From this score on a message that greets asks for something, too. */
const minScoreBesideGreeting = 3

const weightsByStem = indexByStem()
const stems = [...weightsByStem.keys()]

function indexByStem (): Map<string, Map<Topic, number>> {
  const index = new Map<string, Map<Topic, number>>()
  for (const language of languages) {
    for (const [word, weights] of Object.entries(weightsByWord[language])) {
      const key = keyOf(word, language)
      const known = index.get(key) ?? new Map<Topic, number>()
      for (const topic of topics) {
        const weight = weights[topic]
        if (weight !== undefined) known.set(topic, Math.max(known.get(topic) ?? 0, weight))
      }
      index.set(key, known)
    }
  }
  return index
}

function keyOf (word: string, language: Language): string {
  return `${language}:${stem(word, language)}`
}

/** What of an intent is said by names and numbers in a message rather than by its words. */
export interface EntityPresence {
  artist?: boolean
  venue?: boolean
  city?: boolean
  genre?: boolean
  price?: boolean
  period?: boolean
}

export interface Classification {
  intent: Intent
  /** 0 to 1. */
  confidence: number
  /** Whether the words of the message said anything about concerts, or greeted. */
  hasTopic: boolean
}

/**
 * The intent of a message: the sum of what its words say (whole words by their stems, in both languages, with
 * typing errors), of its phrases, and of what it names. confidence = the softmax of the sums; 0.9 for a greeting.
 */
export function classifyIntent (words: readonly Word[], presence: EntityPresence = {}): Classification {
  const text = words.map(({ text }) => text).join(' ').replaceAll(fillerRequest, '').trim()
  const said = scoreText(text)
  const scores = topics.map((topic) => ({ topic, score: presenceScore(topic, presence) + (said.get(topic) ?? 0) }))
  const best = scores.reduce((first, other) => other.score > first.score ? other : first)
  if (best.score < minScoreBesideGreeting && greetings.some((greeting) => greeting.test(text))) {
    return { intent: 'general_query', confidence: greetingConfidence, hasTopic: true }
  }
  const sum = scores.reduce((total, { score }) => total + Math.exp(score), 0)
  if (best.score < minScore) {
    const own = Math.exp(minScore)
    return { intent: 'general_query', confidence: roundShare(own / (sum + own)), hasTopic: false }
  }
  return { intent: best.topic, confidence: roundShare(Math.exp(best.score) / sum), hasTopic: said.size > 0 }
}

/** What the words and phrases of a folded text say for each topic that they say anything for. */
function scoreText (text: string): Map<Topic, number> {
  const scores = new Map<Topic, number>()
  const add = (topic: Topic, weight: number) => scores.set(topic, (scores.get(topic) ?? 0) + weight)
  for (const word of new Set(text.split(' ').filter((word) => word.length > 1))) {
    for (const [topic, weight] of weightsOf(word)) add(topic, weight)
  }
  for (const { topic, weight, patterns } of phrases) {
    if (patterns.some((pattern) => pattern.test(text))) add(topic, weight)
  }
  return scores
}

function weightsOf (word: string): Map<Topic, number> {
  const found = new Map<Topic, number>()
  const keys = languages.map((language) => keyOf(word, language))
  const known = keys.filter((key) => weightsByStem.has(key))
  for (const key of known.length > 0 ? known : stems.filter((key) => keys.some((own) => isTypoOfKey(own, key)))) {
    for (const [topic, weight] of weightsByStem.get(key) ?? []) {
      found.set(topic, Math.max(found.get(topic) ?? 0, weight))
    }
  }
  return found
}

/** Whether one key is the other, of the same language, with a typing error in its stem. */
function isTypoOfKey (written: string, meant: string): boolean {
  const [language, stem] = [meant.slice(0, 3), meant.slice(3)]
  return written.startsWith(language) && isTypo(written.slice(3), stem)
}

/** Whether a word says something for an intent, so that it is no name by itself. */
export function isIntentWord (word: string): boolean {
  return languages.some((language) => weightsByStem.has(keyOf(word, language)))
}

function presenceScore (topic: Topic, presence: EntityPresence): number {
  const named = new Set(Object.entries(presence).filter(([, isNamed]) => isNamed).map(([name]) => name))
  return Object.entries(weightsByEntity[topic])
    .filter(([names]) => names.split('+').every((name) => named.has(name)))
    .reduce((sum, [, weight]) => sum + weight, 0)
}

function roundShare (share: number): number {
  return Math.round(share * 100) / 100
}
