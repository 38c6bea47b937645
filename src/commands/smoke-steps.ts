import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { isObject } from '../json/is-object.ts'

export interface SmokeStep {
  /** The operationId that it covers, or what the document does not have. */
  operation: string
  method?: 'GET' | 'POST' | 'DELETE'
  /** Of the path and the body one may be made from the text of the answer before. */
  path: string | ((before: string) => string)
  type?: string
  body?: string | ((before: string) => string)
  /** A 404 holds, too: there may be nothing yet. */
  mayBeMissing?: boolean
  /** Whether the text of the answer is what this operation answers. */
  holds (text: string): boolean
}

/** The one event that smoke tests store; stored again it is a duplicate, so a database gets it once. */
const uuid = 'atalaya-smoke-1'
const date = '2024-01-01T00:00:00Z'
const event = JSON.stringify({
  eventHeader: { uuid, eventName: 'Smoke Test', eventType: 'SmokeTest', createdDate: date, savedDate: date },
  entities: [{ entityHeader: { entityId: uuid, entityType: 'SmokeTest', updatedAt: date } }]
})

function has (...keys: string[]): (text: string) => boolean {
  return (text) => {
    const answer: unknown = JSON.parse(text)
    return isObject(answer) && keys.every((key) => key in answer)
  }
}

const tables = Type.Object({ tables: Type.Optional(Type.Array(Type.Object({ name: Type.String() }))) })

function firstTable (schema: string): string {
  return Parse(tables, JSON.parse(schema)).tables?.[0]?.name ?? 'rows'
}

function questionAbout (schema: string): string {
  return JSON.stringify({ question: `How many ${firstTable(schema)} are there?`, conversation_id: 'atalaya-smoke' })
}

const purchase = Type.Object({ tenant_id: Type.String(), compra_id: Type.String() })
const report = Type.Object({ recent_purchases: Type.Optional(Type.Array(purchase)) })

/** The latest purchase of a report. */
function firstPurchase (text: string): string {
  const [latest] = Parse(report, JSON.parse(text)).recent_purchases ?? []
  return [latest?.tenant_id ?? 'atalaya-smoke', latest?.compra_id ?? 'atalaya-smoke'].map(encodeURIComponent).join('/')
}

const added = Type.Object({ id: Type.Optional(Type.String()) })

/** Where the example is that the step before added. */
function exampleAddress (text: string): string {
  return `/ask/examples/${Parse(added, JSON.parse(text)).id}`
}

/** Where the page's script is. */
function scriptAddress (page: string): string {
  return `/${/src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1] ?? 'assets'}`
}

/** A call for each operation, in an order in which each finds what it needs. */
export const smokeSteps: SmokeStep[] = [
  { operation: 'getHealth', path: '/health', holds: has('status', 'services') },
  { operation: 'getHealth', path: '/health?deep=true', holds: has('status', 'services') },
  { operation: 'console', path: '/', holds: (text) => text.startsWith('<!doctype html>') },
  { operation: 'console', path: scriptAddress, holds: (text) => text.length > 10_000 },
  { operation: 'getOpenApi', path: '/openapi.json', holds: has('openapi', 'paths') },
  { operation: 'listSales', path: '/sales?limit=1', holds: has('data', 'meta') },
  {
    operation: 'listSales',
    path: '/sales?limit=1&format=ndjson',
    holds: (text) => text === '' || has('FECHA')(text.split('\n', 1)[0] ?? '')
  },
  { operation: 'listSales', path: '/sales?limit=1&format=csv', holds: (text) => text.startsWith('COMPAÑIA,') },
  { operation: 'summarizeSales', path: '/sales/summary?group_by=year&limit=1', holds: has('data', 'total') },
  {
    operation: 'rankVenues',
    method: 'POST',
    path: '/venues/popularity',
    body: '{"top_n":1}',
    holds: has('venues', 'total_venues')
  },
  {
    operation: 'predictTickets',
    method: 'POST',
    path: '/tickets/predict',
    body: '{"artist_id":"artist_001","venue_id":"venue_001","event_date":"2099-01-01"}',
    holds: has('predicted_sales', 'features_used')
  },
  {
    operation: 'recommendConcerts',
    method: 'POST',
    path: '/recommendations',
    body: '{"top_n":1}',
    holds: has('recommendations', 'recommendation_type')
  },
  {
    operation: 'chat',
    method: 'POST',
    path: '/chat',
    body: '{"message":"Recommend concerts","session_id":"atalaya-smoke"}',
    holds: has('message', 'session_id', 'intent')
  },
  { operation: 'getAskSchema', path: '/ask/schema', holds: has('schemas', 'tables') },
  { operation: 'askQuestion', method: 'POST', path: '/ask', body: questionAbout, holds: has('answer', 'sql', 'data') },
  {
    operation: 'sendAskFeedback',
    method: 'POST',
    path: '/ask/feedback',
    body: '{"conversation_id":"atalaya-smoke","ok":false}',
    holds: has('stored')
  },
  { operation: 'listAskExamples', path: '/ask/examples', holds: has('data', 'meta') },
  {
    operation: 'addAskExample',
    method: 'POST',
    path: '/ask/examples',
    body: '{"question":"atalaya-smoke","sql":"SELECT 1 AS one"}',
    holds: has('id', 'sql')
  },
  { operation: 'removeAskExample', method: 'DELETE', path: exampleAddress, holds: has('deleted') },
  { operation: 'getEventsHealth', path: '/api/v1/events/health', holds: (text) => text.includes('"healthy"') },
  { operation: 'storeEvent', method: 'POST', path: '/api/v1/events', body: event, holds: has('success', 'event_id') },
  {
    operation: 'storeEvents',
    method: 'POST',
    path: '/api/v1/events/bulk',
    type: 'application/x-ndjson',
    body: event,
    holds: (text) => text.includes('"failedCount":0')
  },
  { operation: 'listEvents', path: '/api/v1/events?limit=1', holds: has('data', 'meta') },
  { operation: 'getEvent', path: `/api/v1/events/${uuid}`, holds: has('eventHeader', 'entities') },
  { operation: 'getEntity', path: `/api/v1/entities/SmokeTest/${uuid}`, holds: has('entity_type', 'data') },
  { operation: 'listEntityEvents', path: `/api/v1/entities/SmokeTest/${uuid}/events`, holds: has('data', 'meta') },
  {
    operation: 'postPurchasesReport',
    method: 'POST',
    path: '/purchases/report',
    body: '{"tenant_id":"atalaya-smoke"}',
    holds: has('statistics', 'meta')
  },
  { operation: 'getPurchasesReport', path: '/purchases/report', holds: has('statistics', 'meta') },
  {
    operation: 'getPurchase',
    path: (text) => `/purchases/${firstPurchase(text)}`,
    mayBeMissing: true,
    holds: has('state', 'history')
  }
]
