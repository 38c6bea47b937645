import { periodsIn, type Period } from '../../../language/periods.ts'
import type { Language, Word } from '../../../language/words.ts'
import type { Signs } from '../intents.ts'
import { mentionsIn, type Named, type Names } from './names.ts'

/** What a message names. A name that several have means all of them. */
export interface Entities {
  artists?: Named[]
  venues?: Named[]
  city?: string
  state?: string
  genres?: string[]
  venueType?: string
  period?: Period
  /** A price in the warehouse's currency. */
  price?: number
  count?: number
}

export interface Understood {
  entities: Entities
  /** The words that are no part of a name. */
  rest: Word[]
}

const amount = String.raw`(\d{1,6}(?:[.,]\d{1,2})?)`
const prices = [
  new RegExp(String.raw`(?:US)?\$\s?${amount}`, 'i'),
  new RegExp(String.raw`${amount}\s?(?:dollars?|d[oó]lares?|usd|bucks|\$)`, 'i'),
  new RegExp(String.raw`(?:under|below|less than|at most|no more than|up to|cheaper than|menos de|m[aá]ximo|hasta|no m[aá]s de)\s+${amount}(?![\d-])`, 'i')
]
const counts = [
  /\b(?:top|best|first|mejores|primer[oa]s|los|las|the)\s+(\d{1,2})\b/i,
  /\b(\d{1,2})\s+(?:best|top|most|largest|biggest|mejores|m[aá]s|venues?|artists?|bands?|concerts?|shows?|recintos|lugares|artistas|bandas|conciertos|estadios|arenas|teatros)\b/i
]

/** Finds artists, venues, places, genres, kinds of venues, a period, a price and a number of answers in a message. */
export function understand (message: string, words: readonly Word[], names: Names, language: Language, now: Date): Understood {
  const mentions = mentionsIn(words, names)
  const of = (wanted: string) => mentions.filter(({ meant: [{ kind }] }) => kind === wanted)
  const first = (wanted: string) => of(wanted)[0]?.meant
  const isPast = /\b(last|past|previous|pasad[oa]s?|[uú]ltim[oa]s?)\b/i.test(message)
  const [period] = periodsIn(words, { now, toward: isPast ? 'past' : 'future', dayFirst: language === 'es' })
  const price = firstNumber(message, prices)
  const count = firstNumber(message, counts)
  const genres = [...new Set(of('genre').map(({ meant: [{ name }] }) => name))]
  const [artists, venues, city, state, type] = [first('artist'), first('venue'), first('city'), first('state'), first('venue_type')]
  const isName = (place: number) => mentions.some(({ start, end, meant: [{ kind }] }) => kind !== 'venue_type' && place >= start && place < end)
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
    rest: words.filter((_word, place) => !isName(place))
  }
}

export function signsOf ({ artists, venues, city, state, genres, price, period }: Entities): Signs {
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
