import t from 'tap'
import { startPostgres, until } from '../helper.ts'
import { agentEvent, functionUrlEvent, parameter, startFunction } from './function.ts'

const postgres = await startPostgres(t, { demo: true })
const { answerTo, invoke, output } = await startFunction(t, 'handler', postgres.url)

t.test('the empty event is GET /sales', async (t) => {
  t.match(await answerTo({}), { meta: { query: 'sales_with_geo', row_count: 1000 } })
})

t.test('an unknown source and a stream\'s batch are named errors: nothing is acknowledged', async (t) => {
  const mixed = { Records: [{ eventSource: 'aws:dynamodb' }, { eventSource: 'aws:s3' }] }
  const queued = { Records: [{ eventSource: 'aws:sqs' }] }
  for (const event of [queued, mixed, 'text', null, { messageVersion: '1.0', actionGroup: 'x' }]) {
    const unknown = { kind: 'error', errorType: 'UnknownEventSource', errorMessage: /Bedrock.*DynamoDB/ }
    t.match(await invoke(event), unknown, JSON.stringify(event))
  }
  const record = { eventSource: 'aws:dynamodb', eventName: 'INSERT', dynamodb: { SequenceNumber: '1' } }
  t.match(await invoke({ Records: [record] }), { kind: 'error', errorType: 'StreamNotHandled' })
})

t.test('every line of an invocation\'s log has its id, its trace and its source', async (t) => {
  const lineOf = async (id: string) => {
    await until(() => output().includes(id), 'the line')
    return JSON.parse(output().split('\n').find((line) => line.includes(id)) ?? '')
  }
  await answerTo({ path: '/sales', query: { limit: 1 } }, { requestId: 'aws-request-7' })
  t.match(await lineOf('aws-request-7'), {
    request_id: 'aws-request-7',
    aws_request_id: 'aws-request-7',
    trace_id: /^Root=1-/,
    event_source: 'direct',
    route: 'GET /sales',
    status: 200,
    duration_ms: Number
  })
  const event = agentEvent({ function: 'listSales', parameters: [parameter('limit', '1')] })
  await answerTo(event, { requestId: 'aws-request-8' })
  t.match(await lineOf('aws-request-8'), { event_source: 'bedrock-agent' })
})

t.test('work stops with a 504 before the function\'s time is up, and the query with it', async (t) => {
  await postgres.sql('ALTER TABLE bandeja_resumen_ventas RENAME TO slow_tray')
  await postgres.sql(`
    CREATE VIEW bandeja_resumen_ventas AS
    SELECT slow_tray.* FROM slow_tray, LATERAL (SELECT pg_sleep(30)) AS nap`)
  t.teardown(async () => {
    await postgres.sql('DROP VIEW bandeja_resumen_ventas')
    await postgres.sql('ALTER TABLE slow_tray RENAME TO bandeja_resumen_ventas')
  })
  const sleeping = async () => (await postgres.sql<{ n: number }>(`
    SELECT count(*)::int AS n FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'`))[0]?.n ?? 0
  const url = answerTo(functionUrlEvent('GET', '/sales', { rawQueryString: 'limit=1' }), { timeoutMs: 2000 })
  await until(async () => await sleeping() > 0, 'the query')
  const answer = await url
  t.match(answer, { statusCode: 504 })
  t.match(JSON.parse(answer.body), { error: 'upstream_timeout', message: /time is nearly up/ })
  await until(async () => await sleeping() === 0, 'the end of the query')
  const direct = await answerTo({ path: '/sales' }, { timeoutMs: 1000 })
  t.match(direct, { error: 'upstream_timeout', status: 504 })
  const agent = await answerTo(agentEvent({ function: 'listSales' }), { timeoutMs: 1000 })
  t.match(agent.response.functionResponse, {
    responseState: 'FAILURE',
    responseBody: { TEXT: { body: /upstream_timeout/ } }
  })
  await until(async () => await sleeping() === 0, 'the end of the other queries')
})
