import { isoDate } from '../iso-date.ts'
import { foldText, joinList, toFilter } from '../warehouse/parameters.ts'
import { warehouseStatement } from '../warehouse/statement.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import type { RecommendationsRequest, RecommendationType } from './schema.ts'

const statement = warehouseStatement(new URL('./recommend.sql', import.meta.url))
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

type ScoreParts = Pick<ConcertRow, 'preference' | 'taste' | 'seen' | 'tickets' | 'days'>

export type Recommendation = Omit<ConcertRow, keyof ScoreParts> & { reasoning: string }

/**
 * Scheduled concerts that fit, the best first. score = 0.45 popularity / 100 + 0.2 × 30 / (30 + days until then)
 * + 0.35 match, where match is: the preference (see ConcertRow); 0.75 taste + 0.25 seen for a customer with
 * purchases; 0.4 preference + 0.45 taste + 0.15 seen for both; popularity / 100 for neither. Errors: the warehouse's.
 */
export async function recommend (
  warehouse: Warehouse, request: RecommendationsRequest, signal: AbortSignal, now = new Date()
): Promise<{ recommendations: Recommendation[], type: RecommendationType }> {
  const { user_id: customer, artist_preferences: given = [], location, from, max_price: maxPrice } = request
  const preferences = given.map(foldText).filter((preference) => preference !== '')
  const today = isoDate(now)
  const rows = await warehouse.query<ConcertRow>({
    sql: statement(),
    parameters: {
      customer: customer === undefined ? '-' : `=${customer}`,
      preferences: joinList(preferences),
      location: toFilter(location?.split(',').map((part) => part.trim()).join(', ')),
      top_n: request.top_n,
      today,
      from_date: from !== undefined && from > today ? from : today,
      to_date: request.to ?? lastDay,
      max_price: maxPrice ?? noPriceLimit
    }
  }, signal)
  const isPersonal = rows.some(({ tickets }) => tickets > 0)
  return {
    recommendations: rows.map((row) => {
      const { preference, taste, seen, tickets, days, ...concert } = row
      return { ...concert, reasoning: reasoningOf(row, location) }
    }),
    type: typeOf(preferences.length > 0, location !== undefined, isPersonal)
  }
}

function typeOf (isByGenre: boolean, isByLocation: boolean, isPersonal: boolean): RecommendationType {
  if (isPersonal) return 'personalised'
  if (isByGenre) return isByLocation ? 'genre_location_filtered' : 'genre_filtered'
  return isByLocation ? 'location_filtered' : 'content_based'
}

/** Why a concert is recommended, as one sentence: what was asked for first. */
function reasoningOf (concert: ConcertRow, location: string | undefined): string {
  const { artist_name: artist, genre, artist_popularity: popularity, preference, taste, seen, days } = concert
  const [mainGenre = '', ...otherGenres] = genre.split('|')
  const reasons = [
    preference === 1 && `you named ${artist}`,
    preference === 0.8 && `${mainGenre}, as you like`,
    preference === 0.6 && `${artist} also plays ${otherGenres.join(' and ')}`,
    seen === 1 && `you have bought tickets for ${artist} before`,
    taste > 0 && `${Math.round(taste * 100)}% of your tickets were for ${mainGenre}`,
    location !== undefined && `it is in ${concert.city}`,
    popularity >= 70 && `a popular artist (${popularity} of 100)`,
    days <= 30 && describeDays(days)
  ].filter((reason) => typeof reason === 'string')
  const text = reasons.length === 0 ? `${mainGenre} by ${artist} (popularity ${popularity} of 100)` : reasons.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function describeDays (days: number): string {
  if (days === 0) return 'it is today'
  return `it is in ${days} ${days === 1 ? 'day' : 'days'}`
}
