import t from 'tap'
import { jsonHeaders, startApp, startPostgres } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

const postgres = await startPostgres(t)
const { app } = await startApp(t, { DATABASE_URL: postgres.url })
const post = (payload: unknown, url = '/api/v1/events') => app.inject({
  method: 'POST', url, headers: jsonHeaders, payload: typeof payload === 'string' ? payload : JSON.stringify(payload)
})
const get = (url: string) => app.inject({ url })
const carColor = async (id: string) => (await get(`/api/v1/entities/Car/${id}`)).json().data.color

t.test('an event is stored with its header and the state of its entity', async (t) => {
  const event = carEvent('single-1')
  const answer = await post(event)
  t.equal(answer.statusCode, 200)
  t.same(answer.json(), { success: true, message: 'Event processed successfully', event_id: 'single-1' })
  t.same((await get('/api/v1/events/single-1')).json(), event)
  const [header] = await postgres.sql(`SELECT header_data, created_date, saved_date
    FROM event_headers WHERE id = 'single-1'`)
  t.match(header, {
    header_data: event.eventHeader,
    created_date: new Date('2024-01-15T10:30:00Z'),
    saved_date: new Date('2024-01-15T10:30:05Z')
  })
  t.same((await get('/api/v1/entities/Car/CAR-1')).json(), {
    entity_type: 'Car',
    entity_id: 'CAR-1',
    created_at: '2024-01-15T10:30:00Z',
    updated_at: '2024-01-15T10:30:00Z',
    event_id: 'single-1',
    data: event.entities[0]
  })
})

t.test('the same event again is a duplicate and stores nothing', async (t) => {
  const event = carEvent('single-2', { carId: 'CAR-2' })
  await post(event)
  const answer = await post(event)
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), { success: true, event_id: 'single-2', duplicate: true })
  t.same(await postgres.sql("SELECT count(*)::int AS n FROM business_events WHERE id = 'single-2'"), [{ n: 1 }])
})

t.test('an event without savedDate is the same when it is sent again', async (t) => {
  const event = carEvent('single-3')
  delete event.eventHeader['savedDate']
  await post(event)
  t.equal((await post(event)).json().duplicate, true)
})

t.test('the same uuid with other content is a conflict and changes nothing', async (t) => {
  await post(carEvent('single-4', { carId: 'CAR-4' }))
  const answer = await post(carEvent('single-4', { carId: 'CAR-4', make: 'Ford' }))
  t.equal(answer.statusCode, 409)
  t.match(answer.json(), { error: 'conflict', status: 409, request_id: String, timestamp: /Z$/ })
  t.equal((await get('/api/v1/entities/Car/CAR-4')).json().data.make, 'Tesla')
})

t.test('fifty requests with one event at once store it once', async (t) => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(carEvent('single-5'))))
  t.ok(answers.every(({ statusCode }) => statusCode === 200))
  t.equal(answers.filter((answer) => answer.json().duplicate !== true).length, 1)
})

t.test('an event without uuid gets one', async (t) => {
  const event = carEvent('')
  delete event.eventHeader['uuid']
  const { event_id: id } = (await post(event)).json()
  t.match(id, /^[0-9a-f-]{36}$/)
  t.same((await get(`/api/v1/events/${id}`)).json(), event)
})

t.test('an event that arrives late is kept and does not overwrite newer state', async (t) => {
  await post(carEvent('late-1', { carId: 'CAR-L', updatedAt: '2024-02-01T00:00:00Z', color: 'new' }))
  await post(carEvent('late-2', { carId: 'CAR-L', updatedAt: '2024-01-31T23:59:59.999999Z', color: 'old' }))
  t.equal(await carColor('CAR-L'), 'new')
  await post(carEvent('late-3', { carId: 'CAR-L', updatedAt: '2024-02-01T01:00:00+01:00', color: 'as new' }))
  t.equal(await carColor('CAR-L'), 'as new', 'not older replaces')
  const { data } = (await get('/api/v1/entities/Car/CAR-L/events')).json()
  t.same(data.map((row: { event_id: string }) => row.event_id), ['late-1', 'late-2', 'late-3'])
})

t.test('of two states of one entity in an event the later one holds', async (t) => {
  const event = carEvent('twice-1', { carId: 'CAR-T', updatedAt: '2024-02-02T00:00:00Z', color: 'second' })
  event.entities.push(...carEvent('', { carId: 'CAR-T', updatedAt: '2024-02-01T00:00:00Z', color: 'first' }).entities)
  t.equal((await post(event)).statusCode, 200)
  t.equal(await carColor('CAR-T'), 'second')
})

