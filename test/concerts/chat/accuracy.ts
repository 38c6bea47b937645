import { readFileSync } from 'node:fs'
import type { Intent } from '../../../src/concerts/concierge/concierge.ts'
import { parseMessage, type ParsedMessage } from '../../../src/concerts/concierge/embedded/parse/message.ts'
import type { Gazetteer } from '../../../src/concerts/concierge/embedded/parse/gazetteer.ts'

export interface Question {
  message: string
  language: 'es' | 'en'
  intent: Intent
  entities: Record<string, unknown>
  /** The message before it, where it goes on with one. */
  after?: string
  /** Whether it was kept aside while the concierge was built. */
  aside: boolean
}

export function readQuestions (): Question[] {
  const text = readFileSync(new URL('./questions.ndjson', import.meta.url), 'utf8')
  return text.trim().split('\n').map((line) => JSON.parse(line) as Question)
}

/** What of a question was not understood as it should have been; empty: it was. */
export function faultsOf (question: Question, gazetteer: Gazetteer): string[] {
  const { message, language, intent, entities, after } = question
  const previous = after === undefined ? undefined : parseMessage(after, undefined, gazetteer)
  const parsed = parseMessage(message, previous, gazetteer)
  const found = namesOf(parsed)
  // a period is looked at where one day is expected, the others are relative to today
  const dated = 'date' in entities ? ['date'] : []
  const kinds = ['artist', 'venue', 'city', 'state', 'genre', 'venue_type', 'price', ...dated]
  const expected: Record<string, unknown> = { ...entities, price: entities['price'] ?? entities['max_price'] }
  const faults = kinds.flatMap((kind) => {
    const [own, wanted] = [JSON.stringify(found[kind]), JSON.stringify(expected[kind])]
    return own === wanted ? [] : [`${kind} ${own}, not ${wanted}`]
  })
  return [
    ...(parsed.intent === intent ? [] : [`intent ${parsed.intent}, not ${intent}`]),
    ...(parsed.language === language ? [] : [`language ${parsed.language}`]),
    ...faults
  ]
}

function namesOf ({ entities }: ParsedMessage): Record<string, unknown> {
  const { artists, venues, city, state, genres, venueType, period, price } = entities
  return {
    artist: artists?.[0]?.name,
    venue: venues?.[0]?.name,
    city,
    state,
    genre: genres,
    venue_type: venueType,
    date: period?.from,
    price
  }
}
