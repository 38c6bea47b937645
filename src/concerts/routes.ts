import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { serviceNotConfigured } from '../errors.ts'
import { errorBody } from '../http/errors.ts'
import { checkPeriod } from '../schema/period.ts'
import { clientSignal } from '../http/abort.ts'
import { parseJsonBodies } from '../http/json-bodies.ts'
import { noQuery } from '../schema/fields.ts'
import { chatRoutes, type ChatOptions } from './chat/routes.ts'
import { recommendationsAnswer, recommendationsRequest } from './recommendations/schema.ts'
import { recommend } from './recommendations/recommend.ts'
import { rankVenues, withForecast } from './venues/popularity.ts'
import { venuesAnswer, venuesRequest } from './venues/schema.ts'
import type { Predictor } from './predictor/predictor.ts'
import { predictTickets } from './tickets/predict.ts'
import { predictionAnswer, predictionRequest } from './tickets/schema.ts'
import type { Warehouse } from './warehouse/warehouse.ts'

export interface ConcertsOptions extends ChatOptions {
  warehouse: Warehouse | null
  tickets: Predictor | null
  venueForecast: Predictor | null
}

const tags = ['concerts']

export const concertsRoutes: FastifyPluginAsyncTypebox<ConcertsOptions> = async (app, options) => {
  const { warehouse: configured, tickets: ticketModel, venueForecast, ...chat } = options
  await app.register(chatRoutes, chat)

  const warehouse = () => {
    if (configured !== null) return configured
    throw serviceNotConfigured(
      'The warehouse is not configured: set REDSHIFT_DATABASE, and REDSHIFT_WORKGROUP or REDSHIFT_CLUSTER_ID.',
      ['REDSHIFT_DATABASE', 'REDSHIFT_WORKGROUP', 'REDSHIFT_CLUSTER_ID']
    )
  }

  parseJsonBodies(app, { mayBeEmpty: true })

  app.post('/venues/popularity', {
    config: { scope: 'concerts:read' },
    schema: {
      tags,
      operationId: 'rankVenues',
      'x-agent': {},
      summary: 'Venues by how full their concerts were',
      description: 'Completed concerts of the window by venue: attendance, revenue, frequency, ' +
        'and the rank that follows. Without a body the ten best.',
      querystring: noQuery,
      body: venuesRequest,
      response: { 200: venuesAnswer }
    }
  }, async (request, reply) => {
    const signal = clientSignal(reply)
    const { venues: ranked, overfull } = await rankVenues(warehouse(), request.body, signal)
    const venues = request.body.with_forecast ? await withForecast(ranked, venueForecast, signal) : ranked
    for (const venue of overfull) request.log.warn(venue, 'attendance above capacity')
    return { venues, total_venues: venues.length, source: warehouse().kind, timestamp: new Date().toISOString() }
  })

  app.post('/tickets/predict', {
    config: { scope: 'concerts:read' },
    schema: {
      tags,
      operationId: 'predictTickets',
      'x-agent': {},
      summary: 'Tickets that a concert will sell',
      description: 'A prediction for an artist, a venue, a day and a price, with every feature that it rests on.',
      querystring: noQuery,
      body: predictionRequest,
      response: { 200: predictionAnswer, 404: { description: 'There is no such artist or venue', ...errorBody } }
    }
  }, async (request, reply) => {
    if (ticketModel === null) {
      throw serviceNotConfigured(
        'The ticket model is not configured: set SAGEMAKER_TICKET_ENDPOINT.', ['SAGEMAKER_TICKET_ENDPOINT']
      )
    }
    const prediction = await predictTickets(warehouse(), ticketModel, request.body, clientSignal(reply))
    return { ...prediction, model: ticketModel.kind, source: warehouse().kind, timestamp: new Date().toISOString() }
  })

  app.post('/recommendations', {
    config: { scope: 'concerts:read' },
    schema: {
      tags,
      operationId: 'recommendConcerts',
      'x-agent': {},
      summary: 'Concerts to come that fit',
      description: 'Scheduled concerts by popularity, match and nearness in time; by genres, artists, place, ' +
        'dates and price where they are given, and by what a customer has bought.',
      querystring: noQuery,
      body: recommendationsRequest,
      response: { 200: recommendationsAnswer }
    }
  }, async (request, reply) => {
    checkPeriod(request.body)
    const { type, recommendations } = await recommend(warehouse(), request.body, clientSignal(reply))
    return {
      recommendations,
      total_recommendations: recommendations.length,
      recommendation_type: type,
      source: warehouse().kind,
      timestamp: new Date().toISOString()
    }
  })
}