t.test('every type of entity is kept, known or not', async (t) => {
  const entity = (entityType: string) => ({
    entityHeader: { entityId: 'E-1', entityType, updatedAt: 1705314600000 },
    note: entityType
  })
  const types = ['Car', 'Loan', 'LoanPayment', 'ServiceRecord', 'Wheel', 'constructor', 'A/B?']
  const answer = await post({ eventHeader: { uuid: 'types', eventName: 'All' }, entities: types.map(entity) })
  t.equal(answer.statusCode, 200)
  for (const type of types) {
    const found = await get(`/api/v1/entities/${encodeURIComponent(type)}/E-1`)
    t.match(found.json(), { entity_type: type, updated_at: '2024-01-15T10:30:00Z', data: { note: type } }, type)
  }
  t.same(await postgres.sql('SELECT count(*)::int AS n FROM other_entities'), [{ n: 3 }])
})

t.test('numbers, unknown keys and odd names are stored as they were sent', async (t) => {
  const text = '{"eventHeader":{"uuid":"exact","eventName":"x","extra":{"__proto__":1}},' +
    '"entities":[{"entityHeader":{"entityId":"X","entityType":"Exact"},' +
    '"big":12345678901234567890.12345678901234567890,"huge":1e400,"tiny":1e-400,' +
    '"constructor":{"prototype":2},"ñ":"\\u00f1\\ud83d\\ude97"}]}'
  t.equal((await post(text)).statusCode, 200)
  const storedEvents = await postgres.sql(
    "SELECT event_data = $1::jsonb AS same FROM business_events WHERE id = 'exact'", [text]
  )
  t.same(storedEvents, [{ same: true }])
  const storedEntities = await postgres.sql(
    "SELECT entity_data = ($1::jsonb -> 'entities' -> 0) AS same FROM other_entities WHERE entity_id = 'X'", [text]
  )
  t.same(storedEntities, [{ same: true }])
  const back = (await get('/api/v1/events/exact')).payload
  t.match(back, '12345678901234567890.12345678901234567890')
})

t.test('dates may be ISO 8601 with any offset, or epoch milliseconds as number or text', async (t) => {
  const dates: [unknown, string][] = [
    ['2024-01-15T10:30:00+05:30', '2024-01-15T05:00:00Z'],
    ['2024-01-15T10:30:00.123456Z', '2024-01-15T10:30:00.123456Z'],
    ['2024-01-15T10:30Z', '2024-01-15T10:30:00Z'],
    ['2024-02-29T23:59:60Z', '2024-03-01T00:00:00Z'],
    ['2024-01-15T10:30:00-2300', '2024-01-16T09:30:00Z'],
    [1705314600123, '2024-01-15T10:30:00.123Z'],
    ['1705314600000', '2024-01-15T10:30:00Z'],
    [-62167219200001, '-000001-12-31T23:59:59.999Z'],
    [253402300800000, '+010000-01-01T00:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z']
  ]
  for (const [sent, stored] of dates) {
    const uuid = `date-${String(sent)}`
    const event = carEvent(uuid)
    event.eventHeader['createdDate'] = sent
    t.equal((await post(event)).statusCode, 200, String(sent))
    const { data } = (await get('/api/v1/entities/Car/CAR-1/events?limit=1000')).json()
    const found = data.find((row: { event_id: string }) => row.event_id === uuid)
    t.equal(found?.created_date, stored, String(sent))
  }
})

const withHeader = (header: object) => ({ ...carEvent('b'), eventHeader: { eventName: 'x', ...header } })
const withEntities = (entities: unknown[]) => ({ ...carEvent('b'), entities })
const withMileage = (text: string) => JSON.stringify(carEvent('b', { mileage: 7777 })).replace('7777', text)

