import t from 'tap'
import { startPostgres } from '../helper.ts'
import { agentEvent, parameter, startFunction } from './function.ts'

const postgres = await startPostgres(t, { demo: true })
const { answerTo } = await startFunction(t, 'handler', postgres.url)
const callPath = (rest: object) => answerTo(agentEvent({ apiPath: '/sales', httpMethod: 'GET', ...rest }))
const callFunction = async (name: string, parameters: object[] = []) => {
  return (await answerTo(agentEvent({ function: name, parameters }))).response
}
const bodyOf = ({ response }: { response: { responseBody: { 'application/json': { body: string } } } }) => (
  JSON.parse(response.responseBody['application/json'].body)
)

t.test('an operation by its path gets its texts as what its schema asks for', async (t) => {
  const few = await callPath({
    parameters: [
      parameter('department', 'Yoro'),
      parameter('limit', '2', 'integer'),
      parameter('year', '[2024, 2025]', 'array')
    ]
  })
  t.match(few, {
    messageVersion: '1.0',
    response: {
      actionGroup: 'sales',
      apiPath: '/sales',
      httpMethod: 'GET',
      httpStatusCode: 200,
      responseBody: { 'application/json': { body: String } }
    },
    sessionAttributes: { user: 'ana' },
    promptSessionAttributes: { today: '2026-01-31' }
  })
  t.match(bodyOf(few), { data: [{ DEPARTAMENTO: 'Yoro' }], meta: { row_count: 2, limit: 2 } })
  const wrong = await callPath({ parameters: [parameter('limit', 'many')] })
  t.match(wrong.response, { httpStatusCode: 400 })
  t.match(bodyOf(wrong), { error: 'invalid_request', details: [{ path: 'query/limit' }] })
})

t.test('answers are under 25 KB: pages follow each other without a gap, a summary says that it is cut', async (t) => {
  const seen: unknown[] = []
  for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 3; pages++) {
    const from = cursor === '' ? [] : [parameter('cursor', cursor)]
    const page = await callPath({ parameters: [parameter('agency', 'AG03'), parameter('limit', '60'), ...from] })
    t.ok(Buffer.byteLength(JSON.stringify(page)) < 25_000)
    const { data, meta } = bodyOf(page)
    t.match(meta, { row_count: data.length, truncated: true })
    seen.push(...data)
    cursor = meta.next_cursor
  }
  const whole = await answerTo({ path: '/sales', query: { agency: 'AG03', limit: seen.length } })
  t.same(seen, whole.data)

  const parameters = [parameter('group_by', 'item,agency'), parameter('limit', '2000')]
  const summary = await callPath({ apiPath: '/sales/summary', parameters })
  t.ok(Buffer.byteLength(JSON.stringify(summary)) < 25_000)
  const { data, meta } = bodyOf(summary)
  t.ok(data.length > 10)
  t.match(meta, { row_count: data.length, truncated: true })
})

t.test('a body comes by its properties, and placeholders of a path are filled', async (t) => {
  const properties = [
    parameter('eventHeader', '{"uuid":"agent-1","eventName":"Washed"}', 'object'),
    parameter('entities', '[{"entityHeader":{"entityId":"a/b ñ","entityType":"Agent Car"},"mileage":12}]', 'array')
  ]
  const requestBody = { content: { 'application/json': { properties } } }
  const stored = await callPath({ apiPath: '/api/v1/events', httpMethod: 'POST', requestBody })
  t.match(stored.response, {
    apiPath: '/api/v1/events',
    httpMethod: 'POST',
    httpStatusCode: 200,
    responseBody: { 'application/json': { body: /"event_id":"agent-1"/ } }
  })
  const apiPath = '/api/v1/entities/{type}/{id}'
  const parameters = [parameter('type', 'Agent Car'), parameter('id', 'a/b ñ')]
  const read = await callPath({ apiPath, httpMethod: 'get', parameters })
  t.match(bodyOf(read), { entity_id: 'a/b ñ', data: { mileage: 12 } })
  const missing = await callPath({ apiPath, parameters: [parameter('type', 'Car')] })
  t.match(bodyOf(missing), { details: [{ path: 'path/id', message: 'is missing' }] })
  const notUnicode = await callPath({ apiPath, parameters: [parameter('type', 'Car'), parameter('id', '\ud800')] })
  t.equal(notUnicode.response.httpStatusCode, 400)
  t.match(bodyOf(notUnicode), { details: [{ path: 'path/id', message: /must be one text of valid Unicode/ }] })
})

t.test('an operation by its function\'s name is answered as TEXT, and faults ask again', async (t) => {
  const summary = await callFunction('summarizeSales', [parameter('group_by', 'department'), parameter('limit', '3')])
  t.match(summary, {
    actionGroup: 'sales',
    function: 'summarizeSales',
    functionResponse: { responseBody: { TEXT: { body: String } } }
  })
  t.notOk('responseState' in summary.functionResponse)
  t.equal(JSON.parse(summary.functionResponse.responseBody.TEXT.body).data.length, 3)

  const reprompt = (body: RegExp) => ({
    functionResponse: { responseState: 'REPROMPT', responseBody: { TEXT: { body } } }
  })
  t.match(await callFunction('summarizeSales'), reprompt(/query\/group_by is missing/))
  const elsewhere = [parameter('type', 'Car'), parameter('id', '../x')]
  t.match(await callFunction('getEntity', elsewhere), reprompt(/not_found/))
  t.match(await callFunction('listSales', [parameter('format', 'ndjson')]), reprompt(/query\/format must be json/))
  t.match(await callFunction('dropTables'), reprompt(/There is no operation dropTables/))
})

t.test('a function can store a batch', async (t) => {
  const event = {
    eventHeader: { uuid: 'agent-batch', eventName: 'x' },
    entities: [{ entityHeader: { entityId: '1', entityType: 'Car' } }]
  }
  const stored = await callFunction('storeEvents', [parameter('events', JSON.stringify([event]), 'array')])
  t.match(stored.functionResponse.responseBody.TEXT.body, '"processedCount":1')
})

t.test('the short event gets the plain JSON of /sales, no longer than an agent may have', async (t) => {
  const event = { agent: { alias: 'a', id: 'b' }, actionGroup: 'sales_query', sessionId: 's' }
  const byName = await answerTo({ ...event, parameters: { department: 'Yoro', limit: 2 } })
  t.match(byName, { data: [{ DEPARTAMENTO: 'Yoro' }, {}], meta: { row_count: 2 } })
  t.match(await answerTo({ ...event, parameters: [parameter('limit', '1')] }), { meta: { row_count: 1 } })
  const page = await answerTo({ ...event, parameters: {} })
  t.ok(Buffer.byteLength(JSON.stringify(page)) < 25_000)
  t.match(page.meta, { truncated: true, row_count: page.data.length })
})
