import { connect } from 'node:net'
import t from 'tap'
import { CallerGone } from '../../src/http/abort.ts'
import { listen, startApp } from '../helper.ts'

const body = { error: String, message: String, status: Number, timestamp: /^\d{4}-.*Z$/, request_id: String }

t.test('every error has the one body', async (t) => {
  const { app } = await startApp(t)
  const cases: [string, number, string][] = [
    ['/nope', 404, 'not_found'],
    ['/%ZZ', 400, 'invalid_request'],
    ['/sales', 503, 'service_not_configured'],
    ['/health?x=1', 400, 'invalid_request'],
    [`/api/v1/events/${'x'.repeat(5000)}`, 414, 'invalid_request'],
    ['/api/v1/events/%FF', 400, 'invalid_request']
  ]
  for (const [url, status, error] of cases) {
    const answer = await app.inject({ url })
    t.equal(answer.statusCode, status, url.slice(0, 40))
    t.match(answer.json(), { ...body, status, error }, url.slice(0, 40))
    t.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
  }
  t.equal((await app.inject({ method: 'DELETE', url: '/sales' })).statusCode, 404)
})

t.test('an error of ours says what class it was and nothing else; the log has it under the same id', async (t) => {
  const { app, logs } = await startApp(t)
  app.get('/broken', { config: { public: true } }, async () => {
    throw new TypeError('secret detail at /some/path')
  })
  const answer = await app.inject({ url: '/broken', headers: { 'x-request-id': 'my-request-1' } })
  t.equal(answer.statusCode, 500)
  t.match(answer.json(), {
    error: 'internal_error', details: { exception: 'TypeError' }, request_id: 'my-request-1'
  })
  t.notMatch(answer.payload, 'secret detail')
  t.match(logs.find(({ level }) => level === 'error'), {
    request_id: 'my-request-1', err: { message: 'secret detail at /some/path' }
  })
  t.equal(answer.headers['x-request-id'], 'my-request-1')
  const { headers } = await app.inject({ url: '/broken', headers: { 'x-request-id': 'bad id\n' } })
  t.match(headers['x-request-id'], /^[0-9a-f-]{36}$/)
})

t.test('a caller who went away is no error of the service, however what was stopped tells of it', async (t) => {
  const { app, logs } = await startApp(t)
  app.get('/stopped', { config: { public: true } }, async () => {
    throw new Error('The operation was aborted', { cause: new CallerGone() })
  })
  t.equal((await app.inject('/stopped')).statusCode, 499)
  t.notOk(logs.some(({ level }) => level === 'error'))
})

t.test('a connection that does not speak HTTP gets the body too', async (t) => {
  const { app } = await startApp(t)
  const origin = new URL(await listen(app))
  const raw = (text: string) => new Promise<string>((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(origin.port), origin.hostname, () => socket.write(text))
    socket.on('data', (data) => { answer += data }).on('close', () => resolve(answer)).on('error', reject)
  })
  const garbage = await raw('GARBAGE\r\n\r\n')
  t.match(garbage, /^HTTP\/1\.1 400 /)
  t.match(JSON.parse(garbage.split('\r\n\r\n')[1] ?? ''), { error: 'invalid_request', status: 400 })
  t.match(await raw(`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /)
})
