import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { compress, isWorthCompressing } from '../../src/invocations/compress.ts'

const long = { statusCode: 200, body: 'ñ'.repeat(1024) }
const event = (acceptEncoding?: string) => ({ headers: { 'Accept-Encoding': acceptEncoding }, requestContext: {} })

t.test('a text of some length is compressed for who takes gzip', async (t) => {
  for (const accepted of ['gzip', 'GZIP', 'br, gzip;q=0.8', '*', 'identity, *;q=0.1', 'gzip; q=0.001']) {
    t.ok(isWorthCompressing(event(accepted), long), accepted)
  }
  for (const refused of [undefined, '', 'br', 'identity', 'gzip;q=0', 'gzip;q=0.0', '*;q=0', 'gzip;q=0, *']) {
    t.notOk(isWorthCompressing(event(refused), long), String(refused))
  }
  const balanced = { multiValueHeaders: { 'accept-encoding': ['br', 'gzip'] }, requestContext: { elb: {} } }
  t.ok(isWorthCompressing(balanced, long))
  t.notOk(isWorthCompressing(event('gzip'), { statusCode: 200, body: 'x'.repeat(1023) }))
  t.notOk(isWorthCompressing(event('gzip'), { ...long, isBase64Encoded: true }))
})

t.test('what is compressed says so, in the headers that the result has', async (t) => {
  const single = await compress({ ...long, headers: { vary: 'origin' } })
  t.equal(gunzipSync(Buffer.from(single.body ?? '', 'base64')).toString(), long.body)
  const length = String(Buffer.from(single.body ?? '', 'base64').length)
  t.match(single, {
    isBase64Encoded: true,
    headers: { 'content-encoding': 'gzip', 'content-length': length, vary: 'origin, accept-encoding' }
  })
  const multi = await compress({ ...long, multiValueHeaders: {} })
  t.match(multi.multiValueHeaders, { 'content-encoding': ['gzip'], vary: ['accept-encoding'] })
  t.notOk(multi.headers)
})
