import type { Config } from './config/config.ts'

const event = JSON.stringify({
  eventHeader: {
    uuid: 'welcome-1', eventName: 'Car Created', eventType: 'CarCreated', createdDate: '2024-01-15T10:30:00Z'
  },
  entities: [{
    entityHeader: { entityId: 'CAR-1', entityType: 'Car', updatedAt: '2024-01-15T10:30:00Z' }, make: 'Tesla'
  }]
})

function keyHeader (auth: Config['security']['auth']): string {
  if (auth.length === 0) return ''
  return auth.includes('api-key') ? " -H 'x-api-key: YOUR-KEY'" : " -H 'authorization: Bearer YOUR-TOKEN'"
}

/** What to try first, for the terminal of a person who just started the server on `origin`. */
export function welcome ({ security }: Config, origin: string): string {
  const key = keyHeader(security.auth)
  const get = (path: string) => `curl${key} '${origin}${path}'`
  const post = (path: string, body: string) => (
    `curl${key} ${origin}${path} -H 'content-type: application/json' -d '${body}'`
  )
  return `
Atalaya is up: open ${origin} in a browser, or try:

  curl ${origin}/health
  ${get('/sales?limit=2')}
  ${get('/sales/summary?group_by=department')}
  curl${key} -X POST ${origin}/venues/popularity
  ${post('/chat', '{"message":"jazz in New York"}')}
  ${post('/ask', '{"question":"¿Cuántos clientes hay por tipo?"}')}
  ${post('/api/v1/events', event)}
  curl${key} ${origin}/api/v1/entities/Car/CAR-1
  ${origin}/docs has every route

`
}
