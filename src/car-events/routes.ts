import { isUtf8 } from 'node:buffer'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import * as Type from 'typebox'
import type { Config } from '../config.ts'
import { conflict, invalidRequest, notFound, serviceNotConfigured } from '../errors.ts'
import { maxAnswerBytes } from '../http/answer-bytes.ts'
import { readSignal, writeSignal } from '../http/signals.ts'
import { errorBody } from '../http/errors.ts'
import { answers } from '../http/health.ts'
import { sendJson } from '../http/raw.ts'
import { noQuery } from '../http/text.ts'
import { compileLazily } from '../http/validation.ts'
import type { Database } from '../postgres/database.ts'
import { storeBatch, storeLines } from './bulk.ts'
import { checkParsedEvent } from './event.ts'
import { listEntityEvents, listEvents, readEntity, readEvent } from './read.ts'
import { bulkAnswer, entityAnswer, entityParams, eventParams, eventSchema, healthAnswer, listAnswer, listQuery, pageQuery, storedAnswer, writeQuery } from './schema.ts'
import { createEventStore } from './store.ts'

export interface CarEventsOptions {
  database: Database | null
  config: Config
}

const bulkBodyBytes = 64 * 1024 * 1024
const healthTimeoutMs = 2500

/** Bodies stay the text they came as, beside which they are parsed: it is the text that is stored. */
interface JsonBody {
  text: string
  value: unknown
}

const tags = ['car events']

