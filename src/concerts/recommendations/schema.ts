import * as Type from 'typebox'
import type { Static } from 'typebox'
import { day, plainText } from '../../schema/fields.ts'

const types = [
  'content_based', 'genre_filtered', 'location_filtered', 'genre_location_filtered', 'personalised'
] as const

export const recommendationsRequest = Type.Object({
  user_id: Type.Optional(plainText(1, 200, 'A customer: what this one bought weighs in')),
  artist_preferences: Type.Optional(Type.Array(plainText(1, 200), {
    maxItems: 50, description: 'Genres or names of artists: any of them fits'
  })),
  location: Type.Optional(plainText(1, 200, 'A city, a state, or "city, state"; accents and capitals do not matter')),
  top_n: Type.Integer({ minimum: 1, maximum: 50, default: 10, description: 'Concerts in the answer' }),
  from: Type.Optional(day('First date, inclusive; today where none is given')),
  to: Type.Optional(day('Last date, inclusive')),
  max_price: Type.Optional(Type.Number({
    minimum: 0.01, maximum: 1_000_000, description: 'What the cheapest ticket may cost'
  }))
}, { additionalProperties: false, default: {}, examples: [{ artist_preferences: ['rock'], location: 'New York' }] })

export type RecommendationsRequest = Static<typeof recommendationsRequest>
export type RecommendationType = typeof types[number]

export const recommendationsAnswer = Type.Object({
  recommendations: Type.Array(Type.Object({
    concert_id: Type.String(),
    artist_name: Type.String(),
    genre: Type.String({ description: 'The main genre first, split by |' }),
    artist_popularity: Type.Number({ description: '0 to 100' }),
    venue_name: Type.String(),
    city: Type.String(),
    state: Type.String(),
    capacity: Type.Integer(),
    event_date: Type.String(),
    score: Type.Number({ description: '0 to 1, falling' }),
    reasoning: Type.String()
  })),
  total_recommendations: Type.Integer(),
  recommendation_type: Type.Enum([...types], { type: 'string' }),
  source: Type.String({ description: 'Where the rows are from: redshift or embedded' }),
  timestamp: Type.String()
})
