import { PassThrough, type Writable } from 'node:stream'
import t from 'tap'
import { startPostgres, until } from '../helper.ts'
import type { HttpResult } from '../../src/invocations/http.ts'

const postgres = await startPostgres(t, { demo: true })
process.env['DATABASE_URL'] = postgres.url
process.env['DB_POOL_MAX'] = '2'
process.env['LOG_LEVEL'] = 'silent'
globalThis.awslambda = {
  streamifyResponse: (handler) => handler as unknown as (event: unknown) => Promise<void>,
  HttpResponseStream: { from: (stream) => stream }
}
const lambda = await import('../../src/lambda.ts')
const streamHandler = lambda.streamHandler as unknown as (event: unknown, stream: Writable, context: object) => Promise<void>
const http = async (event: object, context: object = {}) => await lambda.handler(event, context) as HttpResult
const direct = async (event: object) => await lambda.handler(event, {})

const v2 = (rawPath: string, rawQueryString = '', stage = '$default') => ({ version: '2.0', rawPath, rawQueryString, headers: {}, requestContext: { http: { method: 'GET' }, stage } })
const alb = (rest: object) => ({ httpMethod: 'GET', path: '/sales', requestContext: { elb: {} }, ...rest })
const exporting = async () => (await postgres.sql<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'atalaya' AND state <> 'idle'"))[0]?.n

t.test('an export that is too large is refused early, and the next one begins at once', async (t) => {
  for (let round = 0; round < 3; round++) {
    t.match(JSON.parse((await http(v2('/sales', 'format=ndjson'))).body ?? ''), { error: 'payload_too_large', status: 413 })
    t.equal(await exporting(), 0, 'nothing of it is left when it is answered')
    t.equal((await http(v2('/sales', 'format=ndjson&limit=2'))).statusCode, 200)
    t.match(await direct({ path: '/sales', query: { format: 'csv' } }), { error: 'payload_too_large' })
    t.match(await direct({ path: '/sales', query: { format: 'csv', limit: 2 } }), /^COMPAÑIA/)
  }
  t.match(await direct({ path: '/sales', query: { format: 'ndjson', limit: 7000 } }), { error: 'payload_too_large' }, 'quotes count twice in a text')
})

t.test('an export that runs out of time is a 504, one whose connection is lost a 503', async (t) => {
  const late = await http(v2('/sales', 'format=ndjson'), { getRemainingTimeInMillis: () => 150 })
  t.match(JSON.parse(late.body ?? ''), { error: 'upstream_timeout', status: 504 })
  const lock = postgres.sql('BEGIN; LOCK TABLE bandeja_resumen_ventas IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)').catch((error: Error) => error.message)
  await until(async () => (await postgres.sql("SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'bandeja_resumen_ventas'::regclass")).length > 0, 'the lock')
  const answer = http(v2('/sales', 'format=csv'))
  let lost: HttpResult | undefined
  answer.then((result) => { lost = result }, () => {})
  await until(async () => { // each time that it is tried again
    await postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'WITH ventas%'")
    return lost !== undefined
  }, 'the answer')
  t.match(JSON.parse((await answer).body ?? ''), { error: 'service_unavailable', status: 503 })
  await postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%'")
  t.match(await lock, 'terminating connection')
  t.equal(await exporting(), 0)
})

t.test('a streamed answer whose reader is gone gives its connection back', async (t) => {
  for (let round = 0; round < 2; round++) {
    const stream = new PassThrough()
    let bytes = 0
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > 300_000) stream.destroy(new Error('gone'))
    })
    await t.rejects(streamHandler(v2('/sales', 'format=ndjson'), stream, {}))
    await until(async () => await exporting() === 0)
  }
  t.equal((await http(v2('/sales', 'format=ndjson&limit=1'))).statusCode, 200)
})

t.test('no caller can take a request out of its invocation', async (t) => {
  for (const event of [
    alb({ multiValueHeaders: { 'x-atalaya-invocation': ['x'] }, multiValueQueryStringParameters: { limit: ['5000'] } }),
    { httpMethod: 'GET', path: '/sales', headers: { 'X-Atalaya-Invocation': 'b' }, multiValueHeaders: { 'x-atalaya-invocation': ['a', 'b'] }, queryStringParameters: { limit: '10000' }, requestContext: {} }
  ]) {
    const answer = await http(event)
    t.match(JSON.parse(answer.body ?? ''), { meta: { truncated: true } })
  }
})

t.test('sizes are bytes: an answer of wide characters is not sent where it does not fit', async (t) => {
  const stored = await lambda.handler({ path: '/api/v1/events', method: 'POST', body: { eventHeader: { uuid: 'wide', eventName: 'x' }, entities: [{ entityHeader: { entityId: '1', entityType: 'Car' }, note: '漢'.repeat(345_000) }] } }, {})
  t.match(stored, { success: true })
  t.equal((await http(v2('/api/v1/events/wide'))).statusCode, 200)
  t.equal((await http(alb({ path: '/api/v1/events/wide', headers: {} }))).statusCode, 413)
})

t.test('an agent can store a batch; what is no Unicode or no name of a parameter is named', async (t) => {
  const group = (rest: object) => ({ messageVersion: '1.0', actionGroup: 'events', ...rest })
  const event = { eventHeader: { uuid: 'agent-batch', eventName: 'x' }, entities: [{ entityHeader: { entityId: '1', entityType: 'Car' } }] }
  t.match(await direct(group({ function: 'storeEvents', parameters: [{ name: 'events', type: 'array', value: JSON.stringify([event]) }] })), {
    response: { functionResponse: { responseBody: { TEXT: { body: /"processedCount":1/ } } } }
  })
  t.match(await direct(group({ apiPath: '/api/v1/entities/{type}/{id}', httpMethod: 'GET', parameters: [{ name: 'type', value: 'Car' }, { name: 'id', value: '\ud800' }] })), {
    response: { httpStatusCode: 400, responseBody: { 'application/json': { body: /path\/id must be one text of valid Unicode/ } } }
  })
  t.match(await direct({ path: '/sales', query: JSON.parse('{"__proto__":"1"}') }), { error: 'invalid_request', details: [{ path: 'query/__proto__' }] })
  t.match(JSON.parse((await http({ httpMethod: 'GET', path: '/sales', headers: {}, multiValueQueryStringParameters: JSON.parse('{"__proto__":["1"]}'), requestContext: {} })).body ?? ''), { error: 'invalid_request' })
})

t.test('the named stage of an HTTP API is no part of the path', async (t) => {
  t.equal((await http(v2('/prod/health', '', 'prod'))).statusCode, 200)
  t.equal((await http(v2('/prod/health'))).statusCode, 404)
})
