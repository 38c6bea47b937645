import { dayAfter, filter, listed, plain } from '../plain.ts'
import { statementFile } from '../../postgres/statement-file.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { RecommendationsRequest, RecommendationType } from './schema.ts'

const statement = statementFile(new URL('./recommend.sql', import.meta.url))
const noPriceLimit = -1
const lastDay = '9999-12-31'

type ConcertRow = {
  concert_id: string
  artist_name: string
  genre: string
  artist_popularity: number
  venue_name: string
  city: string
  state: string
  capacity: number
  event_date: string
  score: number
  /** 1 an artist that was named, 0.8 a main genre that was, 0.6 another genre, 0 none. */
  preference: number
  /** The share of the customer's tickets that went to this main genre. */
  taste: number
  /** 1 where the customer has bought tickets for this artist. */
  seen: number
  /** Tickets that the customer has bought, as far as the warehouse knows. */
  tickets: number
  days: number
}

export type Recommendation = Omit<ConcertRow, 'preference' | 'taste' | 'seen' | 'tickets' | 'days'> & { reasoning: string }

/**
 * Scheduled concerts that fit, the best first. score = 0.45 popularity / 100 + 0.2 × 30 / (30 + days until then)
 * + 0.35 match, where match is: the preference (see ConcertRow); 0.75 taste + 0.25 seen for a customer with
 * purchases; 0.4 preference + 0.45 taste + 0.15 seen for both; popularity / 100 for neither. Errors: the warehouse's.
 */
export async function recommend (warehouse: Warehouse, request: RecommendationsRequest, signal: AbortSignal, now = new Date()) {
  const { user_id: customer, artist_preferences: preferences = [], location, top_n: topN, from, to, max_price: maxPrice } = request
  const wanted = preferences.map(plain).filter((preference) => preference !== '')
  const today = dayAfter(now, 0)
  const rows = await warehouse.query<ConcertRow>({
    sql: statement(),
    parameters: {
      customer: customer === undefined ? '-' : `=${customer}`,
      preferences: listed(wanted),
      location: filter(location?.split(',').map((part) => part.trim()).join(', ')),
      top_n: topN,
      today,
      from_date: from !== undefined && from > today ? from : today,
      to_date: to ?? lastDay,
      max_price: maxPrice ?? noPriceLimit
    }
  }, signal)
  const personal = rows.some(({ tickets }) => tickets > 0)
  return {
    recommendations: rows.map(({ preference, taste, seen, tickets, days, ...concert }) => ({
      ...concert, reasoning: reasonsOf({ ...concert, preference, taste, seen, tickets, days }, location)
    })),
    type: typeOf(wanted.length > 0, location !== undefined, personal)
  }
}

function typeOf (byGenre: boolean, byLocation: boolean, personal: boolean): RecommendationType {
  if (personal) return 'personalised'
  if (byGenre) return byLocation ? 'genre_location_filtered' : 'genre_filtered'
  return byLocation ? 'location_filtered' : 'content_based'
}

function reasonsOf ({ artist_name: artist, genre, artist_popularity: popularity, city, preference, taste, seen, days }: ConcertRow, location: string | undefined): string {
  const [mainGenre = '', ...otherGenres] = genre.split('|')
  const reasons = [
    preference === 1 && `you named ${artist}`,
    preference === 0.8 && `${mainGenre}, as you like`,
    preference === 0.6 && `${artist} also plays ${otherGenres.join(' and ')}`,
    seen === 1 && `you have bought tickets for ${artist} before`,
    taste > 0 && `${Math.round(taste * 100)}% of your tickets were for ${mainGenre}`,
    location !== undefined && `it is in ${city}`,
    popularity >= 70 && `a popular artist (${popularity} of 100)`,
    days <= 30 && (days === 0 ? 'it is today' : `it is in ${days} ${days === 1 ? 'day' : 'days'}`)
  ].filter((reason) => typeof reason === 'string')
  const text = reasons.length === 0 ? `${mainGenre} by ${artist} (popularity ${popularity} of 100)` : reasons.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
