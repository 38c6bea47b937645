import { Agent, request } from 'node:http'
import t from 'tap'
import { jsonHeaders, startApp, startPostgres } from '../helper.ts'
import { carEvent } from './event-fixture.ts'

const postgres = await startPostgres(t)
// the largest batch takes a busy machine longer than a statement has by default
const { app } = await startApp(t, { DATABASE_URL: postgres.url, MAX_BULK_EVENTS: '50', DB_STATEMENT_TIMEOUT: '300' })
const post = (payload: string | Buffer, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url: '/api/v1/events/bulk', headers, payload })
const bulk = (payload: unknown) => post(typeof payload === 'string' ? payload : JSON.stringify(payload), jsonHeaders)
const ndjson = (payload: string | Buffer) => post(payload, { 'content-type': 'application/x-ndjson' })
const carData = async (id: string) => (await app.inject({ url: `/api/v1/entities/Car/${id}` })).json().data
const stored = async (like: string) => {
  const [row] = await postgres.sql<{ n: number }>(
    'SELECT count(*)::int AS n FROM business_events WHERE id LIKE $1', [like]
  )
  return row?.n
}

t.test('an array, an object with events and NDJSON are all stored', async (t) => {
  const events = (kind: string) => [carEvent(`${kind}-1`), carEvent(`${kind}-2`)]
  for (const answer of [
    await bulk(events('array')),
    await bulk({ events: events('object') }),
    await ndjson(events('lines').map((event) => JSON.stringify(event)).join('\n'))
  ]) {
    t.equal(answer.statusCode, 200)
    t.match(answer.json(), {
      success: true,
      processedCount: 2,
      duplicateCount: 0,
      failedCount: 0,
      batchId: /^[0-9a-f-]{36}$/,
      processingTimeMs: Number
    })
    t.same(answer.json().errors, [])
  }
  t.equal(await stored('%-1'), 3)
})

t.test('one bad event never stops the others, and each failure is named', async (t) => {
  await bulk([carEvent('mixed-0')])
  const answer = await bulk([
    carEvent('mixed-1'),
    {},
    carEvent('mixed-0'),
    carEvent('mixed-0', { make: 'Ford' }),
    carEvent('mixed-2', { updatedAt: 'never' }),
    7,
    carEvent('mixed-3')
  ])
  t.equal(answer.statusCode, 200)
  t.match(answer.json(), {
    success: false,
    processedCount: 2,
    duplicateCount: 1,
    failedCount: 4,
    errors: [
      { index: 1, uuid: null, error: 'invalid_request', details: [{ path: '/eventHeader' }, { path: '/entities' }] },
      { index: 3, uuid: 'mixed-0', error: 'conflict' },
      {
        index: 4,
        uuid: 'mixed-2',
        error: 'invalid_request',
        details: [{ path: '/entities/0/entityHeader/updatedAt' }]
      },
      { index: 5, uuid: null, error: 'invalid_request', details: [{ path: '' }] }
    ]
  })
  t.equal(await stored('mixed-%'), 3)
})

t.test('one uuid twice in a batch is stored once, counted as processed and as duplicate', async (t) => {
  const answer = await bulk([carEvent('same-1'), carEvent('same-1'), carEvent('same-1', { make: 'Ford' })])
  t.match(answer.json(), {
    processedCount: 1,
    duplicateCount: 1,
    failedCount: 1,
    errors: [{ index: 2, error: 'conflict' }]
  })
  t.equal(await stored('same-1'), 1)
})

t.test('within a batch an earlier event never overwrites a later one', async (t) => {
  await bulk([
    carEvent('order-1', { carId: 'CAR-O', color: 'first' }),
    carEvent('order-2', { carId: 'CAR-O', color: 'last' }),
    carEvent('order-0', { carId: 'CAR-O', color: 'older', updatedAt: '2023-01-01T00:00:00Z' })
  ])
  t.equal((await carData('CAR-O')).color, 'last')
})

t.test('the order of a batch holds whatever its ids are', async (t) => {
  for (const [first, second] of [['z-1', 'a-2'], ['a-3', 'z-4']] as const) {
    const carId = `CAR-${first}`
    await bulk([carEvent(first, { carId, color: 'first' }), carEvent(second, { carId, color: 'second' })])
    t.equal((await carData(carId)).color, 'second')
  }
})