export const carEventsRoutes: FastifyPluginAsyncTypebox<CarEventsOptions> = async (app, { database: opened, config }) => {
  const { strict: strictByDefault, maxBulk } = config.events
  const store = opened === null ? null : createEventStore(opened)
  const reads = { scope: 'events:read', invalidStatus: 422 } as const
  const writes = { scope: 'events:write', invalidStatus: 422 } as const

  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => parseJson(body))

  app.post<{ Body: JsonBody, Querystring: { strict?: boolean } }>('/api/v1/events', {
    config: writes,
    validatorCompiler: bodyIsCheckedLater,
    schema: {
      tags,
      operationId: 'storeEvent',
      summary: 'Store one event',
      description: 'Stores the event, its header and the state of each entity in it. Sending the same event again stores nothing twice.',
      querystring: writeQuery,
      body: eventSchema,
      response: { 200: storedAnswer, 409: { description: 'There is an event with this uuid and other content', ...errorBody } }
    }
  }, async (request) => {
    const { text, value } = jsonBody(request.body)
    const checked = checkParsedEvent(text, value, { strict: request.query.strict ?? strictByDefault, path: 'body' })
    if ('faults' in checked) throw invalidRequest(checked.faults, 422)
    const outcome = await configured(store).storeOne(checked.event, writeSignal(request))
    request.metrics = { events_stored: outcome === 'processed' ? 1 : 0, events_duplicate: outcome === 'duplicate' ? 1 : 0, events_failed: outcome === 'conflict' ? 1 : 0 }
    if (outcome === 'conflict') throw conflict(`There is an event ${checked.event.id} with other content.`)
    return { success: true, message: 'Event processed successfully', event_id: checked.event.id, ...(outcome === 'duplicate' && { duplicate: true }) }
  })

  await app.register(async (bulk) => {
    bulk.addContentTypeParser(['application/x-ndjson', 'application/ndjson'], async (_request: unknown, payload: AsyncIterable<Buffer>) => payload)

    bulk.post<{ Body: JsonBody | AsyncIterable<Buffer>, Querystring: { strict?: boolean } }>('/api/v1/events/bulk', {
      config: writes,
      bodyLimit: bulkBodyBytes,
      validatorCompiler: bodyIsCheckedLater,
      schema: {
        tags,
        operationId: 'storeEvents',
        summary: 'Store many events',
        description: `An array of events, { "events": [...] } (up to ${maxBulk}), or NDJSON of any length. An event that does not fit is named and never stops the others.`,
        consumes: ['application/json', 'application/x-ndjson'],
        querystring: writeQuery,
        body: Type.Union([Type.Array(eventSchema), Type.Object({ events: Type.Array(eventSchema) })]),
        response: { 200: bulkAnswer }
      }
    }, async (request) => {
      const strict = request.query.strict ?? strictByDefault
      const { body } = request
      const answer = body !== null && typeof body === 'object' && Symbol.asyncIterator in body
        ? await storeLines(configured(store), body, { strict, signal: writeSignal(request) })
        : await storeBatch(configured(store), jsonBody(body), { strict, maxEvents: maxBulk, signal: writeSignal(request) })
      request.metrics = { events_stored: answer.processedCount, events_duplicate: answer.duplicateCount, events_failed: answer.failedCount }
      return answer
    })
  })

  app.get('/api/v1/events/health', {
    config: { invalidStatus: 422 },
    schema: {
      tags,
      operationId: 'getEventsHealth',
      summary: 'Whether events can be stored',
      description: 'Asks the events database, for at most 3 s.',
      querystring: noQuery,
      response: { 200: healthAnswer, 503: healthAnswer }
    }
  }, async (_request, reply) => {
    if (opened !== null && await answers(opened, healthTimeoutMs)) return { status: 'healthy', message: 'Producer API is healthy', database: 'connected' }
    return reply.code(503).header('retry-after', '5').send({
      status: 'unhealthy', message: 'The events database does not answer', database: opened === null ? 'not_configured' : 'disconnected'
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
  }, async (request, reply) => listEvents(configured(opened), { ...request.query, maxBytes: maxAnswerBytes(request) }, readSignal(reply)))

  app.get('/api/v1/events/:uuid', {
    config: reads,
    schema: {
      tags,
      operationId: 'getEvent',
      summary: 'An event as it was sent',
      description: 'The whole event by its uuid.',
      params: eventParams,
      querystring: noQuery,
      response: { 200: { description: 'The event', ...eventSchema }, 404: { description: 'There is no such event', ...errorBody } }
    }
  }, async (request, reply) => {
    const event = await readEvent(configured(opened), request.params.uuid, readSignal(reply))
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
      description: 'The state of a Car, Loan, LoanPayment, ServiceRecord or any other entity after the latest event about it.',
      params: entityParams,
      querystring: noQuery,
      response: { 200: entityAnswer, 404: { description: 'There is no such entity', ...errorBody } }
    }
  }, async (request, reply) => {
    const { type, id } = request.params
    const entity = await readEntity(configured(opened), type, id, readSignal(reply))
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
    const events = await listEntityEvents(configured(opened), type, id, { ...request.query, maxBytes: maxAnswerBytes(request) }, readSignal(reply))
    if (events === null) throw notFound(`No event speaks of a ${type} ${id}.`)
    return events
  })
}

/** An event is checked with its text at hand, by the service; only the query is checked by its schema here. */
const bodyIsCheckedLater: FastifySchemaCompiler<TSchema> = (route) => route.httpPart === 'body' ? () => true : compileLazily(route)

function parseJson (body: Buffer): JsonBody {
  if (!isUtf8(body)) throw invalidRequest([{ path: 'body', message: 'is not UTF-8' }])
  const text = body.toString()
  try {
    return { text, value: JSON.parse(text) }
  } catch (error) {
    throw invalidRequest([{ path: 'body', message: `is not JSON: ${error instanceof Error ? error.message : String(error)}` }])
  }
}

function jsonBody (body: unknown): JsonBody {
  if (typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string' && 'value' in body) return { text: body.text, value: body.value }
  throw invalidRequest([{ path: 'body', message: 'is missing: send JSON' }])
}

function configured<T> (service: T | null): T {
  if (service !== null) return service
  throw serviceNotConfigured('The events database is not configured: set DATABASE_URL, or AURORA_ENDPOINT, DATABASE_NAME, DATABASE_USER and DATABASE_PASSWORD.', [
    'DATABASE_URL', 'AURORA_ENDPOINT', 'DATABASE_NAME', 'DATABASE_USER', 'DATABASE_PASSWORD'
  ])
}
