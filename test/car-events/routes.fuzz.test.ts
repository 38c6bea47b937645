import fc from 'fast-check'
import t from 'tap'
import { startApp, startPostgres } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

const runs = 10_000
const atOnce = 50
const postgres = await startPostgres(t)
const { app } = await startApp(t, { DATABASE_URL: postgres.url, LOG_LEVEL: 'error' })

/** Anything that JSON can say, with the names of the schema wherever a name is needed. */
const names = [
  'eventHeader', 'entities', 'uuid', 'eventName', 'eventType', 'createdDate', 'savedDate',
  'entityHeader', 'entityId', 'entityType', 'createdAt', 'updatedAt', 'events', '__proto__', 'constructor'
]
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null),
  fc.constantFrom(
    'Car', 'Loan', '2024-01-15T10:30:00Z', '2024-13-45T99:99:99Z', '+275760-09-13T00:00:00Z', '1705314600000',
    8.64e15, 1e308, '\0', '\ud800', ' ', 'x'.repeat(256), '1e999999'
  )
)
const key = fc.oneof(fc.constantFrom(...names), fc.string())
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 })
  )
}))
const header = fc.record({
  uuid: fc.oneof(scalar, fc.uuid()),
  eventName: scalar,
  eventType: scalar,
  createdDate: scalar,
  savedDate: scalar,
  more: tree
}, { requiredKeys: [] })
const entityHeader = fc.record({
  entityId: scalar,
  entityType: scalar,
  createdAt: scalar,
  updatedAt: scalar
}, { requiredKeys: [] })
const entity = fc.record({ entityHeader, note: tree }, { requiredKeys: [] })
const nearlyEvent = fc.record({
  eventHeader: fc.oneof(header, scalar),
  entities: fc.oneof(fc.array(entity, { maxLength: 3 }), tree),
  more: tree
}, { requiredKeys: [] })
const validEvent = fc.record({
  eventHeader: fc.record({ eventName: fc.string({ minLength: 1 }).filter((name) => name.trim() !== '') }),
  entities: fc.array(fc.record({
    entityHeader: fc.record({ entityId: fc.uuid(), entityType: fc.constantFrom('Car', 'Loan', 'Wheel') }), note: tree
  }), { minLength: 1, maxLength: 3 })
})
const whole = JSON.stringify(carEvent('cut'))
const cut = fc.nat(whole.length).map((length) => whole.slice(0, length))
const nearlyJson = fc.oneof(fc.string({ unit: 'binary' }), cut)
const body = fc.oneof(
  { weight: 3, arbitrary: validEvent.map((event) => JSON.stringify(event)) },
  { weight: 5, arbitrary: nearlyEvent.map((event) => JSON.stringify(event)) },
  { weight: 2, arbitrary: fc.array(nearlyEvent, { maxLength: 4 }).map((events) => JSON.stringify(events)) },
  { weight: 1, arbitrary: tree.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: nearlyJson },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) }
)

const routes = [['', 'application/json'], ['/bulk', 'application/json'], ['/bulk', 'application/x-ndjson']] as const

for (const [path, type] of routes) {
  t.test(`${runs} generated bodies to /api/v1/events${path} as ${type}: never a 5xx, never no answer`, async (t) => {
    const bodies = fc.sample(body, { numRuns: runs, seed: 20241122 })
    const statuses = new Map<number, number>()
    for (let start = 0; start < runs; start += atOnce) {
      await Promise.all(bodies.slice(start, start + atOnce).map(async (payload) => {
        const headers = { 'content-type': type }
        const answer = await app.inject({ method: 'POST', url: `/api/v1/events${path}`, headers, payload })
        const { statusCode, payload: text } = answer
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
        const failed = statusCode === 200 && /internal_error|service_unavailable/.test(text)
        if (statusCode < 500 && !failed) return
        t.fail(`${statusCode} ${text.slice(0, 300)} for ${JSON.stringify(String(payload)).slice(0, 500)}`)
      }))
    }
    const seen = JSON.stringify([...statuses])
    t.ok((statuses.get(200) ?? 0) > 50, seen)
    t.ok([...statuses.keys()].every((status) => [200, 400, 409, 422].includes(status)), seen)
  })
}