t.test('the failures named first are the first of the batch, whenever they were found', async (t) => {
  await bulk([carEvent('first-0')])
  const conflict = JSON.stringify(carEvent('first-0', { make: 'Ford' }))
  const { errors } = (await ndjson([conflict, ...Array(150).fill('{}')].join('\n'))).json()
  t.same(errors.map((error: { index: number }) => error.index), Array.from({ length: 100 }, (_, n) => n))
})

const wide = (uuid: string, values: number, value: unknown = 1) => ({
  ...carEvent(uuid, { carId: uuid }), list: Array(values).fill(value)
})

t.test('a batch of many large events is stored', async (t) => {
  const answer = await bulk(Array.from({ length: 50 }, (_, n) => wide(`wide-${n}`, 90_000, 1234567)))
  t.equal(answer.statusCode, 200, answer.payload)
  t.match(answer.json(), { processedCount: 50 })
})

t.test('an event that is too large, too deep or has too many values is named, and the others are stored', async (t) => {
  const nested = `${'['.repeat(1001)}${']'.repeat(1001)}`
  const deep = JSON.stringify(wide('bound-deep', 1)).replace('[1]', nested)
  const events = [
    JSON.stringify(wide('bound-values', 100_001)), JSON.stringify(wide('bound-bytes', 3, 'x'.repeat(400_000))), deep,
    JSON.stringify(wide('bound-ok', 9))
  ]
  for (const [start, separator, end, post] of [['[', ',', ']', bulk], ['', '\n', '', ndjson]] as const) {
    const answer = await post(start + events.join(separator) + end)
    t.equal(answer.statusCode, 200, answer.payload)
    t.match(answer.json().errors, [
      { index: 0, uuid: null, details: [{ path: '', message: 'has more than 100000 values' }] },
      { index: 1, uuid: null, details: [{ path: '', message: 'is longer than 1048576 bytes' }] },
      { index: 2, uuid: null, details: [{ path: '', message: 'is nested more than 1000 levels deep' }] }
    ])
  }
  t.equal(await stored('bound-%'), 1)
})

t.test('a document that is not JSON is 400 and stores nothing, whatever came before', async (t) => {
  const event = JSON.stringify(carEvent('broken-1'))
  const documents = [
    `[${event}`, `[${event},`, `[${event},]`, `[${event} ${event}]`, `[${event}]]`, `[${event}}`, `[,${event}]`,
    `[${event},{"x"]`, `[${event},nope]`, `{"events":[${event}]`, `{"events":[${event}],}`, `{"events" [${event}]}`,
    `{events:[${event}]}`, `{"ev\\xents":[${event}]}`, `[${event}]x`, 'nope', '"', '', ' '
  ]
  for (const document of documents) {
    const answer = await bulk(document)
    t.equal(answer.statusCode, 400, document)
    t.match(answer.json(), { error: 'invalid_request', details: [{ path: 'body', message: /^is / }] }, document)
  }
  const notUtf8 = await post(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]), jsonHeaders)
  t.match(notUtf8.json(), { status: 400, details: [{ message: 'is not JSON: it is not UTF-8' }] })
  t.equal(await stored('broken-%'), 0)
})

t.test('a byte order mark before the document is no part of it', async (t) => {
  const marked = (value: unknown) => `\uFEFF${JSON.stringify(value)}`
  t.match((await bulk(marked([carEvent('mark-0')]))).json(), { processedCount: 1 })
  t.match((await ndjson(marked(carEvent('mark-1')))).json(), { processedCount: 1 })
})

t.test('what is refused before its end leaves the connection as good as before', async (t) => {
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.teardown(() => agent.destroy())
  const send = (body: string) => new Promise<number | undefined>((resolve, reject) => {
    const outgoing = request(`${origin}/api/v1/events/bulk`, { method: 'POST', agent, headers: jsonHeaders })
    outgoing.once('response', (answer) => answer.resume().once('end', () => resolve(answer.statusCode)))
    outgoing.once('error', reject)
    outgoing.end(body)
  })
  t.equal(await send(`[${'{},'.repeat(1_000_000)}{}]`), 413)
  t.equal(await send(`{"more":[${'{},'.repeat(1_000_000)}{}]}`), 422)
  t.equal(await send(`]${' '.repeat(3_000_000)}`), 400)
  t.equal(await send(JSON.stringify([carEvent('after-refused')])), 200)
})

