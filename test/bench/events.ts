import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import autocannon from 'autocannon'
import pg from 'pg'
import { checkEvent, type PreparedEvent } from '../../src/car-events/event.ts'
import { storeOneStatement } from '../../src/car-events/statement.ts'
import { startHarness, median, peakMemory, report, type Harness, type Result } from './harness.ts'

const connections = 16

/** An event as producers send it, about one of 100,000 cars. */
export function eventText (uuid: string, n: number): string {
  const time = new Date(1_700_000_000_000 + n * 1000).toISOString()
  return JSON.stringify({
    eventHeader: { uuid, eventName: 'Car Created', eventType: 'CarCreated', createdDate: time, savedDate: time },
    entities: [{
      entityHeader: { entityId: `CAR-${n % 100_000}`, entityType: 'Car', createdAt: time, updatedAt: time },
      id: `CAR-${n % 100_000}`,
      vin: '5TDJKRFH4LS123456',
      make: 'Tesla',
      model: 'Model S',
      year: 2025,
      color: 'Midnight Silver',
      mileage: n % 200_000,
      lastServiceDate: time,
      totalBalance: 12345.67,
      lastLoanPaymentDate: time,
      owner: 'John Doe'
    }]
  })
}

function prepared (text: string): PreparedEvent {
  const checked = checkEvent(text, { strict: false, path: '' })
  if ('faults' in checked) throw new Error(JSON.stringify(checked.faults))
  return checked.event
}

/** Statements a second through bare pg clients, one after the other on each. */
async function bareRate (url: string, seconds: number): Promise<number> {
  const clients = await Promise.all(Array.from({ length: connections }, async () => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    return client
  }))
  const statements = Array.from({ length: 1000 }, (_, n) => prepared(eventText('', n).replace('"uuid":"",', '')))
  let done = 0
  const end = performance.now() + seconds * 1000
  await Promise.all(clients.map(async (client) => {
    while (performance.now() < end) {
      const event = statements[done % statements.length] as PreparedEvent
      done++
      await client.query(storeOneStatement({ ...event, id: randomUUID() }))
    }
  }))
  await Promise.all(clients.map((client) => client.end()))
  return done / seconds
}

