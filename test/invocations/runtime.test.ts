import { cpSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { noteLog, startPostgres, testFolder, until } from '../helper.ts'
import { startRuntime, startRuntimeApi, type Invoked } from '../stand-ins/runtime-api.ts'
import type { HttpResult } from '../../src/invocations/http.ts'

const postgres = await startPostgres(t, { demo: true })
const taskRoot = testFolder(t)
cpSync('dist', taskRoot, { recursive: true })

async function start (handler: string, env: Record<string, string> = {}) {
  const api = await startRuntimeApi()
  const runtime = startRuntime(api, { taskRoot, handler, env: { DATABASE_URL: postgres.url, AUTH: 'none', LOG_LEVEL: 'info', ...env } })
  t.teardown(async () => {
    await runtime.stop()
    await api.close()
    noteLog(runtime.output())
  })
  return { ...api, output: runtime.output }
}

const buffered = await start('handler')

async function bodyOf (invoked: Invoked): Promise<string> {
  if (invoked.kind === 'error') throw new Error(`${invoked.errorType}: ${invoked.errorMessage}`)
  return text(invoked.body)
}

const answerTo = async (event: unknown, options: { timeoutMs?: number, requestId?: string } = {}) => JSON.parse(await bodyOf(await buffered.invoke(event, options)))

const functionUrl = (method: string, rawPath: string, rest: object = {}) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  headers: { host: 'abc123.lambda-url.us-east-1.on.aws', 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'content-type': 'application/json' },
  requestContext: {
    accountId: 'anonymous',
    apiId: 'abc123',
    domainName: 'abc123.lambda-url.us-east-1.on.aws',
    http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
    requestId: 'e1506fd5-9e7b-434f-bd42-4f8fa224b599',
    routeKey: '$default',
    stage: '$default'
  },
  isBase64Encoded: false,
  ...rest
})

const bedrock = (rest: object) => ({
  messageVersion: '1.0',
  agent: { name: 'atalaya', id: 'AGENT12345', alias: 'TSTALIASID', version: 'DRAFT' },
  inputText: '¿Cuánto se vendió en Yoro?',
  sessionId: '100000000000123',
  actionGroup: 'sales',
  sessionAttributes: { user: 'ana' },
  promptSessionAttributes: { today: '2026-01-31' },
  ...rest
})

const parameter = (name: string, value: string, type = 'string') => ({ name, type, value })

t.test('Function URL: an answer by the payload of version 2.0, with the request\'s id', async (t) => {
  const answer = await answerTo(functionUrl('GET', '/sales', { rawQueryString: 'limit=2&department=Yoro' })) as HttpResult
  t.match(answer, { statusCode: 200, isBase64Encoded: false, headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'e1506fd5-9e7b-434f-bd42-4f8fa224b599' } })
  t.match(JSON.parse(answer.body ?? ''), { data: [{ DEPARTAMENTO: 'Yoro' }, { DEPARTAMENTO: 'Yoro' }], meta: { row_count: 2 } })
})

t.test('API Gateway\'s REST events of payload 1.0', async (t) => {
  const answer = await answerTo({
    resource: '/{proxy+}',
    path: '/sales/summary',
    httpMethod: 'GET',
    headers: { Accept: '*/*', Host: 'abc.execute-api.us-east-1.amazonaws.com' },
    multiValueHeaders: { Accept: ['*/*'] },
    queryStringParameters: { group_by: 'year', limit: '5' },
    multiValueQueryStringParameters: { group_by: ['department', 'year'], limit: ['5'] },
    pathParameters: { proxy: 'sales/summary' },
    requestContext: { resourcePath: '/{proxy+}', httpMethod: 'GET', stage: 'prod', requestId: 'r-1', identity: { sourceIp: '203.0.113.7' }, domainName: 'abc.execute-api.us-east-1.amazonaws.com' },
    body: null,
    isBase64Encoded: false
  }) as HttpResult
  t.equal(answer.statusCode, 200)
  t.match(JSON.parse(answer.body ?? ''), { meta: { group_by: ['department', 'year'], row_count: 5 } })
})

