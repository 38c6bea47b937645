import type { Period } from '../../../../language/periods/calendar.ts'
import { periodsIn } from '../../../../language/periods.ts'
import type { Language, Word } from '../../../../language/words.ts'
import type { EntityPresence } from '../../intents.ts'
import countWords from './count-words.json' with { type: 'json' }
import type { EntityKind, Gazetteer, NamedEntity } from './gazetteer.ts'
import { findMentions } from './mentions.ts'

/** What a message names. A name that several have means all of them. */
export interface Entities {
  artists?: NamedEntity[]
  venues?: NamedEntity[]
  city?: string
  state?: string
  genres?: string[]
  venueType?: string
  period?: Period
  /** A price in the warehouse's currency. */
  price?: number
  count?: number
}

export interface Extraction {
  entities: Entities
  /** The words that are no part of a name. */
  otherWords: Word[]
}

const amount = String.raw`(\d{1,6}(?:[.,]\d{1,2})?)`
const currency = String.raw`(?:dollars?|d[oó]lares?|usd|bucks|\$)`
const upTo = '(?:under|below|less than|at most|no more than|up to|cheaper than|menos de|m[aá]ximo|hasta|no m[aá]s de)'
const prices = [
  new RegExp(String.raw`(?:US)?\$\s?${amount}`, 'i'),
  new RegExp(String.raw`${amount}\s?${currency}`, 'i'),
  new RegExp(String.raw`${upTo}\s+${amount}(?![\d-])`, 'i')
]
const counts = [
  new RegExp(String.raw`\b(?:${countWords.before.join('|')})\s+(\d{1,2})\b`, 'i'),
  new RegExp(String.raw`\b(\d{1,2})\s+(?:${countWords.after.join('|')})\b`, 'i')
]
const pastWord = /\b(last|past|previous|pasad[oa]s?|[uú]ltim[oa]s?)\b/i

/** Finds artists, venues, places, genres, kinds of venues, a period, a price and a number of answers in a message. */
export function extractEntities (
  message: string, words: readonly Word[], gazetteer: Gazetteer, language: Language, now: Date
): Extraction {
  const mentions = findMentions(words, gazetteer)
  const mentionsOf = (wanted: EntityKind) => mentions.filter(({ entities: [{ kind }] }) => kind === wanted)
  const first = (wanted: EntityKind) => mentionsOf(wanted)[0]?.entities
  const [artists, venues, city, state] = [first('artist'), first('venue'), first('city'), first('state')]
  const type = first('venue_type')
  const genres = [...new Set(mentionsOf('genre').map(({ entities: [{ name }] }) => name))]
  const toward = pastWord.test(message) ? 'past' : 'future'
  const [period] = periodsIn(words, { now, toward, dayFirst: language === 'es' })
  const price = firstNumber(message, prices)
  const count = firstNumber(message, counts)
  const isName = (place: number) => mentions.some(({ start, end, entities: [{ kind }] }) => {
    return kind !== 'venue_type' && place >= start && place < end
  })
  return {
    entities: {
      ...(artists !== undefined && { artists }),
      ...(venues !== undefined && { venues }),
      ...(city !== undefined && { city: city[0].name }),
      ...(state !== undefined && { state: state[0].name }),
      ...(genres.length > 0 && { genres }),
      ...(type !== undefined && { venueType: type[0].name }),
      ...(period !== undefined && { period: { from: period.from, to: period.to } }),
      ...(price !== undefined && { price }),
      ...(count !== undefined && count > 0 && { count })
    },
    otherWords: words.filter((_word, place) => !isName(place))
  }
}

/** Which kinds of things are named, for the message's intent. */
export function presenceOf ({ artists, venues, city, state, genres, price, period }: Entities): EntityPresence {
  return {
    artist: artists !== undefined,
    venue: venues !== undefined,
    city: city !== undefined || state !== undefined,
    genre: genres !== undefined,
    price: price !== undefined,
    period: period !== undefined
  }
}

function firstNumber (message: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const text = pattern.exec(message)?.[1]
    if (text !== undefined) return Number(text.replace(',', '.'))
  }
  return undefined
}
