import * as Type from 'typebox'
import type { Static } from 'typebox'
import { day, plainText } from '../../schema/fields.ts'
import { featureNames } from './features.ts'

export const predictionRequest = Type.Object({
  artist_id: plainText(1, 100, 'The artist, such as artist_001'),
  venue_id: plainText(1, 100, 'The venue, such as venue_001'),
  event_date: day('The day of the concert: today or later'),
  ticket_price: Type.Number({
    minimum: 0.01, maximum: 1_000_000, default: 50, description: 'The mean price of a ticket'
  })
}, { additionalProperties: false })

export type PredictionRequest = Static<typeof predictionRequest>

export const predictionAnswer = Type.Object({
  predicted_sales: Type.Number({ description: 'Tickets, between 0 and the venue\'s capacity' }),
  confidence: Type.Number({
    description: '0 to 0.99: the model\'s own, or 1 - its relative error on similar past concerts'
  }),
  features_used: Type.Object({
    artist_id: Type.String(),
    venue_id: Type.String(),
    event_date: Type.String(),
    ticket_price: Type.Number(),
    ...Object.fromEntries(featureNames.map((name) => [name, Type.Number()]))
  }, { description: 'What was asked, and the model\'s 21 features in their order' }),
  features_imputed: Type.Array(Type.String(), {
    description: 'Features with no history of their own: the population\'s value'
  }),
  influences: Type.Optional(Type.Array(Type.Object({
    feature: Type.String(),
    tickets: Type.Integer({
      description: 'Tickets more (or fewer) than if this feature were at its mean over past concerts'
    })
  }), { description: 'What mattered, the strongest first; only where the model says it' })),
  model: Type.String({ description: 'Which model answered: sagemaker or embedded' }),
  source: Type.String({ description: 'Where the features are from: redshift or embedded' }),
  timestamp: Type.String()
})
