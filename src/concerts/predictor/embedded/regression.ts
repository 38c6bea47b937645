import { Matrix, solve } from 'ml-matrix'
import type { FeatureName, Features } from '../../tickets/features.ts'
import type { Influence } from '../predictor.ts'

/** Of the squares of the standardized weights, beside the squares of the errors: enough to keep near copies apart. */
const ridge = 2
const priceTerm = 'price'

/** What the share of seats sold is linear in, on the logit scale. */
function termsOf (f: Features): Record<string, number> {
  const year = 2 * Math.PI * (f.month - 0.5) / 12
  const isOutdoor = f.venue_type_code === 1 ? 1 : 0
  const isTheater = f.venue_type_code === 3 ? 1 : 0
  const share = (tickets: number) => Math.log((tickets + 1) / (f.venue_capacity + 1))
  return {
    popularity: f.artist_popularity / 100,
    popularitySquared: (f.artist_popularity / 100) ** 2,
    genre: f.genre_popularity / 100,
    artist: share(f.artist_avg_attendance),
    artistConcerts: Math.log1p(f.artist_total_concerts),
    artistRevenue: Math.log1p(f.artist_avg_revenue),
    capacity: Math.log(f.venue_capacity),
    venue: logit(f.venue_attendance_rate),
    venueRank: f.venue_popularity_rank / 100,
    place: logit(f.location_popularity),
    pair: share(f.pair_avg_attendance),
    pairMax: share(f.pair_max_attendance),
    similar: share(f.similar_avg_attendance),
    weekend: f.is_weekend,
    sine: Math.sin(year),
    cosine: Math.cos(year),
    outdoor: isOutdoor,
    outdoorCosine: isOutdoor * Math.cos(year),
    theater: isTheater,
    theaterCosine: isTheater * Math.cos(year) * (f.venue_capacity > 5000 ? 1 : 0),
    lead: Math.log1p(Math.max(f.days_until_event, 0)),
    spread: f.price_avg > 0 ? f.price_range / f.price_avg : 0,
    [priceTerm]: Math.log(f.price_avg)
  }
}

/** The feature that each term says something about. */
const featureOf: Record<string, FeatureName> = {
  popularity: 'artist_popularity',
  popularitySquared: 'artist_popularity',
  genre: 'genre_popularity',
  artist: 'artist_avg_attendance',
  artistConcerts: 'artist_total_concerts',
  artistRevenue: 'artist_avg_revenue',
  capacity: 'venue_capacity',
  venue: 'venue_attendance_rate',
  venueRank: 'venue_popularity_rank',
  place: 'location_popularity',
  pair: 'pair_avg_attendance',
  pairMax: 'pair_max_attendance',
  similar: 'similar_avg_attendance',
  weekend: 'is_weekend',
  sine: 'month',
  cosine: 'month',
  outdoor: 'venue_type_code',
  outdoorCosine: 'month',
  theater: 'venue_type_code',
  theaterCosine: 'month',
  lead: 'days_until_event',
  spread: 'price_range',
  [priceTerm]: 'price_avg'
}

export interface Model {
  /** Tickets, 0 to the venue's capacity. */
  predict (features: Features): number
  /** What each feature does to that prediction, the strongest first. */
  influences (features: Features): Influence[]
}

export interface Example {
  features: Features
  /** Tickets sold. */
  sales: number
}

/**
 * A ridge regression (Hoerl and Kennard 1970) of the share of seats sold, on the logit scale and on standardized
 * terms. The price's weight is kept from being positive: a dearer ticket does not sell more, all else equal.
 */
export function fit (examples: readonly Example[]): Model {
  const rows = examples.map(({ features }) => termsOf(features))
  const first = rows[0]
  if (first === undefined) throw new Error('There is no concert to fit the model on')
  const scales = Object.keys(first).map((name) => scaleOf(name, rows.map((row) => row[name] ?? 0)))
  const target = examples.map(({ features, sales }) => logit(sales / features.venue_capacity))
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length
  const solveWeights = (used: Scale[]) => {
    const x = new Matrix(rows.map((row) => used.map((scale) => standardized(scale, row))))
    const y = Matrix.columnVector(target.map((value) => value - mean))
    const xt = x.transpose()
    return solve(xt.mmul(x).add(Matrix.eye(used.length).mul(ridge)), xt.mmul(y)).to1DArray()
  }
  let used = scales
  let weights = solveWeights(used)
  if ((weights[used.findIndex(({ name }) => name === priceTerm)] ?? 0) > 0) {
    used = scales.filter(({ name }) => name !== priceTerm)
    weights = solveWeights(used)
  }
  const scoresOf = (features: Features) => {
    const terms = termsOf(features)
    return used.map((scale, place) => {
      return { feature: featureOf[scale.name], score: standardized(scale, terms) * (weights[place] ?? 0) }
    })
  }
  const sum = (scores: { score: number }[]) => scores.reduce((total, { score }) => total + score, mean)
  const ticketsOf = ({ venue_capacity: capacity }: Features, logOdds: number) => capacity / (1 + Math.exp(-logOdds))
  return {
    predict: (features) => ticketsOf(features, sum(scoresOf(features))),
    influences: (features) => {
      const scores = scoresOf(features)
      const whole = ticketsOf(features, sum(scores))
      const without = (name: FeatureName) => ticketsOf(features, sum(scores.filter(({ feature }) => feature !== name)))
      return [...new Set(scores.flatMap(({ feature }) => feature ?? []))]
        .map((feature) => ({ feature, tickets: Math.round(whole - without(feature)) }))
        .sort((a, b) => Math.abs(b.tickets) - Math.abs(a.tickets))
    }
  }
}

interface Scale { name: string, mean: number, deviation: number }

function scaleOf (name: string, values: number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { name, mean, deviation: Math.sqrt(variance) || 1 }
}

function standardized ({ name, mean, deviation }: Scale, terms: Record<string, number>): number {
  return ((terms[name] ?? 0) - mean) / deviation
}

function logit (share: number): number {
  const inside = Math.min(Math.max(share, 0.01), 0.99)
  return Math.log(inside / (1 - inside))
}