const bad: [name: string, payload: unknown, paths: string[]][] = [
  ['no header and no entities', {}, ['body/eventHeader', 'body/entities']],
  ['an array', [], ['body']],
  ['null', 'null', ['body']],
  ['a blank name', withHeader({ eventName: ' \t' }), ['body/eventHeader/eventName']],
  ['no entities', withEntities([]), ['body/entities']],
  ['1,001 entities', withEntities(Array(1001).fill(carEvent('b').entities[0])), ['body/entities']],
  ['an empty uuid', carEvent(''), ['body/eventHeader/uuid']],
  ['a uuid of 256 characters', carEvent('x'.repeat(256)), ['body/eventHeader/uuid']],
  ['a uuid of 256 characters that look like fewer', carEvent('e\u0301'.repeat(128)), ['body/eventHeader/uuid']],
  ['a number as uuid', withHeader({ uuid: 5 }), ['body/eventHeader/uuid']],
  ['a blank type', withHeader({ eventType: ' ' }), ['body/eventHeader/eventType']],
  ['a day that is not', withHeader({ createdDate: '2023-02-29T00:00:00Z' }), ['body/eventHeader/createdDate']],
  ['a date without offset', withHeader({ savedDate: '2024-01-15T10:30:00' }), ['body/eventHeader/savedDate']],
  ['a date before PostgreSQL\'s first', withHeader({ createdDate: -3e14 }), ['body/eventHeader/createdDate']],
  ['a boolean as date', carEvent('b', { updatedAt: true }), ['body/entities/0/entityHeader/updatedAt']],
  [
    'an entity without id',
    withEntities([{ entityHeader: { entityType: 'Car' } }]),
    ['body/entities/0/entityHeader/entityId']
  ],
  ['U+0000 in a value', carEvent('b', { color: 'a\0b' }), ['body/entities/0/color']],
  ['U+0000 in a key', carEvent('b', { 'a\0': 1 }), ['body/entities/0/a\uFFFD']],
  ['a lone surrogate', carEvent('b', { color: '\ud800' }), ['body/entities/0/color']],
  ['a number beyond numeric', withMileage('1e131072'), ['body/entities/0/mileage']],
  ['a number finer than numeric', withMileage(`0.${'0'.repeat(16383)}1`), ['body/entities/0/mileage']],
  [
    'a number whose parts are short but whose scale is not',
    withMileage(`0.${'1'.repeat(16000)}e-500`),
    ['body/entities/0/mileage']
  ],
  [
    'a huge number hidden by a later member of the same name',
    withMileage('1e200000,"mileage":1'),
    ['body/entities/0/mileage']
  ],
  [
    'U+0000 hidden by a later member of the same name',
    withMileage('"\\u0000","mileage":1'),
    ['body/entities/0/mileage']
  ],
  ['too deep nesting', withMileage('['.repeat(20000) + ']'.repeat(20000)), ['body']]
]

for (const [name, payload, paths] of bad) {
  t.test(`422 with the path for ${name}`, async (t) => {
    const answer = await post(payload)
    t.equal(answer.statusCode, 422)
    t.match(answer.json(), { error: 'invalid_request', status: 422 })
    t.same(answer.json().details.map((fault: { path: string }) => fault.path), paths)
  })
}

t.test('400 for what is not JSON, 415 for another media type, 413 for too much', async (t) => {
  for (const payload of ['{', '', '{"a":}', 'x']) t.equal((await post(payload)).statusCode, 400, payload)
  t.match((await post('{')).json(), { error: 'invalid_request', details: [{ path: 'body', message: /JSON/ }] })
  const postAs = (headers: Record<string, string>, payload: string | Buffer) =>
    app.inject({ method: 'POST', url: '/api/v1/events', headers, payload })
  const invalidUtf8 = await postAs(jsonHeaders, Buffer.from([0x22, 0xff, 0x22]))
  t.equal(invalidUtf8.statusCode, 400)
  t.match(invalidUtf8.json().details, [{ path: 'body', message: 'is not UTF-8' }])
  const plain = await postAs({ 'content-type': 'text/plain' }, 'x')
  t.match(plain.json(), { error: 'unsupported_media_type', status: 415 })
  const large = await post(carEvent('b', { color: 'x'.repeat(1_100_000) }))
  t.match(large.json(), { error: 'payload_too_large', status: 413 })
})

t.test('texts that only look like what PostgreSQL cannot hold are stored', async (t) => {
  const event = carEvent('looks', {
    a: '\\u0000',
    b: '1e200000',
    c: '9'.repeat(20_000),
    d: '\\\\ud800',
    e: '9'.repeat(9999) + 'x',
    f: 1e-300
  })
  t.equal((await post(event)).statusCode, 200)
  t.same((await get('/api/v1/events/looks')).json(), event)
})

t.test('a parameter that a route does not have is named', async (t) => {
  for (const url of ['/api/v1/events/single-1', '/api/v1/entities/Car/CAR-1', '/api/v1/events/health']) {
    const answer = await get(`${url}?foo=1`)
    t.equal(answer.statusCode, 422, url)
    t.match(answer.json().details, [{ path: 'query/foo' }])
  }
})

t.test('known entities are checked only when strict is asked for', async (t) => {
  const event = carEvent('strict-1', { vin: 'O'.repeat(17), year: 1899 })
  const answer = await post(event, '/api/v1/events?strict=true')
  t.equal(answer.statusCode, 422)
  const paths = answer.json().details.map((fault: { path: string }) => fault.path)
  t.same(paths.sort(), ['body/entities/0/vin', 'body/entities/0/year'])
  t.equal((await post(event)).statusCode, 200)
  t.equal((await post(carEvent('strict-2'), '/api/v1/events?strict=true')).statusCode, 200)
  t.equal((await post(carEvent('strict-3'), '/api/v1/events?strct=true')).statusCode, 422, 'an unknown parameter')
})
