export type Value = string | number | boolean | null | RegExp

/** What the answer to a call of a document looks like, in the order in which the calls stand there. */
export interface Expected {
  /** What the command has in it, so that a call that was added or moved is found. */
  call: string
  status: number
  /** What one place of a JSON answer holds, by its path: a value, a pattern of its text, or a type's name. */
  at?: [path: string, value: Value]
  /** What an answer that is no JSON has in it. */
  text?: RegExp
}

const readme: Expected[] = [
  { call: '/health?deep=true', status: 200, at: ['services.postgres.state', 'ok'] },
  { call: '/sales?department=Yoro', status: 200, at: ['data.0.FECHA', '2024-01-01'] },
  { call: '/venues/popularity', status: 200, at: ['venues.2.popularity_rank', 3] },
  { call: 'revenue by venue type', status: 200, at: ['data.0.venue_type', 'stadium'] },
  { call: '/api/v1/events', status: 200, at: ['event_id', 'hello-1'] },
  { call: '/api/v1/entities/Car/CAR-1', status: 200, at: ['data.make', 'Tesla'] }
]

const shared: Expected[] = [
  { call: '/health', status: 200, at: ['services.postgres', 'embedded'] },
  { call: '/health?deep=true', status: 200, at: ['services.purchases_bucket.state', 'ok'] },
  { call: '/openapi.json', status: 200, at: ['openapi', /^3\.0\./] },
  { call: 'localhost:3000/', status: 200, text: /^<!doctype html>/ }
]

const sales: Expected[] = [
  { call: '/sales?limit=2', status: 200, at: ['meta.row_count', 2] },
  { call: 'keys=ascii', status: 200, at: ['data.0.ANIO', 2024] },
  { call: 'agency=AG03&year=2025', status: 200, text: /^\{"COMPAÑIA":.*"FECHA":"2025-01-01".*\n\{/ },
  { call: 'bom=true&client=C00013', status: 200, text: /^\uFEFFCOMPAÑIA,[^]*\r\n[^]*,C00013,/ },
  { call: 'group_by=department', status: 200, at: ['data.0.department', 'Cortés'] },
  { call: 'group_by=grouping,year', status: 200, at: ['data.0.grouping', 'Azúcar'] }
]

const concerts: Expected[] = [
  { call: '-X POST localhost:3000/venues/popularity', status: 200, at: ['venues.0.popularity_rank', 1] },
  { call: '"city": "New York"', status: 200, at: ['venues.2.city', 'New York'] },
  { call: '/tickets/predict', status: 200, at: ['features_used.venue_capacity', 3790] },
  { call: '"artist_preferences"', status: 200, at: ['recommendations.0.city', 'New York'] },
  { call: '"user_id": "user_16"', status: 200, at: ['recommendations.0.reasoning', /^You have bought tickets/] },
  { call: 'rock concert in New York', status: 200, at: ['data.recommendations.0.city', 'New York'] },
  { call: 'and in Boston?', status: 200, at: ['data.recommendations.0.city', 'Boston'] },
  { call: 'ocupación en Miami', status: 200, text: /\nevent: data\ndata: .*"city":"Miami"[^]*\nevent: done\n/ }
]

const questions: Expected[] = [
  { call: 'clientes hay por tipo', status: 200, at: ['data.0.tipo', 'Detallista'] },
  { call: 'Ventas por año', status: 200, at: ['data.0.anio', 2023] },
  { call: 'y por agencia?', status: 200, at: ['conversation_id', 'mine-2'] },
  { call: '5 artistas más populares', status: 200, at: ['row_count', 5] },
  { call: 'recintos hay en Miami', status: 200, at: ['row_count', 4] },
  { call: 'largest capacity', status: 200, at: ['data.0.name', 'Union Stadium'] },
  { call: 'each month of last year', status: 200, at: ['row_count', 12] },
  { call: '"language": "es"', status: 200, at: ['answer', /^Suma de /] },
  { call: '"max_rows": 5', status: 200, at: ['truncated', true] },
  { call: '"dry_run": true', status: 200, at: ['sql', /^SELECT /] },
  { call: 'venues are there in each city', status: 200, text: /\nevent: sql\n[^]*\nevent: rows\n[^]*\nevent: done\n/ },
  { call: 'the weather in Boston', status: 422, at: ['error', 'question_not_answerable'] },
  { call: '/ask/schema', status: 200, at: ['schemas.0', 'public'] },
  { call: '"best customers"', status: 200, at: ['question', 'best customers'] },
  { call: '/ask/examples', status: 200, at: ['data.0.question', 'best customers'] },
  { call: '/ask/feedback', status: 200, at: ['stored', true] }
]

const carEvents: Expected[] = [
  { call: '"car-created-0001"', status: 200, at: ['event_id', 'car-created-0001'] },
  { call: 'application/x-ndjson', status: 200, at: ['processedCount', 2] },
  { call: '"batch-1"', status: 200, at: ['processedCount', 1] },
  { call: '/api/v1/events?from=2024-01-01', status: 200, at: ['data.0.event_id', 'batch-1'] },
  { call: '/api/v1/events/car-created-0001', status: 200, at: ['entities.0.owner', 'John Doe'] },
  { call: '/api/v1/events/health', status: 200, at: ['database', 'connected'] },
  { call: '/entities/Car/CAR-2024-001', status: 200, at: ['data.mileage', 120] },
  { call: '/entities/Car/CAR-2024-001/events', status: 200, at: ['data.0.event_id', 'car-created-0001'] }
]

const purchases: Expected[] = [
  { call: 'tenant_id=acme', status: 200, at: ['statistics.by_tenant.0.tenant_id', 'acme'] },
  { call: 'from=2026-01-01', status: 200, at: ['from', '2026-01-01'] },
  { call: '"tienda norte"', status: 200, at: ['statistics.by_tenant.0.tenant_id', 'tienda norte'] },
  { call: '/purchases/acme/C-000057', status: 200, at: ['state', 'current'] }
]

export const answers: Record<string, Expected[]> = {
  'README.md': readme,
  'docs/api.md': [...shared, ...sales, ...concerts, ...questions, ...carEvents, ...purchases]
}
