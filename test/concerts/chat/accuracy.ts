import { readFileSync } from 'node:fs'
import type { Intent } from '../../../src/concerts/concierge/concierge.ts'
import { meaningOf, type Meaning } from '../../../src/concerts/concierge/embedded/conversation.ts'
import type { Names } from '../../../src/concerts/concierge/embedded/names.ts'

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
  return readFileSync(new URL('./questions.ndjson', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Question)
}

/** What of a question was not understood as it should have been; empty: it was. */
export function faultsOf ({ message, language, intent, entities, after }: Question, names: Names): string[] {
  const before = after === undefined ? undefined : meaningOf(after, undefined, names)
  const meaning = meaningOf(message, before, names)
  const found = namesOf(meaning)
  // a period is looked at where one day is expected, the others are relative to today
  const kinds = ['artist', 'venue', 'city', 'state', 'genre', 'venue_type', 'price', ...('date' in entities ? ['date'] : [])]
  const expected: Record<string, unknown> = { ...entities, price: entities['price'] ?? entities['max_price'] }
  return [
    ...(meaning.intent === intent ? [] : [`intent ${meaning.intent}, not ${intent}`]),
    ...(meaning.language === language ? [] : [`language ${meaning.language}`]),
    ...kinds.filter((kind) => JSON.stringify(found[kind]) !== JSON.stringify(expected[kind])).map((kind) => `${kind} ${JSON.stringify(found[kind])}, not ${JSON.stringify(expected[kind])}`)
  ]
}

function namesOf ({ entities: { artists, venues, city, state, genres, venueType, period, price } }: Meaning): Record<string, unknown> {
  return { artist: artists?.[0]?.name, venue: venues?.[0]?.name, city, state, genre: genres, venue_type: venueType, date: period?.from, price }
}
