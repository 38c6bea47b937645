import { commonTypeCode, typeCodeOf } from '../venue-types.ts'

/** The model's features, in its order. */
export const featureNames = [
  'artist_popularity', 'artist_avg_attendance', 'artist_total_concerts', 'artist_avg_revenue', 'genre_popularity', 'venue_capacity',
  'venue_attendance_rate', 'venue_popularity_rank', 'venue_type_code', 'location_popularity', 'pair_avg_attendance', 'pair_max_attendance',
  'similar_avg_attendance', 'days_until_event', 'is_weekend', 'month', 'season', 'price_avg', 'price_range', 'price_low', 'price_high'
] as const

/** Of 0 to 100, where neither the artist's nor the genre's is known. */
const middlePopularity = 50

export type FeatureName = typeof featureNames[number]
export type Features = Record<FeatureName, number>

/** What is known of one concert before its day; null where there is no history. */
export type Known = {
  event_date: string
  venue_type: string
  days_until_event: number
  price_avg: number
  artist_popularity: number | null
  artist_avg_attendance: number | null
  artist_total_concerts: number
  artist_avg_revenue: number | null
  genre_popularity: number | null
  venue_capacity: number
  venue_attendance_rate: number | null
  venue_popularity_rank: number | null
  location_popularity: number | null
  pair_avg_attendance: number | null
  pair_max_attendance: number | null
  similar_avg_attendance: number | null
  /** The artist's cheapest and dearest tier beside the mean of its tiers. */
  low_ratio: number | null
  high_ratio: number | null
  population_attendance: number | null
  population_revenue: number | null
  population_rate: number | null
  population_low_ratio: number | null
  population_high_ratio: number | null
  population_venues: number | null
}

/** The features of a concert, and which of them are the population's value for want of a history of its own. */
export function featuresOf (known: Known): { features: Features, imputed: FeatureName[] } {
  const imputed: FeatureName[] = []
  const orElse = (name: FeatureName, value: number | null | undefined, fallback: number | null): number => {
    if (value !== null && value !== undefined) return value
    imputed.push(name)
    return fallback ?? 0
  }
  const day = new Date(`${known.event_date}T00:00:00Z`)
  const month = day.getUTCMonth() + 1
  const price = known.price_avg
  const hasPrices = known.low_ratio !== null && known.high_ratio !== null
  const priceLow = price * (hasPrices ? known.low_ratio ?? 1 : known.population_low_ratio ?? 1)
  const priceHigh = price * (hasPrices ? known.high_ratio ?? 1 : known.population_high_ratio ?? 1)
  const features: Features = {
    artist_popularity: orElse('artist_popularity', known.artist_popularity, known.genre_popularity ?? middlePopularity),
    artist_avg_attendance: orElse('artist_avg_attendance', known.artist_avg_attendance, known.population_attendance),
    artist_total_concerts: known.artist_total_concerts,
    artist_avg_revenue: orElse('artist_avg_revenue', known.artist_avg_revenue, known.population_revenue),
    genre_popularity: orElse('genre_popularity', known.genre_popularity, known.artist_popularity ?? middlePopularity),
    venue_capacity: known.venue_capacity,
    venue_attendance_rate: orElse('venue_attendance_rate', known.venue_attendance_rate, known.population_rate),
    venue_popularity_rank: orElse('venue_popularity_rank', known.venue_popularity_rank, Math.ceil(((known.population_venues ?? 0) + 1) / 2)),
    venue_type_code: orElse('venue_type_code', typeCodeOf(known.venue_type), commonTypeCode),
    location_popularity: orElse('location_popularity', known.location_popularity, known.population_rate),
    pair_avg_attendance: orElse('pair_avg_attendance', known.pair_avg_attendance, known.population_attendance),
    pair_max_attendance: orElse('pair_max_attendance', known.pair_max_attendance, known.population_attendance),
    similar_avg_attendance: orElse('similar_avg_attendance', known.similar_avg_attendance, known.population_attendance),
    days_until_event: known.days_until_event,
    is_weekend: [0, 6].includes(day.getUTCDay()) ? 1 : 0,
    month,
    season: seasonOf(month),
    price_avg: price,
    price_range: priceHigh - priceLow,
    price_low: priceLow,
    price_high: priceHigh
  }
  if (!hasPrices) imputed.push('price_range', 'price_low', 'price_high')
  return { features, imputed }
}

/** Winter 1 (December to February), spring 2, summer 3, fall 4. */
function seasonOf (month: number): number {
  return Math.floor(month % 12 / 3) + 1
}

export function vectorOf (features: Features): number[] {
  return featureNames.map((name) => features[name])
}
