import t from 'tap'
import { startApp } from '../helper.ts'
import { runInvocation, type Invocation } from '../../src/http/invocation.ts'
import { callRoute, type Call } from '../../src/invocations/call.ts'

const { app } = await startApp(t, { AUTH: 'api-key' })
app.get('/echo', { config: { public: true } }, async ({ raw, headers }) => ({ url: raw.url, headers }))
app.get('/text', { config: { public: true } }, async (_request, reply) => {
  return reply.type('text/plain').send('"'.repeat(5e6))
})

function call (given: Call, init: Partial<Invocation> = {}) {
  const deadline = { signal: new AbortController().signal }
  const bounds = { trusted: true, maxAnswerBytes: null, deadline }
  return runInvocation({
    source: 'direct', awsRequestId: 'aws-1', traceId: undefined, ...bounds, ...init
  }, async (invocation) => {
    const { status, isJson, text } = await callRoute(app, invocation, given)
    return { status, isJson, body: isJson ? JSON.parse(text) : text }
  })
}

t.test('lists are repeated, objects are JSON, what is not there is left out', async (t) => {
  const query = { list: ['a', 1], object: { b: 2 }, none: null, nothing: undefined }
  const { body } = await call({ method: 'GET', path: '/echo', query })
  t.equal(decodeURIComponent(body.url), '/echo?list=a&list=1&object={"b":2}')
})

t.test('the request has the invocation\'s id and credentials', async (t) => {
  const { body } = await call({ method: 'GET', path: '/echo' }, { credentials: { 'x-api-key': 'k' } })
  t.match(body.headers, { 'x-request-id': 'aws-1', 'x-api-key': 'k' })
})

t.test('a name of Object.prototype is a parameter that no route knows', async (t) => {
  const query = JSON.parse('{"__proto__":"1"}')
  t.match((await call({ method: 'GET', path: '/sales', query })).body, {
    error: 'invalid_request', details: [{ path: 'query/__proto__' }]
  })
})

t.test('a text is refused where it does not fit, and where only JSON is an answer', async (t) => {
  const given: Call = { method: 'GET', path: '/text' }
  t.match(await call(given), { status: 413, body: { error: 'payload_too_large', message: /6 MB/ } })
  const refused = { status: 400, isJson: true, body: { details: [{ path: 'query/format' }] } }
  t.match(await call(given, { jsonOnly: true }), refused)
})
