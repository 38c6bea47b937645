import { serviceNotConfigured } from '../../errors.ts'
import { isoDate } from '../iso-date.ts'
import { toFilter } from '../warehouse/parameters.ts'
import type { Predictor } from '../predictor/predictor.ts'
import { warehouseStatement } from '../warehouse/statement.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { defaultTypeCode, typeCodeOf } from '../venue-types.ts'
import type { VenuesRequest } from './schema.ts'

const statement = warehouseStatement(new URL('./venue-popularity.sql', import.meta.url))
const daysPerMonth = 365.25 / 12

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
export async function withForecast (
  venues: RankedVenue[], model: Predictor | null, signal: AbortSignal
): Promise<(RankedVenue & { popularity_forecast?: number })[]> {
  if (model === null) {
    throw serviceNotConfigured(
      'The venue model is not configured: set SAGEMAKER_VENUE_ENDPOINT, or ask without with_forecast.',
      ['SAGEMAKER_VENUE_ENDPOINT']
    )
  }
  if (venues.length === 0) return venues
  const forecasts = await model.predict(venues.map((venue) => [
    venue.capacity,
    typeCodeOf(venue.venue_type) ?? defaultTypeCode,
    venue.total_concerts,
    venue.avg_attendance_rate,
    venue.revenue_per_event,
    venue.booking_frequency
  ]), signal)
  return venues.map((venue, place) => ({ ...venue, popularity_forecast: forecasts[place]?.sales ?? 0 }))
}

/** Venues by how full they were in the `window_days` that end with the day of `now`. Errors: the warehouse's. */
export async function rankVenues (
  warehouse: Warehouse, request: VenuesRequest, signal: AbortSignal, now = new Date()
): Promise<Ranking> {
  const { window_days: days } = request
  const rows = await warehouse.query<VenueRow>({
    sql: statement(),
    parameters: {
      top_n: request.top_n,
      min_events: request.min_events,
      city: toFilter(request.city),
      state: toFilter(request.state),
      venue_type: toFilter(request.venue_type),
      from_date: isoDate(now, -days),
      to_date: isoDate(now)
    }
  }, signal)
  const months = days / daysPerMonth
  return {
    venues: rows.map(({ overfull, ...venue }) => {
      return { ...venue, booking_frequency: Math.round(venue.total_concerts / months * 1000) / 1000 }
    }),
    overfull: rows
      .filter(({ overfull }) => overfull > 0)
      .map(({ venue_id: venue, overfull }) => ({ venue, concerts: overfull }))
  }
}