t.test('load balancers with single and with multi-value headers', async (t) => {
  const base = { requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/atalaya/1' } }, httpMethod: 'GET', path: '/sales', body: '', isBase64Encoded: false }
  const single = await answerTo({ ...base, headers: { 'x-forwarded-for': '203.0.113.7' }, queryStringParameters: { limit: '1', department: 'La%20Paz' } })
  t.match(single, { statusCode: 200, headers: { 'content-type': /json/ } })
  t.equal(JSON.parse(single.body).data[0].DEPARTAMENTO, 'La Paz')
  const multi = await answerTo({ ...base, multiValueHeaders: { accept: ['text/csv'] }, multiValueQueryStringParameters: { limit: ['1'], department: ['La+Paz', 'Yoro'] } })
  t.match(multi, { statusCode: 200, multiValueHeaders: { 'content-type': ['text/csv; charset=utf-8'] } })
  const page = await answerTo({ ...base, headers: {}, queryStringParameters: { limit: '5000' } })
  t.ok(Buffer.byteLength(JSON.stringify(page)) < 1024 * 1024, 'a page fits into the 1 MB of a load balancer')
  t.match(JSON.parse(page.body), { meta: { truncated: true, next_cursor: String } })
})

t.test('a Bedrock agent by its API schema: placeholders filled, texts converted, under 25 KB and valid inside', async (t) => {
  const call = (rest: object) => answerTo(bedrock({ apiPath: '/sales', httpMethod: 'GET', ...rest }))
  const few = await call({ parameters: [parameter('department', 'Yoro'), parameter('limit', '2', 'integer'), parameter('year', '[2024, 2025]', 'array')] })
  t.match(few, {
    messageVersion: '1.0',
    response: { actionGroup: 'sales', apiPath: '/sales', httpMethod: 'GET', httpStatusCode: 200, responseBody: { 'application/json': { body: String } } },
    sessionAttributes: { user: 'ana' },
    promptSessionAttributes: { today: '2026-01-31' }
  })
  t.match(JSON.parse(few.response.responseBody['application/json'].body), { data: [{ DEPARTAMENTO: 'Yoro' }], meta: { row_count: 2, limit: 2 } })

  const seen: unknown[] = []
  for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 3; pages++) {
    const page = await call({ parameters: [parameter('agency', 'AG03'), parameter('limit', '60'), ...(cursor === '' ? [] : [parameter('cursor', cursor)])] })
    t.ok(Buffer.byteLength(JSON.stringify(page)) < 25_000)
    const { data, meta } = JSON.parse(page.response.responseBody['application/json'].body)
    t.match(meta, { row_count: data.length, truncated: true })
    seen.push(...data)
    cursor = meta.next_cursor
  }
  const whole = await answerTo({ path: '/sales', query: { agency: 'AG03', limit: seen.length } })
  t.same(seen, whole.data, 'cut pages follow each other without a gap')

  const summary = await call({ apiPath: '/sales/summary', parameters: [parameter('group_by', 'item,agency'), parameter('limit', '2000')] })
  t.ok(Buffer.byteLength(JSON.stringify(summary)) < 25_000)
  const { data, meta } = JSON.parse(summary.response.responseBody['application/json'].body)
  t.ok(data.length > 10)
  t.match(meta, { row_count: data.length, truncated: true })

  const stored = await call({
    apiPath: '/api/v1/events',
    httpMethod: 'POST',
    requestBody: {
      content: {
        'application/json': {
          properties: [
            parameter('eventHeader', '{"uuid":"agent-1","eventName":"Washed"}', 'object'),
            parameter('entities', '[{"entityHeader":{"entityId":"a/b ñ","entityType":"Agent Car"},"mileage":12}]', 'array')
          ]
        }
      }
    }
  })
  t.match(stored.response, { apiPath: '/api/v1/events', httpMethod: 'POST', httpStatusCode: 200, responseBody: { 'application/json': { body: /"event_id":"agent-1"/ } } })
  const read = await call({ apiPath: '/api/v1/entities/{type}/{id}', httpMethod: 'get', parameters: [parameter('type', 'Agent Car'), parameter('id', 'a/b ñ')] })
  t.match(JSON.parse(read.response.responseBody['application/json'].body), { entity_id: 'a/b ñ', data: { mileage: 12 } })
  const missing = await call({ apiPath: '/api/v1/entities/{type}/{id}', parameters: [parameter('type', 'Car')] })
  t.match(JSON.parse(missing.response.responseBody['application/json'].body), { details: [{ path: 'path/id', message: 'is missing' }] })

  const wrong = await call({ parameters: [parameter('limit', 'many')] })
  t.match(wrong.response, { httpStatusCode: 400 })
  t.match(JSON.parse(wrong.response.responseBody['application/json'].body), { error: 'invalid_request', details: [{ path: 'query/limit' }] })
})

