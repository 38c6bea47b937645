import { defaultTypeCode, typeCodeOf } from '../venue-types.ts'

/** The model's features, in its order. */
export const featureNames = [
  'artist_popularity',
  'artist_avg_attendance',
  'artist_total_concerts',
  'artist_avg_revenue',
  'genre_popularity',
  'venue_capacity',
  'venue_attendance_rate',
  'venue_popularity_rank',
  'venue_type_code',
  'location_popularity',
  'pair_avg_attendance',
  'pair_max_attendance',
  'similar_avg_attendance',
  'days_until_event',
  'is_weekend',
  'month',
  'season',
  'price_avg',
  'price_range',
  'price_low',
  'price_high'
] as const

/** Of 0 to 100, where neither the artist's nor the genre's is known. */
const defaultPopularity = 50

export type FeatureName = typeof featureNames[number]
export type Features = Record<FeatureName, number>

/** What is known of one concert before its day, as features.sql has it; null where there is no history. */
export type FeatureInputs = {
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
export function computeFeatures (inputs: FeatureInputs): { features: Features, imputed: FeatureName[] } {
  const imputed: FeatureName[] = []
  const orElse = (name: FeatureName, value: number | null | undefined, fallback: number | null): number => {
    if (value !== null && value !== undefined) return value
    imputed.push(name)
    return fallback ?? 0
  }
  const {
    artist_popularity: popularity,
    genre_popularity: genrePopularity,
    population_attendance: attendance,
    population_rate: rate
  } = inputs
  const day = new Date(`${inputs.event_date}T00:00:00Z`)
  const month = day.getUTCMonth() + 1
  const { price_avg: price } = inputs
  const { low: priceLow, high: priceHigh, isOwn: hasPrices } = pricesOf(inputs)
  const middleRank = Math.ceil(((inputs.population_venues ?? 0) + 1) / 2)
  const features: Features = {
    artist_popularity: orElse('artist_popularity', popularity, genrePopularity ?? defaultPopularity),
    artist_avg_attendance: orElse('artist_avg_attendance', inputs.artist_avg_attendance, attendance),
    artist_total_concerts: inputs.artist_total_concerts,
    artist_avg_revenue: orElse('artist_avg_revenue', inputs.artist_avg_revenue, inputs.population_revenue),
    genre_popularity: orElse('genre_popularity', genrePopularity, popularity ?? defaultPopularity),
    venue_capacity: inputs.venue_capacity,
    venue_attendance_rate: orElse('venue_attendance_rate', inputs.venue_attendance_rate, rate),
    venue_popularity_rank: orElse('venue_popularity_rank', inputs.venue_popularity_rank, middleRank),
    venue_type_code: orElse('venue_type_code', typeCodeOf(inputs.venue_type), defaultTypeCode),
    location_popularity: orElse('location_popularity', inputs.location_popularity, rate),
    pair_avg_attendance: orElse('pair_avg_attendance', inputs.pair_avg_attendance, attendance),
    pair_max_attendance: orElse('pair_max_attendance', inputs.pair_max_attendance, attendance),
    similar_avg_attendance: orElse('similar_avg_attendance', inputs.similar_avg_attendance, attendance),
    days_until_event: inputs.days_until_event,
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

/** The cheapest and the dearest tier, by how far the artist's usually are from the mean, else by everyone's. */
function pricesOf (inputs: FeatureInputs): { low: number, high: number, isOwn: boolean } {
  const { price_avg: price, low_ratio: low, high_ratio: high } = inputs
  if (low !== null && high !== null) return { low: price * low, high: price * high, isOwn: true }
  const { population_low_ratio: populationLow, population_high_ratio: populationHigh } = inputs
  return { low: price * (populationLow ?? 1), high: price * (populationHigh ?? 1), isOwn: false }
}

/** Winter 1 (December to February), spring 2, summer 3, fall 4. */
function seasonOf (month: number): number {
  return Math.floor(month % 12 / 3) + 1
}

/** The features as a model takes them: numbers in the order of `featureNames`. */
export function vectorOf (features: Features): number[] {
  return featureNames.map((name) => features[name])
}

/** The features of such a vector. Throws an Error for one of another length. */
export function featuresOfVector (vector: readonly number[]): Features {
  const features = Object.fromEntries(featureNames.flatMap((name, place) => {
    const value = vector[place]
    return value === undefined ? [] : [[name, value]]
  }))
  if (!hasAllFeatures(features)) throw new Error(`A concert has ${featureNames.length} features, not ${vector.length}`)
  return features
}

function hasAllFeatures (features: Record<string, number>): features is Features {
  return featureNames.every((name) => Object.hasOwn(features, name))
}
