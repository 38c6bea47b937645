import { invalidRequest, notFound, upstreamError } from '../../errors.ts'
import { dayAfter } from '../plain.ts'
import type { Predictor } from '../predictor/predictor.ts'
import { statementFile } from '../../postgres/statement-file.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { featuresOf, vectorOf, type Known } from './features.ts'
import type { PredictionRequest } from './schema.ts'

const statement = statementFile(new URL('./features.sql', import.meta.url))
/** How many past concerts like it say how far the model can be trusted. */
const similarConcerts = 8
const mostConfident = 0.99

type Target = Omit<Known, 'venue_capacity'> & {
  artist_name: string | null
  venue_name: string | null
  venue_capacity: number | null
  /** Null for the concert that was asked about. */
  attendance: number | null
}

/**
 * Tickets that a concert will sell, by features that the warehouse gives in one statement. Errors: `not_found`
 * for the artist or the venue, `invalid_request` for a day that is over, the warehouse's and the model's.
 */
export async function predictTickets (warehouse: Warehouse, model: Predictor, request: PredictionRequest, signal: AbortSignal, now = new Date()) {
  const { artist_id: artist, venue_id: venue, event_date: eventDate, ticket_price: price } = request
  const today = dayAfter(now, 0)
  if (eventDate < today) throw invalidRequest([{ path: 'body/event_date', message: `must be today (${today}, UTC) or later` }])
  const [asked, ...similar] = await warehouse.query<Target>({
    sql: statement(), parameters: { artist, venue, event_date: eventDate, today, price, alike: similarConcerts }
  }, signal)
  if (asked === undefined || asked.artist_name === null) throw notFound(`There is no artist ${artist}.`)
  if (asked.venue_name === null) throw notFound(`There is no venue ${venue}.`)

  const { venue_capacity: capacity } = asked
  if (capacity === null || capacity <= 0) throw upstreamError(`The warehouse does not know how many people venue ${venue} holds.`)
  const { features, imputed } = featuresOf({ ...asked, venue_capacity: capacity })
  const [prediction] = await model.predict([vectorOf(features)], signal)
  if (prediction === undefined) throw new Error('the model kept no promise')
  return {
    predicted_sales: Math.round(Math.min(Math.max(prediction.sales, 0), features.venue_capacity)),
    confidence: Math.min(prediction.confidence ?? await confidenceOf(model, similar, signal), mostConfident),
    features_used: { artist_id: artist, venue_id: venue, event_date: eventDate, ticket_price: price, ...features },
    features_imputed: imputed,
    ...(prediction.influences !== undefined && { influences: prediction.influences })
  }
}

/** 1 - the mean of |predicted - sold| / sold over past concerts like this one, at least 0; 0 where there was none. */
async function confidenceOf (model: Predictor, similar: readonly Target[], signal: AbortSignal): Promise<number> {
  const past = similar.flatMap(({ attendance: sold, venue_capacity: capacity, ...concert }) => (
    sold === null || sold <= 0 || capacity === null ? [] : [{ concert: { ...concert, venue_capacity: capacity }, sold }]
  ))
  if (past.length === 0) return 0
  const predictions = await model.predict(past.map(({ concert }) => vectorOf(featuresOf(concert).features)), signal)
  const errors = past.map(({ sold, concert }, place) => Math.abs(Math.min(Math.max(predictions[place]?.sales ?? 0, 0), concert.venue_capacity) - sold) / sold)
  const error = errors.reduce((sum, value) => sum + value, 0) / errors.length
  return Math.max(Math.round((1 - error) * 1000) / 1000, 0)
}
