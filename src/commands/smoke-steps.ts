export interface SmokeStep {
  /** The operationId that it covers. */
  operation: string
  method?: 'GET' | 'POST'
  path: string
  type?: string
  body?: string
  /** Whether the text of the answer is what this operation answers. */
  holds (text: string): boolean
}

/** The one event that smoke tests store; stored again it is a duplicate, so a database gets it once. */
const uuid = 'atalaya-smoke-1'
const event = JSON.stringify({
  eventHeader: { uuid, eventName: 'Smoke Test', eventType: 'SmokeTest', createdDate: '2024-01-01T00:00:00Z', savedDate: '2024-01-01T00:00:00Z' },
  entities: [{ entityHeader: { entityId: uuid, entityType: 'SmokeTest', updatedAt: '2024-01-01T00:00:00Z' } }]
})

const has = (...keys: string[]) => (text: string) => {
  const answer: unknown = JSON.parse(text)
  return typeof answer === 'object' && answer !== null && keys.every((key) => key in answer)
}

/** A call for each operation, in an order in which each finds what it needs. */
export const smokeSteps: SmokeStep[] = [
  { operation: 'getHealth', path: '/health', holds: has('status', 'services') },
  { operation: 'getHealth', path: '/health?deep=true', holds: has('status', 'services') },
  { operation: 'getOpenApi', path: '/openapi.json', holds: has('openapi', 'paths') },
  { operation: 'listSales', path: '/sales?limit=1', holds: has('data', 'meta') },
  { operation: 'listSales', path: '/sales?limit=1&format=ndjson', holds: (text) => text === '' || has('FECHA')(text.split('\n', 1)[0] ?? '') },
  { operation: 'listSales', path: '/sales?limit=1&format=csv', holds: (text) => text.startsWith('COMPAÑIA,') },
  { operation: 'summarizeSales', path: '/sales/summary?group_by=year&limit=1', holds: has('data', 'total') },
  { operation: 'rankVenues', method: 'POST', path: '/venues/popularity', body: '{"top_n":1}', holds: has('venues', 'total_venues') },
  { operation: 'predictTickets', method: 'POST', path: '/tickets/predict', body: JSON.stringify({ artist_id: 'artist_001', venue_id: 'venue_001', event_date: '2099-01-01' }), holds: has('predicted_sales', 'features_used') },
  { operation: 'recommendConcerts', method: 'POST', path: '/recommendations', body: '{"top_n":1}', holds: has('recommendations', 'recommendation_type') },
  { operation: 'chat', method: 'POST', path: '/chat', body: '{"message":"Recommend concerts","session_id":"atalaya-smoke"}', holds: has('message', 'session_id', 'intent') },
  { operation: 'getEventsHealth', path: '/api/v1/events/health', holds: (text) => text.includes('"healthy"') },
  { operation: 'storeEvent', method: 'POST', path: '/api/v1/events', body: event, holds: has('success', 'event_id') },
  { operation: 'storeEvents', method: 'POST', path: '/api/v1/events/bulk', type: 'application/x-ndjson', body: event, holds: (text) => text.includes('"failedCount":0') },
  { operation: 'listEvents', path: '/api/v1/events?limit=1', holds: has('data', 'meta') },
  { operation: 'getEvent', path: `/api/v1/events/${uuid}`, holds: has('eventHeader', 'entities') },
  { operation: 'getEntity', path: `/api/v1/entities/SmokeTest/${uuid}`, holds: has('entity_type', 'data') },
  { operation: 'listEntityEvents', path: `/api/v1/entities/SmokeTest/${uuid}/events`, holds: has('data', 'meta') }
]