async function serverRate (origin: string, seconds: number): Promise<number> {
  let n = 0
  const template = eventText('@', 0)
  const result = await autocannon({
    url: `${origin}/api/v1/events`,
    connections,
    duration: seconds,
    requests: [{
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      setupRequest: (request) => {
        const body = template.replace('@', randomUUID()).replaceAll('CAR-0', `CAR-${n++ % 1000}`)
        return { ...request, body }
      }
    }]
  })
  const { non2xx, errors } = result
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were not 200, ${errors} errors`)
  return result.requests.average
}

async function single (harness: Harness): Promise<Result> {
  await bareRate(harness.url, 2)
  await serverRate(harness.origin, 2)
  const rates: { bare: number, ours: number }[] = []
  for (let round = 0; round < 3; round++) {
    const bare = await bareRate(harness.url, 4)
    const ours = await serverRate(harness.origin, 4)
    rates.push({ bare, ours })
  }
  const ratio = median(rates.map(({ bare, ours }) => ours / bare))
  return {
    name: 'POST /api/v1/events, 16 connections, rate against bare pg',
    ours: `${median(rates.map(({ ours }) => ours)).toFixed(0)}/s`,
    peer: `${median(rates.map(({ bare }) => bare)).toFixed(0)}/s`,
    ratio,
    limit: 0.45,
    bound: 'at least'
  }
}

/** The row that an event becomes in each table, in the order of the table's columns. */
const rowOf = {
  business_events: ({ id, name, type, createdDate, savedDate, text }: PreparedEvent) =>
    [id, name, type, createdDate, savedDate, text],
  event_headers: ({ id, name, type, createdDate, savedDate, text }: PreparedEvent) =>
    [id, name, type, createdDate, savedDate, JSON.stringify(JSON.parse(text).eventHeader)],
  car_entities: ({ id, entities: [entity], text }: PreparedEvent) =>
    [entity?.id, 'Car', entity?.createdAt, entity?.updatedAt, JSON.stringify(JSON.parse(text).entities[0]), id]
}

function copyLine (values: unknown[]): string {
  return values.map((value) => String(value).replaceAll('\\', '\\\\')).join('\t') + '\n'
}

/** Seconds that COPY takes for the rows that these events become, written beforehand, in one transaction. */
async function copySeconds (url: string, events: PreparedEvent[]): Promise<number> {
  const { from } = await import('pg-copy-streams')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const data = Object.entries(rowOf).map(([table, row]) => ({
    table,
    text: events.map((event) => copyLine(row(event))).join('')
  }))
  const start = performance.now()
  await client.query('BEGIN')
  for (const { table, text } of data) {
    const stream = client.query(from(`COPY ${table} FROM STDIN`))
    stream.end(text)
    await new Promise((resolve, reject) => stream.once('finish', resolve).once('error', reject))
  }
  await client.query('COMMIT')
  const seconds = (performance.now() - start) / 1000
  await client.end()
  return seconds
}

async function bulk (harness: Harness): Promise<Result> {
  const times: { copy: number, ours: number }[] = []
  for (let round = 0; round < 6; round++) {
    const texts = (part: number) => Array.from({ length: 5000 }, (_, n) => {
      const id = `${round}-${part}-${n}`
      return eventText(randomUUID(), n).replaceAll(`CAR-${n}`, `CAR-${id}`)
    })
    const copy = await copySeconds(harness.url, texts(1).map(prepared))
    const body = `[${texts(2).join(',')}]`
    const start = performance.now()
    const answer = await fetch(`${harness.origin}/api/v1/events/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body
    })
    const { processedCount } = await answer.json() as { processedCount: number }
    const ours = (performance.now() - start) / 1000
    if (processedCount !== 5000) throw new Error(`stored ${processedCount} of 5000`)
    if (round > 0) times.push({ copy, ours })
  }
  return {
    name: 'bulk of 5,000 events, rows a second against COPY',
    ours: `${(15_000 / median(times.map(({ ours }) => ours))).toFixed(0)}/s`,
    peer: `${(15_000 / median(times.map(({ copy }) => copy))).toFixed(0)}/s`,
    ratio: median(times.map(({ copy, ours }) => copy / ours)),
    limit: 0.45,
    bound: 'at least'
  }
}

async function ndjson (harness: Harness): Promise<Result> {
  const total = 500_000
  const lines = Readable.from((function * () {
    for (let n = 0; n < total; n += 100) {
      yield Array.from({ length: 100 }, (_, k) => eventText(`line-${n + k}`, n + k) + '\n').join('')
    }
  })(), { objectMode: false })
  const start = performance.now()
  const answer = await fetch(`${harness.origin}/api/v1/events/bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(lines) as ReadableStream,
    duplex: 'half'
  } as RequestInit)
  const { processedCount } = await answer.json() as { processedCount: number }
  const seconds = (performance.now() - start) / 1000
  const client = new pg.Client({ connectionString: harness.url })
  await client.connect()
  const { rows: [row] } = await client.query(
    "SELECT count(*)::int AS stored FROM business_events WHERE id LIKE 'line-%'"
  )
  await client.end()
  if (row.stored !== total || processedCount !== total) {
    throw new Error(`stored ${row.stored}, said ${processedCount}`)
  }
  const peak = await peakMemory(harness.server.pid ?? 0)
  return {
    name: 'NDJSON of 500,000 events, every one stored once: the server\'s peak memory, MB',
    ours: `${peak.toFixed(0)} MB, ${(total / seconds).toFixed(0)} events/s`,
    peer: 'a limit of 250 MB',
    ratio: peak,
    limit: 250,
    bound: 'at most'
  }
}

const benchmarks = { ndjson, single, bulk }

/** All benchmarks of the events routes, or only the named one. */
export async function benchEvents (only?: string): Promise<void> {
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (only !== undefined && only !== name) continue
    const harness = await startHarness(3999)
    try {
      report([await benchmark(harness)])
    } finally {
      await harness.close()
    }
  }
}