t.test('a Bedrock agent by function details: the function is the operation, faults ask again', async (t) => {
  const call = (name: string, parameters: object[] = []) => answerTo(bedrock({ function: name, parameters }))
  const summary = await call('summarizeSales', [parameter('group_by', 'department'), parameter('limit', '3')])
  t.match(summary.response, { actionGroup: 'sales', function: 'summarizeSales', functionResponse: { responseBody: { TEXT: { body: String } } } })
  t.notOk('responseState' in summary.response.functionResponse)
  t.equal(JSON.parse(summary.response.functionResponse.responseBody.TEXT.body).data.length, 3)
  t.match((await call('summarizeSales')).response.functionResponse, { responseState: 'REPROMPT', responseBody: { TEXT: { body: /query\/group_by is missing/ } } })
  t.match((await call('getEntity', [parameter('type', 'Car'), parameter('id', '../x')])).response.functionResponse, { responseState: 'REPROMPT', responseBody: { TEXT: { body: /not_found/ } } })
  t.match((await call('listSales', [parameter('format', 'ndjson')])).response.functionResponse, { responseState: 'REPROMPT', responseBody: { TEXT: { body: /query\/format must be json/ } } })
  t.match((await call('dropTables')).response.functionResponse.responseBody.TEXT.body, 'There is no operation dropTables')
})

t.test('the short agent event gets the plain JSON of /sales, no longer than an agent may have', async (t) => {
  const event = { agent: { alias: 'a', id: 'b' }, actionGroup: 'sales_query', sessionId: 's' }
  t.match(await answerTo({ ...event, parameters: { department: 'Yoro', limit: 2 } }), { data: [{ DEPARTAMENTO: 'Yoro' }, {}], meta: { row_count: 2 } })
  t.match(await answerTo({ ...event, parameters: [parameter('limit', '1')] }), { meta: { row_count: 1 } })
  const page = await answerTo({ ...event, parameters: {} })
  t.ok(Buffer.byteLength(JSON.stringify(page)) < 25_000)
  t.match(page.meta, { truncated: true, row_count: page.data.length })
})

t.test('the empty direct invocation, a binary body, a 6 MB body and a client that takes gzip', async (t) => {
  t.match(await answerTo({}), { meta: { query: 'sales_with_geo', row_count: 1000 } })

  const headers = { 'content-type': 'application/octet-stream' }
  const binary = await answerTo(functionUrl('POST', '/api/v1/events', { headers, body: Buffer.from([0, 255, 1, 254]).toString('base64'), isBase64Encoded: true }))
  t.match(JSON.parse(binary.body), { error: 'unsupported_media_type' })
  const notUtf8 = await answerTo(functionUrl('POST', '/api/v1/events', { body: Buffer.from([0x7b, 0xff, 0x7d]).toString('base64'), isBase64Encoded: true }))
  t.match(JSON.parse(notUtf8.body), { error: 'invalid_request', details: [{ path: 'body', message: 'is not UTF-8' }] })

  const events = Array.from({ length: 5900 }, (_, index) => ({
    eventHeader: { uuid: `large-${index}`, eventName: 'x'.repeat(200) }, entities: [{ entityHeader: { entityId: String(index), entityType: 'Car' }, note: 'n'.repeat(620) }]
  }))
  const body = JSON.stringify(events)
  t.ok(Math.abs(body.length - 5.9e6) < 4e5, `a body of ${body.length} bytes`)
  const stored = await answerTo(functionUrl('POST', '/api/v1/events/bulk', { body }))
  t.match(JSON.parse(stored.body), { processedCount: 5900, failedCount: 0 })
  t.match(JSON.parse((await answerTo(functionUrl('POST', '/api/v1/events', { body: JSON.stringify(events[0]).padEnd(6_000_000) }))).body), { error: 'payload_too_large', status: 413 })

  const gzip = await answerTo(functionUrl('GET', '/sales', { headers: { 'Accept-Encoding': 'br, gzip;q=0.8' }, rawQueryString: 'limit=10000' }))
  t.match(gzip, { statusCode: 200, isBase64Encoded: true, headers: { 'content-encoding': 'gzip', vary: /accept-encoding/ } })
  t.match(JSON.parse(gunzipSync(Buffer.from(gzip.body, 'base64')).toString()).meta, { limit: 10_000, next_cursor: String })
  const refused = await answerTo(functionUrl('GET', '/sales', { headers: { 'accept-encoding': 'gzip;q=0' } }))
  t.match(refused, { isBase64Encoded: false })
})

