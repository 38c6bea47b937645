import pg from 'pg'
import t from 'tap'
import { entityEventsStatement } from '../../src/car-events/list-statement.ts'
import { jsonHeaders, startApp, startPostgres } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

const postgres = await startPostgres(t)
const { app } = await startApp(t, { DATABASE_URL: postgres.url })
const get = async (url: string) => (await app.inject({ url })).json()

const events = Array.from({ length: 25 }, (_, n) => {
  const event = carEvent(`e-${String(n).padStart(2, '0')}`, { carId: `CAR-${n % 3}` })
  event.eventHeader['createdDate'] = `2024-01-${String(1 + Math.floor(n / 3)).padStart(2, '0')}T12:00:00Z`
  event.eventHeader['eventType'] = n % 2 === 0 ? 'CarCreated' : 'CarServiceDone'
  return event
})
await app.inject({ method: 'POST', url: '/api/v1/events/bulk', headers: jsonHeaders, payload: JSON.stringify(events) })

interface Page {
  data: { event_id: string }[]
  meta: { next_cursor: string | null }
}

const walk = async (url: string) => {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { data, meta }: Page = await get(`${url}${cursor === '' ? '' : `&cursor=${cursor}`}`)
    ids.push(...data.map((row) => row.event_id))
    cursor = meta.next_cursor
  }
  return ids
}
const newestFirst = events.map((event) => String(event.eventHeader['uuid'])).reverse()

t.test('pages of events are newest first, disjoint and complete', async (t) => {
  for (const limit of [1, 4, 25, 100]) {
    t.same(await walk(`/api/v1/events?limit=${limit}`), newestFirst, `limit ${limit}`)
  }
})

t.test('events without a date, which others may have stored, come last', async (t) => {
  await postgres.sql(`INSERT INTO business_events (id, event_name, event_data)
    VALUES ('undated-1', 'x', '{}'), ('undated-2', 'x', '{}')`)
  t.same(await walk('/api/v1/events?limit=2'), [...newestFirst, 'undated-2', 'undated-1'])
  t.same(await walk('/api/v1/events?limit=2&from=2024-01-09'), newestFirst.slice(0, 1))
  await postgres.sql("DELETE FROM business_events WHERE id LIKE 'undated-%'")
})

t.test('filters by type and by date, the last day included', async (t) => {
  const filtered = (filter: string) => walk(`/api/v1/events?limit=7&${filter}`)
  t.equal((await filtered('type=CarServiceDone')).length, 12)
  t.same(await filtered('from=2024-01-02&to=2024-01-02'), ['e-05', 'e-04', 'e-03'])
  t.same(await filtered('from=2024-01-02T12:00:00Z&to=2024-01-02T14:00:00%2B02:00'), ['e-05', 'e-04', 'e-03'])
  t.same(await filtered('from=2024-01-02T12:00:01Z&to=2024-01-03'), ['e-08', 'e-07', 'e-06'])
})

t.test('the history of an entity is oldest first, page by page', async (t) => {
  const ids = events.filter((_, n) => n % 3 === 1).map((event) => event.eventHeader['uuid'])
  for (const limit of [1, 3, 100]) t.same(await walk(`/api/v1/entities/Car/CAR-1/events?limit=${limit}`), ids)
})

t.test('the history is found through the index', async (t) => {
  // a table this small is read as a whole unless that is forbidden
  const client = new pg.Client({
    connectionString: postgres.url,
    options: '-c enable_seqscan=off -c enable_indexscan=off'
  })
  await client.connect()
  t.teardown(() => client.end())
  const { text, values = [] } = entityEventsStatement('Car', 'CAR-1', { limit: 10 })
  const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, [...values])
  t.match(plan.map((row) => row['QUERY PLAN']).join('\n'), /Bitmap Index Scan on business_events_entity_ids_idx/)
  const [index] = await postgres.sql<{ definition: string }>(`SELECT indexdef AS definition FROM pg_indexes
    WHERE indexname = 'business_events_entity_ids_idx'`)
  const path = '$."entities"[*]."entityHeader"."entityId"'
  t.match(index?.definition, `jsonb_path_query_array(event_data, '${path}'::jsonpath)`)
})

t.test('unknown ones are 404, and a type is not another', async (t) => {
  for (const url of [
    '/api/v1/events/nope',
    '/api/v1/entities/Car/nope',
    '/api/v1/entities/Loan/CAR-1',
    '/api/v1/entities/Loan/CAR-1/events',
    '/api/v1/entities/Car/nope/events'
  ]) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, 404, url)
    t.match(answer.json(), { error: 'not_found', status: 404 })
  }
})

t.test('bad parameters are 422 with their path', async (t) => {
  const cursorOf = (json: string) => Buffer.from(json).toString('base64url')
  const cases: [string, string][] = [
    ['/api/v1/events?limit=0', 'query/limit'],
    ['/api/v1/events?limit=1.5', 'query/limit'],
    ['/api/v1/events?limit=', 'query/limit'],
    ['/api/v1/events?from=yesterday', 'query/from'],
    ['/api/v1/events?to=2024-02-30', 'query/to'],
    ['/api/v1/events?typ=x', 'query/typ'],
    ['/api/v1/events?cursor=x', 'query/cursor'],
    ['/api/v1/events?type=%00', 'query/type'],
    ['/api/v1/events/%00', 'path/uuid'],
    [`/api/v1/events?cursor=${cursorOf('["999999999-01-01 00:00:00+00","x"]')}`, 'query/cursor'],
    [`/api/v1/events?from=2024-01-01&cursor=${cursorOf('[null,"x"]')}`, 'query/cursor'],
    [`/api/v1/entities/Car/CAR-1/events?cursor=${cursorOf('["x","y"]')}`, 'query/cursor']
  ]
  for (const [url, path] of cases) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, 422, url)
    t.match(answer.json().details, [{ path }], url)
  }
})

t.test('a uuid with a slash or other signs is found again', async (t) => {
  const uuid = 'a/b?c=d&é #%2F'
  const payload = JSON.stringify(carEvent(uuid))
  await app.inject({ method: 'POST', url: '/api/v1/events', headers: jsonHeaders, payload })
  t.equal((await get(`/api/v1/events/${encodeURIComponent(uuid)}`)).eventHeader.uuid, uuid)
})