t.test('an event that was stored before does not touch the state of its entity again', async (t) => {
  await bulk([carEvent('again-1', { carId: 'CAR-A', color: 'first' })])
  await bulk([carEvent('again-2', { carId: 'CAR-A', color: 'second' })])
  await bulk([carEvent('again-1', { carId: 'CAR-A', color: 'first' }), carEvent('again-3', { carId: 'CAR-B' })])
  t.equal((await carData('CAR-A')).color, 'second')
})

t.test('more than the limit is 413 naming it, an empty batch and another shape are 422', async (t) => {
  const large = await bulk(Array.from({ length: 51 }, (_, n) => carEvent(`large-${n}`)))
  t.equal(large.statusCode, 413)
  t.match(large.json(), { error: 'payload_too_large', message: /50 events/ })
  t.equal(await stored('large-%'), 0)
  for (const payload of [[], { events: [] }, {}, 'null', '7', { events: {} }]) {
    t.equal((await bulk(payload)).statusCode, 422, JSON.stringify(payload))
  }
  t.match((await bulk({ events: [carEvent('x')], more: 1 })).json().details, [{ path: 'body/more' }])
  t.equal((await ndjson('\n \n')).statusCode, 422)
})

t.test('large numbers in a batch are stored digit by digit', async (t) => {
  const mileage = '12345678901234567890.10'
  const text = (uuid: string) => JSON.stringify(carEvent(uuid, { mileage: 7777 })).replace('7777', mileage)
  const object = ` { "ev\\u0065nts" : [ ${text('digits-2')} , ${text('digits-3')} ] } `
  for (const body of [`[${text('digits-1')}]`, object]) t.equal((await bulk(body)).json().failedCount, 0)
  const rows = await postgres.sql(`SELECT event_data -> 'entities' -> 0 ->> 'mileage' AS mileage
    FROM business_events WHERE id LIKE 'digits-%'`)
  t.same(rows, Array(3).fill({ mileage }))
})

t.test('NDJSON takes CRLF, empty lines, bad lines and a last line without an end', async (t) => {
  const line = (n: number) => JSON.stringify(carEvent(`nd-${n}`))
  const body = Buffer.concat([
    Buffer.from(`${line(0)}\r\n\r\n{"x"\n${line(1)}\n`),
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    Buffer.from(`"${'x'.repeat(1_100_000)}"\n${line(2)}`)
  ])
  const answer = await ndjson(body)
  t.match(answer.json(), {
    processedCount: 3,
    failedCount: 3,
    errors: [
      { index: 1, details: [{ message: /JSON/ }] },
      { index: 3, details: [{ message: 'is not UTF-8' }] },
      { index: 4, details: [{ message: /longer than/ }] }
    ]
  })
})

t.test('NDJSON of several chunks counts every line, also a uuid that comes back much later', async (t) => {
  const line = (n: number) => JSON.stringify(carEvent(`chunk-${n}`, { carId: `C-${n}` }))
  const lines = Array.from({ length: 3500 }, (_, n) => line(n % 3000))
  lines[3200] = '{}'
  const { processedCount, duplicateCount, failedCount, errors } = (await ndjson(lines.join('\n'))).json()
  t.same({ processedCount, duplicateCount, failedCount }, { processedCount: 3000, duplicateCount: 499, failedCount: 1 })
  t.match(errors, [{ index: 3200 }])
  t.equal(await stored('chunk-%'), 3000)
})

t.test('only the first hundred failures are named, all are counted', async (t) => {
  const { failedCount, errors } = (await ndjson('{}\n'.repeat(250))).json()
  t.equal(failedCount, 250)
  t.equal(errors.length, 100)
})

t.test('batches that touch the same entities in other orders at once are all stored', async (t) => {
  const ids = Array.from({ length: 40 }, (_, n) => n)
  const backwards = [...ids].reverse()
  const twelveAtOnce = (name: (n: number) => string) => Promise.all(Array.from({ length: 12 }, (_, n) => {
    const order = n % 2 === 0 ? ids : backwards
    return bulk(order.map((id) => carEvent(`${name(n)}-${id}`, { carId: `SHARED-${id}` })))
  }))
  const answers = await twelveAtOnce((n) => `race-${n}`)
  t.ok(answers.every((answer) => answer.json().processedCount === 40))
  const opposite = await twelveAtOnce(() => 'rival')
  t.equal(opposite.reduce((sum, answer) => sum + answer.json().processedCount, 0), 40)
  t.equal(opposite.reduce((sum, answer) => sum + answer.json().duplicateCount, 0), 11 * 40)
})
