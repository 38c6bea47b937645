import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { noteLog, startPostgres, testFolder } from './helper.ts'
import type { HttpResult } from '../src/invocations/http-event.ts'

const postgres = await startPostgres(t, { demo: true })
process.env['DATABASE_URL'] = postgres.url
process.env['LOG_LEVEL'] = 'silent'
const { handler } = await import('../src/lambda.ts')
const http = async (event: object) => await handler(event, { awsRequestId: 'aws-1' }) as HttpResult
const bodyOf = ({ body = '' }: HttpResult) => JSON.parse(body)

const event = (method: string, rawPath: string, rawQueryString = '', rest: object = {}) => ({
  version: '2.0',
  rawPath,
  rawQueryString,
  headers: { 'content-type': 'application/json' },
  requestContext: {
    http: { method, path: rawPath, sourceIp: '203.0.113.7' },
    domainName: 'abc.lambda-url.us-east-1.on.aws',
    requestId: 'request-2'
  },
  ...rest
})

t.test('a Function URL is answered by the same routes; commas and repeated names stay what they are', async (t) => {
  const answer = await http(event('GET', '/sales', 'limit=1&department=La+Paz&department=x,y'))
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'request-2' })
  t.equal(bodyOf(answer).data[0].DEPARTAMENTO, 'La Paz')
  const refused = await http(event('GET', '/sales', 'limt=1'))
  t.match(bodyOf(refused), { error: 'invalid_request', details: [{ path: 'query/limt' }] })
  const entities = [{ entityHeader: { entityId: '1', entityType: 'Car' } }]
  const body = JSON.stringify({ eventHeader: { uuid: 'lambda-ñ', eventName: 'x' }, entities })
  const posted = await http(event('POST', '/api/v1/events', '', {
    isBase64Encoded: true,
    body: Buffer.from(body).toString('base64')
  }))
  t.match(bodyOf(posted), { success: true, event_id: 'lambda-ñ' })
})

t.test('API Gateway\'s payload 1.0 and load balancers with single and multi-value headers', async (t) => {
  const gateway = await http({
    httpMethod: 'GET',
    path: '/sales',
    headers: {},
    multiValueQueryStringParameters: { limit: ['1'], department: ['Cortés', 'Yoro'] },
    requestContext: { identity: { sourceIp: '203.0.113.7' }, requestId: 'r' }
  })
  t.equal(gateway.statusCode, 200)
  t.equal(bodyOf(gateway).meta.row_count, 1)
  const balanced = { httpMethod: 'GET', path: '/sales', requestContext: { elb: { targetGroupArn: 'arn' } } }
  const single = await http({
    ...balanced,
    headers: { 'x-forwarded-for': '10.0.0.1, 203.0.113.7' },
    queryStringParameters: { limit: '1', department: 'La+Paz' }
  })
  t.equal(bodyOf(single).data[0].DEPARTAMENTO, 'La Paz')
  t.type(single.headers, 'object')
  const multi = await http({
    ...balanced,
    multiValueHeaders: { accept: ['text/csv'] },
    multiValueQueryStringParameters: { limit: ['1'], municipality: ['La%20Ceiba', 'Tela'] }
  })
  t.match(multi.multiValueHeaders, { 'content-type': ['text/csv; charset=utf-8'] })
  const notDecodable = { ...balanced, headers: {}, queryStringParameters: { company: '%ff' } }
  t.equal((await http(notDecodable)).statusCode, 200)
  const refused = await http({ ...balanced, httpMethod: 'FOO', headers: {} })
  t.match(bodyOf(refused), { error: 'invalid_request', status: 400 })
})

t.test('a direct invocation gets the plain JSON of a route; the empty one is GET /sales', async (t) => {
  t.match(await handler({}, {}), { meta: { query: 'sales_with_geo', row_count: 1000 } })
  const summary = { path: '/sales/summary', query: { group_by: ['year'], limit: 2 } }
  t.match(await handler(summary, {}), { meta: { row_count: 2 } })
  const invalid = { path: '/api/v1/events', method: 'POST', body: { eventHeader: {} } }
  t.match(await handler(invalid, {}), { error: 'invalid_request', status: 422 })
  t.match(await handler({ path: '/health' }, {}), { status: 'healthy' })
  t.same(await handler({ command: 'migrate' }, {}), { applied: [] })
})

t.test('anything else is a named error, never a silent success', async (t) => {
  for (const event of [
    'text',
    null,
    7,
    [],
    { foo: 1 },
    { Records: [{ eventSource: 'aws:s3' }] },
    { command: 'drop' },
    { path: 'sales' },
    { path: '/sales', more: 1 }
  ]) {
    const unknown = { name: 'UnknownEventSource', message: /Function URL.*direct invocation/s }
    await t.rejects(handler(event, {}), unknown, JSON.stringify(event))
  }
})

t.test('the bundle runs with no node_modules beside it, and leaves nothing that keeps a process alive', async (t) => {
  const folder = testFolder(t)
  cpSync('dist', join(folder, 'dist'), { recursive: true })
  const run = (args: string[], env: Record<string, string>) => spawnSync(process.execPath, args, {
    cwd: folder, env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8', timeout: 60_000
  })
  const invoke = (event: string, then: string) => (
    `import('./dist/lambda.mjs').then(({ handler }) => handler(${event}, {})).then((answer) => console.log(${then}))`
  )
  const answered = run(['-e', invoke('{}', 'JSON.stringify(answer.meta)')], { DATABASE_URL: postgres.url })
  t.equal(answered.status, 0, answered.stderr)
  noteLog(answered.stdout)
  t.match(answered.stdout.trim().split('\n').map((line) => JSON.parse(line)), [
    { query: 'sales_with_geo', row_count: 1000 },
    { msg: 'answered', event_source: 'direct' }
  ], 'the answer, then its line')
  const docs = invoke("{ path: '/docs/static/swagger-ui.css' }", 'String(answer).length > 10000')
  t.match(run(['-e', docs], { LOG_LEVEL: 'silent' }).stdout, 'true')
  const migrated = run(['dist/migrate.mjs', '--demo'], { DATABASE_URL: postgres.url })
  t.match(migrated.stdout, 'up to date', migrated.stderr)
})
