import * as Type from 'typebox'
import type { Static } from 'typebox'
import { plainText } from '../../schema/fields.ts'

export const venuesRequest = Type.Object({
  top_n: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Venues in the answer' }),
  min_events: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 5,
    description: 'Completed concerts that a venue must have had in the window'
  }),
  city: Type.Optional(plainText(1, 200, 'Only venues of this city; accents and capitals do not matter')),
  state: Type.Optional(plainText(1, 200, 'Only venues of this state')),
  venue_type: Type.Optional(plainText(
    1, 100, 'Only venues of this kind: stadium, arena, theater, amphitheater, club, outdoor'
  )),
  window_days: Type.Integer({ minimum: 1, maximum: 3650, default: 365, description: 'Days back from today' }),
  with_forecast: Type.Boolean({ default: false, description: 'Adds popularity_forecast from the venue model' })
}, { additionalProperties: false, default: {}, examples: [{ top_n: 5, city: 'New York' }] })

export type VenuesRequest = Static<typeof venuesRequest>

export const venuesAnswer = Type.Object({
  venues: Type.Array(Type.Object({
    venue_id: Type.String(),
    name: Type.String(),
    city: Type.String(),
    state: Type.String(),
    capacity: Type.Integer(),
    venue_type: Type.String(),
    total_concerts: Type.Integer({ description: 'Completed in the window' }),
    avg_attendance_rate: Type.Number({ description: 'Mean of attendance / capacity' }),
    revenue_per_event: Type.Number(),
    booking_frequency: Type.Number({ description: 'Concerts a month of the window' }),
    popularity_rank: Type.Integer({ description: 'By attendance rate, then revenue per event, then venue_id' }),
    popularity_forecast: Type.Optional(Type.Number())
  })),
  total_venues: Type.Integer({ description: 'Venues in this answer' }),
  source: Type.String({ description: 'Where the rows are from: redshift or embedded' }),
  timestamp: Type.String()
})
