import { InvalidInput, notFound, upstreamError } from '../../errors.ts'
import { isoDate } from '../iso-date.ts'
import type { Predictor } from '../predictor/predictor.ts'
import { warehouseStatement } from '../warehouse/statement.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { computeFeatures, vectorOf, type FeatureInputs } from './features.ts'
import type { PredictionRequest } from './schema.ts'

const statement = warehouseStatement(new URL('./features.sql', import.meta.url))
/** Past concerts like it that say how far the model can be trusted. */
const maxSimilarConcerts = 8
const maxConfidence = 0.99

type Target = Omit<FeatureInputs, 'venue_capacity'> & {
  artist_name: string | null
  venue_name: string | null
  venue_capacity: number | null
  /** Null for the concert that was asked about. */
  attendance: number | null
}

/**
 * Tickets that a concert will sell, by features that the warehouse gives in one statement. Errors: InvalidInput for
 * a day that is over, `not_found` for the artist or the venue, the warehouse's and the model's.
 */
export async function predictTickets (
  warehouse: Warehouse, model: Predictor, request: PredictionRequest, signal: AbortSignal, now = new Date()
) {
  const { artist_id: artist, venue_id: venue, event_date: eventDate, ticket_price: price } = request
  const today = isoDate(now)
  if (eventDate < today) {
    throw new InvalidInput({ path: 'event_date', message: `must be today (${today}, UTC) or later` })
  }
  const parameters = { artist, venue, event_date: eventDate, today, price, alike: maxSimilarConcerts }
  const [asked, ...similar] = await warehouse.query<Target>({ sql: statement(), parameters }, signal)
  if (asked === undefined || asked.artist_name === null) throw notFound(`There is no artist ${artist}.`)
  if (asked.venue_name === null) throw notFound(`There is no venue ${venue}.`)

  const { venue_capacity: capacity } = asked
  if (capacity === null || capacity <= 0) {
    throw upstreamError(`The warehouse does not know how many people venue ${venue} holds.`)
  }
  const { features, imputed } = computeFeatures({ ...asked, venue_capacity: capacity })
  const [prediction] = await model.predict([vectorOf(features)], signal)
  if (prediction === undefined) throw new Error('The model gave no prediction for the concert')
  return {
    predicted_sales: Math.round(withinCapacity(prediction.sales, capacity)),
    confidence: Math.min(prediction.confidence ?? await confidenceOf(model, similar, signal), maxConfidence),
    features_used: { artist_id: artist, venue_id: venue, event_date: eventDate, ticket_price: price, ...features },
    features_imputed: imputed,
    ...(prediction.influences !== undefined && { influences: prediction.influences })
  }
}

/** 1 - the mean of |predicted - sold| / sold over past concerts like this one, at least 0; 0 where there was none. */
async function confidenceOf (model: Predictor, similar: readonly Target[], signal: AbortSignal): Promise<number> {
  const past = similar.flatMap(({ attendance: sold, venue_capacity: capacity, ...concert }) => {
    if (sold === null || sold <= 0 || capacity === null) return []
    const { features } = computeFeatures({ ...concert, venue_capacity: capacity })
    return [{ vector: vectorOf(features), capacity, sold }]
  })
  if (past.length === 0) return 0
  const predictions = await model.predict(past.map(({ vector }) => vector), signal)
  const errors = past.map(({ sold, capacity }, place) => {
    return Math.abs(withinCapacity(predictions[place]?.sales ?? 0, capacity) - sold) / sold
  })
  const error = errors.reduce((sum, value) => sum + value, 0) / errors.length
  return Math.max(Math.round((1 - error) * 1000) / 1000, 0)
}

function withinCapacity (sales: number, capacity: number): number {
  return Math.min(Math.max(sales, 0), capacity)
}
