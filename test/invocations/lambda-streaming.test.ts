import { buffer, text } from 'node:stream/consumers'
import t from 'tap'
import { startPostgres, until } from '../helper.ts'
import type { Invoked } from '../stand-ins/runtime-api.ts'
import { functionUrlEvent, startFunction } from './function.ts'

const postgres = await startPostgres(t, { demo: true })
const { invoke } = await startFunction(t, 'streamHandler', postgres.url)
const get = (rawQueryString: string) => functionUrlEvent('GET', '/sales', { rawQueryString })

/** The stream that the runtime sends on: a head of JSON, eight zeros, the body. */
async function streamOf (event: object) {
  const invoked = await invoke(event)
  if (invoked.kind === 'error') throw new Error(invoked.errorMessage)
  t.ok(invoked.streamed)
  t.equal(invoked.contentType, 'application/vnd.awslambda.http-integration-response')
  return invoked.body
}

function partsOf (bytes: Buffer) {
  const end = bytes.indexOf(Buffer.alloc(8))
  if (end === -1) return { head: null, body: Buffer.alloc(0) }
  return { head: JSON.parse(bytes.subarray(0, end).toString()), body: bytes.subarray(end + 8) }
}

async function answerTo (event: object) {
  const { head, body } = partsOf(await buffer(await streamOf(event)))
  return { head, body: body.toString() }
}

/** The error of a streamed answer: reported in place of it or behind what was sent, or the end of the connection. */
async function errorOf (invoked: Invoked): Promise<string | undefined> {
  if (invoked.kind === 'error') return invoked.errorType
  const cut = await text(invoked.body).then(() => undefined, ({ code }: { code: string }) => code)
  return cut ?? String(invoked.body.trailers['lambda-runtime-function-error-type'])
}

t.test('the first bytes leave before the query has ended, and all of them arrive', async (t) => {
  const body = await streamOf(get('format=ndjson'))
  const chunks: Buffer[] = []
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    chunks.push(Buffer.from(chunk))
    if (partsOf(Buffer.concat(chunks)).body.length > 0) break
  }
  t.match(partsOf(Buffer.concat(chunks)).head, {
    statusCode: 200,
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8' }
  })
  const open = await postgres.sql(`
    SELECT 1 FROM pg_stat_activity
    WHERE application_name = 'atalaya' AND state = 'active' AND query LIKE 'WITH ventas%'`)
  t.equal(open.length, 1, 'its query still runs')
  for await (const chunk of body) chunks.push(Buffer.from(chunk))
  const lines = partsOf(Buffer.concat(chunks)).body.toString().trimEnd().split('\n')
  t.equal(lines.length, 120_000)
  t.ok(JSON.parse(lines.at(-1) ?? ''))
})

t.test('other answers are whole, too: errors, an empty list, a method that is none', async (t) => {
  const invalid = await answerTo(get('limt=1'))
  t.match(invalid.head, { statusCode: 400 })
  t.match(JSON.parse(invalid.body), { error: 'invalid_request' })
  t.match((await answerTo(get('format=csv&department=Nowhere'))).body, /^COMPAÑIA,/)
  t.equal((await answerTo(get('format=ndjson&department=Nowhere'))).body, '')
  t.match((await answerTo(functionUrlEvent('FOO', '/sales'))).head, { statusCode: 400 })
  t.match((await answerTo(functionUrlEvent('HEAD', '/health'))).head, { statusCode: 200 })
})

t.test('an answer that breaks off says so', async (t) => {
  const own = await startFunction(t, 'streamHandler', postgres.url) // the real client does not go on behind one
  const invoked = await own.invoke(get('format=ndjson'))
  await until(async () => (await postgres.sql(`
    SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
    WHERE state = 'active' AND query LIKE 'WITH ventas%'`)).length > 0, 'the query')
  t.match(await errorOf(invoked), /^(?!undefined)\w+/)
})

t.test('it takes HTTP events only', async (t) => {
  for (const event of [{}, { Records: [{ eventSource: 'aws:dynamodb' }] }]) {
    t.equal(await errorOf(await invoke(event)), 'UnknownEventSource')
  }
})