t.test('an unknown source and a stream\'s batch are named errors: nothing is acknowledged', async (t) => {
  for (const event of [{ Records: [{ eventSource: 'aws:sqs' }] }, { Records: [{ eventSource: 'aws:dynamodb' }, { eventSource: 'aws:s3' }] }, 'text', null, { messageVersion: '1.0', actionGroup: 'x' }]) {
    t.match(await buffered.invoke(event), { kind: 'error', errorType: 'UnknownEventSource', errorMessage: /Bedrock.*DynamoDB/ }, JSON.stringify(event))
  }
  t.match(await buffered.invoke({ Records: [{ eventSource: 'aws:dynamodb', eventName: 'INSERT', dynamodb: { SequenceNumber: '1' } }] }), { kind: 'error', errorType: 'StreamNotHandled' })
})

t.test('every line of an invocation\'s log has its id, its trace and its source', async (t) => {
  await answerTo({ path: '/sales', query: { limit: 1 } }, { requestId: 'aws-request-7' })
  await until(() => buffered.output().includes('aws-request-7'), 'the line')
  const line = buffered.output().split('\n').find((line) => line.includes('aws-request-7')) ?? ''
  t.match(JSON.parse(line), { request_id: 'aws-request-7', aws_request_id: 'aws-request-7', trace_id: /^Root=1-/, event_source: 'direct', route: 'GET /sales', status: 200, duration_ms: Number })
  await answerTo(bedrock({ function: 'listSales', parameters: [parameter('limit', '1')] }), { requestId: 'aws-request-8' })
  await until(() => buffered.output().includes('aws-request-8'), 'the line')
  t.match(buffered.output(), '"event_source":"bedrock-agent"')
})

t.test('work stops with a 504 before the function\'s time is up, and the query with it', async (t) => {
  await postgres.sql('ALTER TABLE bandeja_resumen_ventas RENAME TO slow_tray')
  await postgres.sql('CREATE VIEW bandeja_resumen_ventas AS SELECT slow_tray.* FROM slow_tray, LATERAL (SELECT pg_sleep(30)) AS nap')
  t.teardown(async () => {
    await postgres.sql('DROP VIEW bandeja_resumen_ventas')
    await postgres.sql('ALTER TABLE slow_tray RENAME TO bandeja_resumen_ventas')
  })
  const sleeping = async () => (await postgres.sql<{ n: number }>("SELECT count(*)::int AS n FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'"))[0]?.n ?? 0
  const url = answerTo(functionUrl('GET', '/sales', { rawQueryString: 'limit=1' }), { timeoutMs: 2000 })
  await until(async () => await sleeping() > 0, 'the query')
  const answer = await url
  t.match(answer, { statusCode: 504 })
  t.match(JSON.parse(answer.body), { error: 'upstream_timeout', message: /time is nearly up/ })
  await until(async () => await sleeping() === 0, 'the end of the query')
  t.match(await answerTo({ path: '/sales' }, { timeoutMs: 1000 }), { error: 'upstream_timeout', status: 504 })
  const agent = await answerTo(bedrock({ function: 'listSales' }), { timeoutMs: 1000 })
  t.match(agent.response.functionResponse, { responseState: 'FAILURE', responseBody: { TEXT: { body: /upstream_timeout/ } } })
  await until(async () => await sleeping() === 0, 'the end of the other queries')
})

