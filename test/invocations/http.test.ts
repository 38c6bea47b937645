import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { startPostgres } from '../helper.ts'
import { functionUrlEvent, startFunction } from './function.ts'

const postgres = await startPostgres(t, { demo: true })
const { answerTo } = await startFunction(t, 'handler', postgres.url)
const answerToUrl = (method: string, path: string, rest: object = {}) => answerTo(functionUrlEvent(method, path, rest))

t.test('a Function URL is answered by the payload of version 2.0, with the request\'s id', async (t) => {
  const answer = await answerToUrl('GET', '/sales', { rawQueryString: 'limit=2&department=Yoro' })
  t.match(answer, {
    statusCode: 200,
    isBase64Encoded: false,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': 'e1506fd5-9e7b-434f-bd42-4f8fa224b599'
    }
  })
  t.match(JSON.parse(answer.body), {
    data: [{ DEPARTAMENTO: 'Yoro' }, { DEPARTAMENTO: 'Yoro' }],
    meta: { row_count: 2 }
  })
})

t.test('API Gateway is answered by the payload of version 1.0', async (t) => {
  const domainName = 'abc.execute-api.us-east-1.amazonaws.com'
  const answer = await answerTo({
    resource: '/{proxy+}',
    path: '/sales/summary',
    httpMethod: 'GET',
    headers: { Accept: '*/*', Host: domainName },
    multiValueHeaders: { Accept: ['*/*'] },
    queryStringParameters: { group_by: 'year', limit: '5' },
    multiValueQueryStringParameters: { group_by: ['department', 'year'], limit: ['5'] },
    pathParameters: { proxy: 'sales/summary' },
    requestContext: {
      resourcePath: '/{proxy+}',
      httpMethod: 'GET',
      stage: 'prod',
      requestId: 'r-1',
      identity: { sourceIp: '203.0.113.7' },
      domainName
    },
    body: null,
    isBase64Encoded: false
  })
  t.equal(answer.statusCode, 200)
  t.match(JSON.parse(answer.body), { meta: { group_by: ['department', 'year'], row_count: 5 } })
})

t.test('load balancers are answered with single and with multi-value headers, within their 1 MB', async (t) => {
  const targetGroupArn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/atalaya/1'
  const base = {
    requestContext: { elb: { targetGroupArn } }, httpMethod: 'GET', path: '/sales', body: '', isBase64Encoded: false
  }
  const single = await answerTo({
    ...base,
    headers: { 'x-forwarded-for': '203.0.113.7' },
    queryStringParameters: { limit: '1', department: 'La%20Paz' }
  })
  t.match(single, { statusCode: 200, headers: { 'content-type': /json/ } })
  t.equal(JSON.parse(single.body).data[0].DEPARTAMENTO, 'La Paz')
  const multi = await answerTo({
    ...base,
    multiValueHeaders: { accept: ['text/csv'] },
    multiValueQueryStringParameters: { limit: ['1'], department: ['La+Paz', 'Yoro'] }
  })
  t.match(multi, { statusCode: 200, multiValueHeaders: { 'content-type': ['text/csv; charset=utf-8'] } })
  const page = await answerTo({ ...base, headers: {}, queryStringParameters: { limit: '5000' } })
  t.ok(Buffer.byteLength(JSON.stringify(page)) < 1024 * 1024, 'a page fits')
  t.match(JSON.parse(page.body), { meta: { truncated: true, next_cursor: String } })
})

t.test('a body is bytes: one of no known type or no UTF-8 is named', async (t) => {
  const inBase64 = (...bytes: number[]) => ({ body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true })
  const headers = { 'content-type': 'application/octet-stream' }
  const binary = await answerToUrl('POST', '/api/v1/events', { headers, ...inBase64(0, 255, 1, 254) })
  t.match(JSON.parse(binary.body), { error: 'unsupported_media_type' })
  const notUtf8 = await answerToUrl('POST', '/api/v1/events', inBase64(0x7b, 0xff, 0x7d))
  t.match(JSON.parse(notUtf8.body), { error: 'invalid_request', details: [{ path: 'body', message: 'is not UTF-8' }] })
})

t.test('a body of nearly 6 MB is taken where a route takes so much', async (t) => {
  const events = Array.from({ length: 5900 }, (_, index) => ({
    eventHeader: { uuid: `large-${index}`, eventName: 'x'.repeat(200) },
    entities: [{ entityHeader: { entityId: String(index), entityType: 'Car' }, note: 'n'.repeat(620) }]
  }))
  const body = JSON.stringify(events)
  t.ok(Math.abs(body.length - 5.9e6) < 4e5, `a body of ${body.length} bytes`)
  const stored = await answerToUrl('POST', '/api/v1/events/bulk', { body })
  t.match(JSON.parse(stored.body), { processedCount: 5900, failedCount: 0 })
  const single = await answerToUrl('POST', '/api/v1/events', { body: JSON.stringify(events[0]).padEnd(6_000_000) })
  t.match(JSON.parse(single.body), { error: 'payload_too_large', status: 413 })
})

t.test('a caller who takes gzip gets it', async (t) => {
  const headers = { 'Accept-Encoding': 'br, gzip;q=0.8' }
  const gzip = await answerToUrl('GET', '/sales', { headers, rawQueryString: 'limit=10000' })
  t.match(gzip, {
    statusCode: 200,
    isBase64Encoded: true,
    headers: { 'content-encoding': 'gzip', vary: /accept-encoding/ }
  })
  const { meta } = JSON.parse(gunzipSync(Buffer.from(gzip.body, 'base64')).toString())
  t.match(meta, { limit: 10_000, next_cursor: String })
  const plain = await answerToUrl('GET', '/sales', { headers: { 'accept-encoding': 'gzip;q=0' } })
  t.match(plain, { isBase64Encoded: false })
})
