import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Static } from 'typebox'
import * as Type from 'typebox'
import type { Config } from '../config/config.ts'
import { conflict, invalidRequest, notFound, serviceNotConfigured } from '../errors.ts'
import { clientSignal, deadlineSignal } from '../http/abort.ts'
import { errorBody } from '../http/errors.ts'
import { answersWithin } from '../http/health.ts'
import { createLargeBodies } from '../http/large-bodies.ts'
import { sendJson } from '../http/reply.ts'
import { maxAnswerBytes } from '../http/response-limits.ts'
import type { Database } from '../postgres/database.ts'
import { noQuery } from '../schema/fields.ts'
import { storeBatch, storeLines } from './bulk.ts'
import { checkEvent } from './event.ts'
import { bodyIsCheckedLater, bodyOf, keepJsonText, notJson, streamEvents, type EventStream } from './json-body.ts'
import { NotJson } from './json-events.ts'
import { listEntityEvents, listEvents } from './list.ts'
import { readEntity, readEvent } from './read.ts'
import {
  bulkAnswer, entityAnswer, entityParams, eventParams, eventSchema, healthAnswer, listAnswer, listQuery, pageQuery,
  storedAnswer, writeQuery
} from './schema.ts'
import { createEventStore, type Outcome } from './store.ts'

export interface CarEventsOptions {
  database: Database | null
  config: Config
}

/**
 * Why these routes answer 422 where all others answer 400: the contract of the events API has 422 for a query or an
 * event that does not fit (each operation of the tag `car events` in the OpenAPI document, which takes it from here),
 * and its producers tell such an event, which no retry helps, from a body that is not JSON: that one is 400, see
 * json-body.ts. The error handler reads it for every fault that a schema or a service (InvalidInput) found.
 */
const invalidStatus = 422

const reads = { scope: 'events:read', invalidStatus } as const
const writes = { scope: 'events:write', invalidStatus } as const

const healthTimeoutMs = 2500
const tags = ['car events']
const databaseVariables = ['DATABASE_URL', 'AURORA_ENDPOINT', 'DATABASE_NAME', 'DATABASE_USER', 'DATABASE_PASSWORD']

type WriteQuery = Static<typeof writeQuery>

