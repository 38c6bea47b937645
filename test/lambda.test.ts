import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { noteLog, startPostgres, testFolder } from './helper.ts'
import type { HttpResult } from '../src/invocations/http.ts'

const postgres = await startPostgres(t, { demo: true })
process.env['DATABASE_URL'] = postgres.url
process.env['LOG_LEVEL'] = 'silent'
const { handler } = await import('../src/lambda.ts')
const http = async (event: object) => await handler(event, { awsRequestId: 'aws-1' }) as HttpResult

const v2 = (method: string, rawPath: string, rawQueryString = '', rest: object = {}) => ({
  version: '2.0',
  rawPath,
  rawQueryString,
  headers: { 'content-type': 'application/json' },
  requestContext: { http: { method, path: rawPath, sourceIp: '203.0.113.7' }, domainName: 'abc.lambda-url.us-east-1.on.aws', requestId: 'request-2' },
  ...rest
})

t.test('a Function URL event is answered by the same routes; commas and repeated names stay what they are', async (t) => {
  const answer = await http(v2('GET', '/sales', 'limit=1&department=La+Paz&department=x,y'))
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'request-2' })
  t.equal(JSON.parse(answer.body ?? '').data[0].DEPARTAMENTO, 'La Paz')
  t.match(JSON.parse((await http(v2('GET', '/sales', 'limt=1'))).body ?? ''), { error: 'invalid_request', details: [{ path: 'query/limt' }] })
  const posted = await http(v2('POST', '/api/v1/events', '', {
    isBase64Encoded: true,
    body: Buffer.from('{"eventHeader":{"uuid":"lambda-ñ","eventName":"x"},"entities":[{"entityHeader":{"entityId":"1","entityType":"Car"}}]}').toString('base64')
  }))
  t.match(JSON.parse(posted.body ?? ''), { success: true, event_id: 'lambda-ñ' })
})

t.test('API Gateway\'s payload 1.0 and load balancers with single and multi-value headers', async (t) => {
  const v1 = await http({ httpMethod: 'GET', path: '/sales', headers: {}, multiValueQueryStringParameters: { limit: ['1'], department: ['Cortés', 'Yoro'] }, requestContext: { identity: { sourceIp: '203.0.113.7' }, requestId: 'r' } })
  t.equal(v1.statusCode, 200)
  t.equal(JSON.parse(v1.body ?? '').meta.row_count, 1)
  const alb = { httpMethod: 'GET', path: '/sales', requestContext: { elb: { targetGroupArn: 'arn' } } }
  const single = await http({ ...alb, headers: { 'x-forwarded-for': '10.0.0.1, 203.0.113.7' }, queryStringParameters: { limit: '1', department: 'La+Paz' } })
  t.equal(JSON.parse(single.body ?? '').data[0].DEPARTAMENTO, 'La Paz')
  t.type(single.headers, 'object')
  const multi = await http({ ...alb, multiValueHeaders: { accept: ['text/csv'] }, multiValueQueryStringParameters: { limit: ['1'], municipality: ['La%20Ceiba', 'Tela'] } })
  t.match(multi.multiValueHeaders, { 'content-type': ['text/csv; charset=utf-8'] })
  t.equal((await http({ ...alb, headers: {}, queryStringParameters: { company: '%ff' } })).statusCode, 200)
  t.match(JSON.parse((await http({ ...alb, httpMethod: 'FOO', headers: {} })).body ?? ''), { error: 'invalid_request', status: 400 })
})

t.test('an answer beyond what Lambda may send is a 413 that says so', async (t) => {
  const answer = await http(v2('GET', '/sales', 'format=ndjson'))
  t.equal(answer.statusCode, 413)
  t.match(JSON.parse(answer.body ?? ''), { error: 'payload_too_large', message: /6 MB/ })
})

t.test('a direct invocation gets the plain JSON of a route; the empty one is GET /sales', async (t) => {
  t.match(await handler({}, {}), { meta: { query: 'sales_with_geo', row_count: 1000 } })
  t.match(await handler({ path: '/sales/summary', query: { group_by: ['year'], limit: 2 } }, {}), { meta: { row_count: 2 } })
  t.match(await handler({ path: '/api/v1/events', method: 'POST', body: { eventHeader: {} } }, {}), { error: 'invalid_request', status: 422 })
  t.match(await handler({ path: '/health' }, {}), { status: 'healthy' })
  t.same(await handler({ command: 'migrate' }, {}), { applied: [] })
})

t.test('anything else is a named error, never a silent success', async (t) => {
  for (const event of ['text', null, 7, [], { foo: 1 }, { Records: [{ eventSource: 'aws:s3' }] }, { command: 'drop' }, { path: 'sales' }, { path: '/sales', more: 1 }]) {
    await t.rejects(handler(event, {}), { name: 'UnknownEventSource', message: /Function URL.*direct invocation/s }, JSON.stringify(event))
  }
})

t.test('the bundle runs with no node_modules beside it, and leaves nothing that keeps a process alive', async (t) => {
  const folder = testFolder(t)
  cpSync('dist', join(folder, 'dist'), { recursive: true })
  const script = "import('./dist/lambda.mjs').then(m => m.handler({}, {})).then(r => console.log(JSON.stringify(r.meta)))"
  const run = spawnSync(process.execPath, ['-e', script], { cwd: folder, env: { PATH: process.env['PATH'], DATABASE_URL: postgres.url }, encoding: 'utf8', timeout: 10_000 })
  t.equal(run.status, 0, run.stderr)
  noteLog(run.stdout)
  const lines = run.stdout.trim().split('\n').map((line) => JSON.parse(line) as object)
  t.match(lines, [{ query: 'sales_with_geo', row_count: 1000 }, { msg: 'answered', event_source: 'direct' }], 'the answer, then its line')
  const docs = "import('./dist/lambda.mjs').then(m => m.handler({ path: '/docs/static/swagger-ui.css' }, {})).then(r => console.log(String(r).length > 10000))"
  t.match(spawnSync(process.execPath, ['-e', docs], { cwd: folder, env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent' }, encoding: 'utf8' }).stdout, 'true')
  const migrated = spawnSync(process.execPath, ['dist/migrate.mjs', '--demo'], { cwd: folder, env: { PATH: process.env['PATH'], DATABASE_URL: postgres.url }, encoding: 'utf8' })
  t.match(migrated.stdout, 'up to date', migrated.stderr)
})
