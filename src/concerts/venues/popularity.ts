import { serviceNotConfigured } from '../../errors.ts'
import { dayAfter, filter } from '../plain.ts'
import type { Predictor } from '../predictor/predictor.ts'
import { statementFile } from '../../postgres/statement-file.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { commonTypeCode, typeCodeOf } from '../venue-types.ts'
import type { VenuesRequest } from './schema.ts'

const statement = statementFile(new URL('./venue-popularity.sql', import.meta.url))
const daysAMonth = 365.25 / 12

type VenueRow = {
  venue_id: string
  name: string
  city: string
  state: string
  capacity: number
  venue_type: string
  total_concerts: number
  avg_attendance_rate: number
  revenue_per_event: number
  popularity_rank: number
  overfull: number
}

export type RankedVenue = Omit<VenueRow, 'overfull'> & { booking_frequency: number }

export interface Ranking {
  venues: RankedVenue[]
  /** Venues that had more people than they hold at some concerts: the rows of the warehouse do not agree. */
  overfull: { venue: string, concerts: number }[]
}

/**
 * The same venues with `popularity_forecast`, asked in one call: each a line of capacity, venue type (stadium 5 …
 * outdoor 1), concerts, attendance rate, revenue per event and booking frequency. Throws `service_not_configured`
 * where there is no model, else its errors.
 */
export async function withForecast (venues: RankedVenue[], model: Predictor | null, signal: AbortSignal) {
  if (model === null) throw serviceNotConfigured('The venue model is not configured: set SAGEMAKER_VENUE_ENDPOINT, or ask without with_forecast.', ['SAGEMAKER_VENUE_ENDPOINT'])
  if (venues.length === 0) return venues
  const forecasts = await model.predict(venues.map((venue) => [
    venue.capacity, typeCodeOf(venue.venue_type) ?? commonTypeCode, venue.total_concerts, venue.avg_attendance_rate, venue.revenue_per_event, venue.booking_frequency
  ]), signal)
  return venues.map((venue, place) => ({ ...venue, popularity_forecast: forecasts[place]?.sales ?? 0 }))
}

/** Venues by how full they were in the window that ends today. Errors: the warehouse's. */
export async function rankVenues (warehouse: Warehouse, request: VenuesRequest, signal: AbortSignal, now = new Date()): Promise<Ranking> {
  const { window_days: days } = request
  const rows = await warehouse.query<VenueRow>({
    sql: statement(),
    parameters: {
      top_n: request.top_n,
      min_events: request.min_events,
      city: filter(request.city),
      state: filter(request.state),
      venue_type: filter(request.venue_type),
      from_date: dayAfter(now, -days),
      to_date: dayAfter(now, 0)
    }
  }, signal)
  return {
    venues: rows.map(({ overfull, ...venue }) => ({ ...venue, booking_frequency: Math.round(venue.total_concerts / (days / daysAMonth) * 1000) / 1000 })),
    overfull: rows.filter(({ overfull }) => overfull > 0).map(({ venue_id: venue, overfull }) => ({ venue, concerts: overfull }))
  }
}
