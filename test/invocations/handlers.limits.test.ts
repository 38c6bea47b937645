import { PassThrough, type Writable } from 'node:stream'
import t from 'tap'
import { startPostgres, until } from '../helper.ts'
import type { HttpResult } from '../../src/invocations/http-event.ts'

const postgres = await startPostgres(t, { demo: true })
process.env['DATABASE_URL'] = postgres.url
process.env['DB_POOL_MAX'] = '2'
process.env['LOG_LEVEL'] = 'silent'
globalThis.awslambda = {
  // the runtime's own takes the stream, too, which the type of what it returns does not tell
  streamifyResponse: (handler) => Object.assign(async () => {}, { handler }),
  HttpResponseStream: { from: (stream) => stream }
}
const lambda = await import('../../src/lambda.ts')
const { handler: streamHandler } = lambda.streamHandler as unknown as {
  handler (event: unknown, stream: Writable, context: object): Promise<void>
}
const http = async (event: object, context: object = {}) => await lambda.handler(event, context) as HttpResult
const bodyOf = async (answer: HttpResult | Promise<HttpResult>) => JSON.parse((await answer).body ?? '')
const direct = async (event: object) => await lambda.handler(event, {})

const get = (rawPath: string, rawQueryString = '') => ({
  version: '2.0', rawPath, rawQueryString, headers: {}, requestContext: { http: { method: 'GET' }, stage: '$default' }
})
const fromLoadBalancer = (rest: object) => ({ httpMethod: 'GET', path: '/sales', requestContext: { elb: {} }, ...rest })
const busyConnections = async () => (await postgres.sql<{ n: number }>(`
  SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE application_name = 'atalaya' AND state <> 'idle'`))[0]?.n

t.test('an export that is too large is refused early, and the next one begins at once', async (t) => {
  for (let round = 0; round < 3; round++) {
    const refused = await bodyOf(http(get('/sales', 'format=ndjson')))
    t.match(refused, { error: 'payload_too_large', status: 413, message: /6 MB/ })
    t.equal(await busyConnections(), 0, 'nothing of it is left when it is answered')
    t.equal((await http(get('/sales', 'format=ndjson&limit=2'))).statusCode, 200)
    t.match(await direct({ path: '/sales', query: { format: 'csv' } }), { error: 'payload_too_large' })
    t.match(await direct({ path: '/sales', query: { format: 'csv', limit: 2 } }), /^COMPAÑIA/)
  }
  const quoted = await direct({ path: '/sales', query: { format: 'ndjson', limit: 7000 } })
  t.match(quoted, { error: 'payload_too_large' }, 'quotes count twice in a text')
})

t.test('an export that runs out of time is a 504, one whose connection is lost a 503', async (t) => {
  const late = http(get('/sales', 'format=ndjson'), { getRemainingTimeInMillis: () => 150 })
  t.match(await bodyOf(late), { error: 'upstream_timeout', status: 504 })
  const lock = postgres.sql(`
    BEGIN; LOCK TABLE bandeja_resumen_ventas IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)
  `).catch((error: Error) => error.message)
  const locks = () => postgres.sql(`
    SELECT 1 FROM pg_locks
    WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'bandeja_resumen_ventas'::regclass`)
  await until(async () => (await locks()).length > 0, 'the lock')
  const answer = http(get('/sales', 'format=csv'))
  let lost: HttpResult | undefined
  answer.then((result) => { lost = result }, () => {})
  await until(async () => { // each time that it is tried again
    await postgres.sql(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE 'WITH ventas%'`)
    return lost !== undefined
  }, 'the answer')
  t.match(await bodyOf(answer), { error: 'service_unavailable', status: 503 })
  await postgres.sql(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query LIKE '%LOCK TABLE%' AND pid <> pg_backend_pid()`)
  t.match(await lock, 'terminating connection')
  t.equal(await busyConnections(), 0)
})

t.test('a streamed answer whose reader is gone gives its connection back', async (t) => {
  for (let round = 0; round < 2; round++) {
    const stream = new PassThrough()
    let bytes = 0
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > 300_000) stream.destroy(new Error('gone'))
    })
    await t.rejects(streamHandler(get('/sales', 'format=ndjson'), stream, {}))
    await until(async () => await busyConnections() === 0)
  }
  t.equal((await http(get('/sales', 'format=ndjson&limit=1'))).statusCode, 200)
})

t.test('a page is cut to what its source takes', async (t) => {
  const limit = { limit: ['5000'] }
  const balanced = fromLoadBalancer({ multiValueHeaders: {}, multiValueQueryStringParameters: limit })
  const gateway = { httpMethod: 'GET', path: '/sales', queryStringParameters: { limit: '10000' }, requestContext: {} }
  for (const event of [balanced, gateway]) t.match(await bodyOf(http(event)), { meta: { truncated: true } })
})

t.test('sizes are bytes: an answer of wide characters is not sent where it does not fit', async (t) => {
  const entity = { entityHeader: { entityId: '1', entityType: 'Car' }, note: '漢'.repeat(345_000) }
  const body = { eventHeader: { uuid: 'wide', eventName: 'x' }, entities: [entity] }
  t.match(await direct({ path: '/api/v1/events', method: 'POST', body }), { success: true })
  t.equal((await http(get('/api/v1/events/wide'))).statusCode, 200)
  const balanced = await http(fromLoadBalancer({ path: '/api/v1/events/wide', headers: {} }))
  t.equal(balanced.statusCode, 413)
  t.match(await bodyOf(balanced), { message: /1 MB that a load balancer takes/ })
})