export const carEventsRoutes: FastifyPluginAsyncTypebox<CarEventsOptions> = async (app, { database, config }) => {
  const { strict: strictByDefault, maxBulk } = config.events
  const store = database === null ? null : createEventStore(database)

  keepJsonText(app)

  app.post<{ Body: string, Querystring: WriteQuery }>('/api/v1/events', {
    config: writes,
    validatorCompiler: bodyIsCheckedLater,
    schema: {
      tags,
      operationId: 'storeEvent',
      summary: 'Store one event',
      description: 'Stores the event, its header and the state of each entity in it. ' +
        'Sending the same event again stores nothing twice.',
      querystring: writeQuery,
      body: eventSchema,
      response: {
        200: storedAnswer,
        409: { description: 'There is an event with this uuid and other content', ...errorBody }
      }
    }
  }, async (request) => {
    const strict = request.query.strict ?? strictByDefault
    const checked = checkEvent(bodyOf(request.body), { strict, path: 'body' })
    if ('faults' in checked) throw invalidRequest(checked.faults, checked.isJson ? invalidStatus : 400)
    const { id } = checked.event
    const outcome = await configured(store).storeOne(checked.event, deadlineSignal())
    request.metrics = metricsOf(outcome)
    if (outcome === 'conflict') throw conflict(`There is an event ${id} with other content.`)
    const stored = { success: true, message: 'Event processed successfully', event_id: id }
    return outcome === 'duplicate' ? { ...stored, duplicate: true } : stored
  })

  await app.register(async (bulk) => {
    streamEvents(bulk)
    const largeBodies = createLargeBodies()

    bulk.post<{ Body: EventStream, Querystring: WriteQuery }>('/api/v1/events/bulk', {
      config: writes,
      validatorCompiler: bodyIsCheckedLater,
      schema: {
        tags,
        operationId: 'storeEvents',
        summary: 'Store many events',
        description: `An array of events, { "events": [...] } (up to ${maxBulk}), or NDJSON of any length. ` +
          'An event that does not fit is named and never stops the others.',
        consumes: ['application/json', 'application/x-ndjson'],
        querystring: writeQuery,
        body: Type.Union([Type.Array(eventSchema), Type.Object({ events: Type.Array(eventSchema) })]),
        response: { 200: bulkAnswer }
      }
    }, async (request) => {
      const strict = request.query.strict ?? strictByDefault
      const signal = deadlineSignal()
      const { format, bytes } = bodyOf(request.body)
      const work = format === 'ndjson'
        ? storeLines(configured(store), bytes, { strict, signal })
        : largeBodies.read(bytes, (bounded) => (
          storeBatch(configured(store), bounded, { strict, maxEvents: maxBulk, signal })
        ))
      const answer = await work.catch(refuseNotJson)
      request.metrics = {
        events_stored: answer.processedCount,
        events_duplicate: answer.duplicateCount,
        events_failed: answer.failedCount
      }
      return answer
    })
  })

  app.get('/api/v1/events/health', {
    config: { invalidStatus },
    schema: {
      tags,
      operationId: 'getEventsHealth',
      summary: 'Whether events can be stored',
      description: 'Asks the events database, for at most 3 s.',
      querystring: noQuery,
      response: { 200: healthAnswer, 503: healthAnswer }
    }
  }, async (_request, reply) => {
    const answers = database !== null && await answersWithin(
      healthTimeoutMs, (signal) => database.query({ text: 'SELECT 1' }, { resend: true, signal })
    )
    if (answers) return { status: 'healthy', message: 'Producer API is healthy', database: 'connected' }
    return reply.code(503).header('retry-after', '5').send({
      status: 'unhealthy',
      message: 'The events database does not answer',
      database: database === null ? 'not_configured' : 'disconnected'
    })
  })

  app.get('/api/v1/events', {
    config: reads,
    schema: {
      tags,
      operationId: 'listEvents',
      summary: 'Events, newest first',
      description: 'The headers of stored events by createdDate, a page at a time.',
      querystring: listQuery,
      response: { 200: listAnswer }
    }
  }, async (request, reply) => {
    const page = { ...request.query, maxBytes: maxAnswerBytes() }
    return listEvents(configured(database), page, clientSignal(reply))
  })

  app.get('/api/v1/events/:uuid', {
    config: reads,
    schema: {
      tags,
      operationId: 'getEvent',
      summary: 'An event as it was sent',
      description: 'The whole event by its uuid.',
      params: eventParams,
      querystring: noQuery,
      response: {
        200: { description: 'The event', ...eventSchema },
        404: { description: 'There is no such event', ...errorBody }
      }
    }
  }, async (request, reply) => {
    const event = await readEvent(configured(database), request.params.uuid, clientSignal(reply))
    if (event === null) throw notFound(`There is no event ${request.params.uuid}.`)
    return sendJson(reply, event)
  })

  app.get('/api/v1/entities/:type/:id', {
    config: reads,
    schema: {
      tags,
      operationId: 'getEntity',
      'x-agent': {},
      summary: 'The current state of an entity',
      description: 'The state of a Car, Loan, LoanPayment, ServiceRecord or any other entity ' +
        'after the latest event about it.',
      params: entityParams,
      querystring: noQuery,
      response: { 200: entityAnswer, 404: { description: 'There is no such entity', ...errorBody } }
    }
  }, async (request, reply) => {
    const { type, id } = request.params
    const entity = await readEntity(configured(database), type, id, clientSignal(reply))
    if (entity === null) throw notFound(`There is no ${type} ${id}.`)
    return sendJson(reply, entity)
  })

  app.get('/api/v1/entities/:type/:id/events', {
    config: reads,
    schema: {
      tags,
      operationId: 'listEntityEvents',
      'x-agent': {},
      summary: 'The events about an entity, oldest first',
      description: 'The headers of every stored event that speaks of the entity, a page at a time.',
      params: entityParams,
      querystring: pageQuery,
      response: { 200: listAnswer, 404: { description: 'No event speaks of such an entity', ...errorBody } }
    }
  }, async (request, reply) => {
    const { type, id } = request.params
    const page = { ...request.query, maxBytes: maxAnswerBytes() }
    const events = await listEntityEvents(configured(database), type, id, page, clientSignal(reply))
    if (events === null) throw notFound(`No event speaks of a ${type} ${id}.`)
    return events
  })
}

function refuseNotJson (error: unknown): never {
  throw error instanceof NotJson ? notJson(error.message) : error
}

function metricsOf (outcome: Outcome): Record<string, number> {
  return {
    events_stored: outcome === 'processed' ? 1 : 0,
    events_duplicate: outcome === 'duplicate' ? 1 : 0,
    events_failed: outcome === 'conflict' ? 1 : 0
  }
}

function configured<T> (service: T | null): T {
  if (service !== null) return service
  throw serviceNotConfigured(
    'The events database is not configured: set DATABASE_URL, or AURORA_ENDPOINT, DATABASE_NAME, DATABASE_USER and ' +
    'DATABASE_PASSWORD.',
    databaseVariables
  )
}
