import { text } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { runInvocation } from '../../src/http/invocation.ts'
import { startedStream } from '../../src/http/stream-reply.ts'
import { createBufferedAdapter, createStreamingAdapter } from '../../src/invocations/aws-lambda-adapter.ts'
import type { HttpEvent } from '../../src/invocations/http-event.ts'

const app = Fastify({ forceCloseConnections: true })
t.teardown(() => app.close())
app.get('/echo', async ({ raw, ip, query }) => ({ url: raw.url, ip, query }))
app.get('/late', async (_request, reply) => reply.send(Readable.from(lateText())))
app.get('/broken', async (_request, reply) => reply.type('text/plain').send(await startedStream(brokenText())))

async function * lateText () {
  for (let turns = 0; turns < 5; turns++) await turn()
  yield 'late'
}

async function * brokenText () {
  yield 'begun'
  await turn()
  throw new Error('the source is gone')
}

const buffered = createBufferedAdapter(app)
const streaming = createStreamingAdapter(app)

function invoke<T> (adapter: (event: HttpEvent) => Promise<T>, event: HttpEvent): Promise<T> {
  return runInvocation({
    source: 'function-url',
    trusted: false,
    awsRequestId: 'a',
    traceId: undefined,
    maxAnswerBytes: null,
    deadline: { signal: new AbortController().signal }
  }, () => adapter(event))
}

const echoOf = async (event: HttpEvent) => JSON.parse((await invoke(buffered, event)).body ?? '')
const version2 = (rawPath: string, rawQueryString = '', stage = '$default'): HttpEvent => ({
  version: '2.0', rawPath, rawQueryString, headers: {}, requestContext: { http: { method: 'GET' }, stage }
})
const version1 = (rest: Partial<HttpEvent>): HttpEvent => ({
  httpMethod: 'GET', path: '/echo', headers: {}, requestContext: {}, ...rest
})

t.test('a query stays as it was sent: commas, repeated names, names of Object.prototype', async (t) => {
  t.equal((await echoOf(version2('/echo', 'a=x,y&a=z&b=La+Paz'))).url, '/echo?a=x,y&a=z&b=La+Paz')
  const multiValueQueryStringParameters = JSON.parse('{"__proto__":["1"],"a":["x,y","Cortés"]}')
  t.equal((await echoOf(version1({ multiValueQueryStringParameters }))).url, '/echo?__proto__=1&a=x%2Cy&a=Cort%C3%A9s')
})

t.test('a load balancer\'s query is not decoded twice, and who called it is the last one that it names', async (t) => {
  const event = version1({
    requestContext: { elb: {} },
    headers: { 'X-Forwarded-For': '10.0.0.1, 203.0.113.7' },
    queryStringParameters: { a: 'La+Paz%2C%ff' }
  })
  t.match(await echoOf(event), { url: '/echo?a=La+Paz%2C%ff', ip: '203.0.113.7' })
})

t.test('the named stage of an HTTP API is no part of the path', async (t) => {
  t.equal((await echoOf(version2('/prod/echo', '', 'prod'))).url, '/echo')
  t.equal((await invoke(buffered, version2('/prod/echo'))).statusCode, 404)
})

t.test('an event may have no headers at all', async (t) => {
  t.equal((await invoke(buffered, version1({ headers: null, multiValueHeaders: null }))).statusCode, 200)
})

t.test('an answer that breaks off behind its head is an error answer', async (t) => {
  const answer = await invoke(buffered, version2('/broken'))
  t.equal(answer.statusCode, 503)
  t.match(JSON.parse(answer.body ?? ''), { error: 'service_unavailable', request_id: 'a' })
})

t.test('a streamed answer that begins late is not taken for an empty one', async (t) => {
  const { meta, stream } = await invoke(streaming, version2('/late'))
  t.match([meta.statusCode, await text(stream)], [200, 'late'])
})

t.test('a request must belong to an invocation', async (t) => {
  await t.rejects(buffered(version2('/echo')), /a request of no invocation/)
})