t.test('streamHandler', async (t) => {
  const streamed = await start('streamHandler')
  const stream = async (event: object) => {
    const invoked = await streamed.invoke(event)
    if (invoked.kind === 'error') throw new Error(invoked.errorMessage)
    t.ok(invoked.streamed)
    t.equal(invoked.contentType, 'application/vnd.awslambda.http-integration-response')
    return invoked.body
  }
  const parts = (whole: Buffer) => {
    const end = whole.indexOf(Buffer.alloc(8))
    if (end === -1) return { head: null, body: Buffer.alloc(0) }
    return { head: JSON.parse(whole.subarray(0, end).toString()) as HttpResult, body: whole.subarray(end + 8) }
  }

  await t.test('the first bytes leave before the query has ended, and all of them arrive', async (t) => {
    const body = await stream(functionUrl('GET', '/sales', { rawQueryString: 'format=ndjson' }))
    const chunks: Buffer[] = []
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer)
      if (parts(Buffer.concat(chunks)).body.length > 0) break
    }
    t.match(parts(Buffer.concat(chunks)).head, { statusCode: 200, headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } })
    const open = await postgres.sql("SELECT 1 FROM pg_stat_activity WHERE application_name = 'atalaya' AND state = 'active' AND query LIKE 'WITH ventas%'")
    t.equal(open.length, 1, 'its query still runs')
    for await (const chunk of body) chunks.push(chunk as Buffer)
    const lines = parts(Buffer.concat(chunks)).body.toString().trimEnd().split('\n')
    t.equal(lines.length, 120_000)
    t.ok(JSON.parse(lines.at(-1) ?? ''))
  })

  await t.test('other answers are whole, too: errors, an empty list, a method that is none', async (t) => {
    const answer = async (event: object) => {
      const chunks: Buffer[] = []
      for await (const chunk of await stream(event)) chunks.push(chunk as Buffer)
      return parts(Buffer.concat(chunks))
    }
    const invalid = await answer(functionUrl('GET', '/sales', { rawQueryString: 'limt=1' }))
    t.match(invalid.head, { statusCode: 400 })
    t.match(JSON.parse(invalid.body.toString()), { error: 'invalid_request' })
    t.match((await answer(functionUrl('GET', '/sales', { rawQueryString: 'format=csv&department=Nowhere' }))).body.toString(), /^COMPAÑIA,/)
    t.equal((await answer(functionUrl('GET', '/sales', { rawQueryString: 'format=ndjson&department=Nowhere' }))).body.toString(), '')
    t.match((await answer(functionUrl('FOO', '/sales'))).head, { statusCode: 400 })
    t.match((await answer(functionUrl('HEAD', '/health'))).head, { statusCode: 200 })
  })

  /** The error of a streamed answer: reported in place of it or behind what was sent, or the end of the connection. */
  const errorOf = async (invoked: Invoked): Promise<string | undefined> => {
    if (invoked.kind === 'error') return invoked.errorType
    const cut = await text(invoked.body).then(() => undefined, ({ code }: { code: string }) => code)
    return cut ?? String(invoked.body.trailers['lambda-runtime-function-error-type'])
  }

  await t.test('an answer that breaks off says so', async (t) => {
    const own = await start('streamHandler') // the real client does not go on behind one
    const invoked = await own.invoke(functionUrl('GET', '/sales', { rawQueryString: 'format=ndjson' }))
    await until(async () => (await postgres.sql("SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'WITH ventas%'")).length > 0, 'the query')
    t.match(await errorOf(invoked), /^(?!undefined)\w+/)
  })

  await t.test('it takes HTTP events only', async (t) => {
    t.match(await errorOf(await streamed.invoke({})), 'UnknownEventSource')
    t.match(await errorOf(await streamed.invoke({ Records: [{ eventSource: 'aws:dynamodb' }] })), 'UnknownEventSource')
  })
})
