import type { Config } from './config.ts'

/** What to try first, for the terminal of a person who just started the server. */
export function welcome ({ security }: Config, origin: string): string {
  const event = '{"eventHeader":{"uuid":"hello-1","eventName":"Car Created","eventType":"CarCreated","createdDate":"2024-01-15T10:30:00Z"},"entities":[{"entityHeader":{"entityId":"CAR-1","entityType":"Car","updatedAt":"2024-01-15T10:30:00Z"},"make":"Tesla"}]}'
  const key = security.auth.length === 0 ? '' : " -H 'x-api-key: YOUR-KEY'"
  return `
Atalaya is up: open ${origin} in a browser, or try:

  curl ${origin}/health
  curl${key} '${origin}/sales?limit=2'
  curl${key} '${origin}/sales/summary?group_by=department'
  curl${key} -X POST ${origin}/venues/popularity
  curl${key} ${origin}/chat -H 'content-type: application/json' -d '{"message":"jazz in New York"}'
  curl${key} ${origin}/ask -H 'content-type: application/json' -d '{"question":"¿Cuántos clientes hay por tipo?"}'
  curl${key} ${origin}/api/v1/events -H 'content-type: application/json' -d '${event}'
  curl${key} ${origin}/api/v1/entities/Car/CAR-1
  ${origin}/docs has every route

`
}
