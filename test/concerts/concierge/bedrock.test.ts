import { createHash } from 'node:crypto'
import t, { type Test } from 'tap'
import { createBedrockConcierge } from '../../../src/concerts/concierge/bedrock.ts'
import { isObject, member } from '../../../src/json/is-object.ts'
import { jsonHeaders, listen, noteSecret, startApp, startPostgres, until } from '../../helper.ts'
import { useStandIns } from '../../stand-ins/aws.ts'
import {
  says, startBedrockAgent, traces, type AgentModel, type Frame, type OperationResult
} from '../../stand-ins/bedrock-agent.ts'
import { caller } from '../harness.ts'
import { readEvents } from '../../events.ts'

const env = { BEDROCK_AGENT_ID: 'AGENT1', BEDROCK_AGENT_ALIAS_ID: 'ALIAS1' }

async function startAgent (t: Test, model: AgentModel, more: Record<string, string> = {}, timeoutMs = 20_000) {
  const agent = await startBedrockAgent(t, model)
  useStandIns(t, { BEDROCK_AGENT_RUNTIME: agent.url })
  const concierge = createBedrockConcierge({ agentId: 'AGENT1', agentAliasId: 'ALIAS1', timeoutMs })
  t.teardown(() => concierge.close())
  const { app, logs } = await startApp(t, { ...env, ...more }, { replaced: { concierge } })
  return { agent, app, logs, chat: caller(app, '/chat') }
}

/** A message whose answer is asked for as a stream of events. */
const streamed = (message: string) => ({
  method: 'POST', url: '/chat', headers: { accept: 'text/event-stream' }, payload: { message }
} as const)

/** An agent that answers a call by its number, the last answer again and again. */
const inTurn = (...turns: ReturnType<AgentModel>[]): AgentModel => {
  let turn = 0
  return () => turns[Math.min(turn++, turns.length - 1)] ?? []
}

/** The trace of a call of an action group, by its members in Bedrock's trace. */
const invoked = (call: object) => traces({
  invocationInput: { invocationType: 'ACTION_GROUP', actionGroupInvocationInput: call }
})
const called = (apiPath: string, verb = 'post') => invoked({ actionGroupName: 'concerts', apiPath, verb })
const observed = (output: string) => traces({
  observation: { type: 'ACTION_GROUP', actionGroupInvocationOutput: { text: output } }
})
const control = (...operations: object[]): Frame => ({
  event: 'returnControl', body: { invocationId: 'round-1', invocationInputs: operations }
})
const encode = (bytes: Buffer): Frame => ({ event: 'chunk', body: { bytes: bytes.toString('base64') } })

t.test('the agent is asked as its interface says; its pieces are joined, as are letters cut in two', async (t) => {
  const whole = Buffer.from('¡Qué función!')
  const pieces = [whole.subarray(0, 1), whole.subarray(1, 5), whole.subarray(5)]
  const { agent, chat } = await startAgent(t, () => pieces.map(encode))
  t.match(await chat({ message: '¿Qué conciertos hay?', session_id: 'mine-1', user_id: 'user_7' }), {
    status: 200,
    body: {
      message: '¡Qué función!',
      session_id: 'mine-1',
      intent: 'concert_recommendation',
      data: null,
      source: 'bedrock',
      suggestions: [/¿|Recom/]
    }
  })
  t.match(agent.calls, [{
    agentId: 'AGENT1',
    agentAliasId: 'ALIAS1',
    sessionId: 'mine-1',
    inputText: '¿Qué conciertos hay?',
    enableTrace: true,
    sessionState: { promptSessionAttributes: { user_id: 'user_7' } }
  }])
})

t.test('the trace tells the intent and the rows; nothing else of it leaves', async (t) => {
  const rows = { recommendations: [{ concert_id: 'concert_1' }] }
  const secretive = traces({
    modelInvocationInput: {
      text: 'INTERNAL INSTRUCTIONS', foundationModel: 'arn:aws:bedrock:us-east-1:123456789012:x'
    }
  })
  const { app, chat } = await startAgent(t, () => [
    secretive, traces({ rationale: { text: 'I look for concerts.' } }), called('/recommendations'),
    observed(JSON.stringify(rows)), says('Here they are.')
  ])
  t.match(await chat({ message: 'anything nice?' }), {
    body: { intent: 'concert_recommendation', confidence: 0.9, data: rows }
  })
  const { payload } = await app.inject(streamed('anything nice?'))
  t.match(readEvents(payload).map(({ event, data }) => [event, data]), [
    ['trace', { step: 'thought', text: 'I look for concerts.' }],
    ['trace', { step: 'operation', action_group: 'concerts', operation: 'POST /recommendations' }],
    ['trace', { step: 'operation_answered' }],
    ['data', rows],
    ['chunk', { text: 'Here they are.' }],
    ['done', { message: 'Here they are.' }]
  ])
  t.notMatch(payload, /INTERNAL|arn:/)
})

t.test('an operation tells its intent by its name, whosever it is', async (t) => {
  const lookedUp = traces({ invocationInput: { knowledgeBaseLookupInput: { text: 'x', knowledgeBaseId: 'KB1' } } })
  for (const [frame, message, intent] of [
    [called('/tickets/predict'), 'and now?', 'ticket_prediction'],
    [called('/venues/popularity'), 'find me a venue', 'venue_search'],
    [called('/venues/popularity'), 'and now?', 'data_analysis'],
    [called('/sales/summary', 'get'), 'and now?', 'data_analysis'],
    [invoked({ actionGroupName: 'ArtistTools', function: 'getArtistDetails' }), 'and now?', 'artist_lookup'],
    [lookedUp, 'Tell me about the band', 'artist_lookup'],
    [invoked({ actionGroupName: 'x', function: 'y' }), 'hello', 'general_query']
  ] as const) {
    const { chat } = await startAgent(t, () => [frame, says('So.')])
    t.match(await chat({ message }), { body: { intent } }, intent)
  }
})

t.test('output that is no JSON is no data; citations are kept', async (t) => {
  const url = 'https://example.com/hall'
  const attribution = {
    citations: [{
      generatedResponsePart: { textResponsePart: { text: 'It holds 900.', span: { start: 0, end: 12 } } },
      retrievedReferences: [
        { content: { text: 'Capacity: 900' }, location: { type: 'WEB', webLocation: { url } } },
        { content: { text: 'The hall' }, location: { type: 'S3', s3Location: { uri: 's3://halls/1' } } },
        { content: { text: 'By heart' } }
      ]
    }]
  }
  const references = [
    { text: 'Capacity: 900', location: url },
    { text: 'The hall', location: 's3://halls/1' },
    { text: 'By heart', location: null }
  ]
  const { chat } = await startAgent(t, () => [called('/x'), observed('In prose.'), says('It holds 900.', attribution)])
  t.match(await chat({ message: 'how big is the hall?' }), {
    body: { data: null, citations: [{ text: 'It holds 900.', references }] }
  })
})

t.test('a throttle is waited out, before and in the stream, as long as nothing was said', async (t) => {
  const { agent, chat } = await startAgent(t, inTurn(
    { error: 'ThrottlingException', status: 429 },
    [{ exception: 'throttlingException' }],
    [called('/x'), { exception: 'throttlingException' }],
    [says('At last.')]
  ))
  t.match(await chat({ message: 'hi' }), { status: 200, body: { message: 'At last.' } })
  t.equal(agent.calls.length, 4)
  const { chat: half } = await startAgent(t, () => [says('Half an'), { exception: 'throttlingException' }])
  t.match(await half({ message: 'hi' }), { status: 503, body: { error: 'service_unavailable' } })
  const { chat: never } = await startAgent(t, () => ({ error: 'ThrottlingException', status: 429 }), {}, 700)
  t.match(await never({ message: 'hi' }), { status: 504, body: { error: 'upstream_timeout' } })
})

t.test('an agent that fails, says nothing or goes in circles is an error, never a made-up sentence', async (t) => {
  const circles = () => [control(named('g', 'getHealth'))]
  const asks = () => [control({ apiInvocationInput: { actionGroup: 'g', actionInvocationType: 'USER_CONFIRMATION' } })]
  const cases: [AgentModel, number, string][] = [
    [() => [], 502, 'upstream_error'],
    [() => [says(' \n')], 502, 'upstream_error'],
    [() => [says('Half'), { exception: 'internalServerException' }], 502, 'upstream_error'],
    [() => [{ exception: 'dependencyFailedException' }], 502, 'upstream_error'],
    [() => [{ exception: 'accessDeniedException' }], 502, 'upstream_error'],
    [() => [{ exception: 'serviceQuotaExceededException' }], 503, 'service_unavailable'],
    [() => ({ error: 'ResourceNotFoundException', status: 404 }), 502, 'upstream_error'],
    [() => ({ error: 'ValidationException', status: 400 }), 502, 'upstream_error'],
    [() => [says('Half'), 'reset'], 503, 'service_unavailable'],
    [circles, 502, 'upstream_error'],
    [() => [control()], 502, 'upstream_error'],
    [asks, 502, 'upstream_error']
  ]
  for (const [model, status, code] of cases) {
    const { chat } = await startAgent(t, model)
    const { status: got, body } = await chat({ message: 'hi' })
    t.match([got, body], [status, { error: code, message: /agent/ }], JSON.stringify(body))
    t.notMatch(JSON.stringify(body), /as asked for|127\.0\.0\.1/)
  }
  const { chat: late } = await startAgent(t, () => [says('Half'), 'hang'], {}, 300)
  t.match(await late({ message: 'hi' }), { status: 504, body: { error: 'upstream_timeout' } })
  const gone = await startAgent(t, () => [])
  Object.assign(process.env, { AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME: 'http://127.0.0.1:9' })
  t.match(await gone.chat({ message: 'hi' }), { status: 503, body: { error: 'service_unavailable' } })
})

t.test('in a stream an error is an event, and counts as one', async (t) => {
  const { app, logs } = await startAgent(t, () => [says('Half'), { exception: 'internalServerException' }])
  const { payload, statusCode } = await app.inject(streamed('hi'))
  const error = { error: 'upstream_error', status: 502, request_id: String }
  t.match([statusCode, readEvents(payload)], [200, [{ event: 'chunk' }, { event: 'error', data: error }]])
  await until(() => logs.some(({ msg }) => msg === 'answered'), 'the line')
  t.match(logs.find(({ level }) => level === 'error'), { msg: 'upstream_error' })
  t.match(logs.find(({ msg }) => msg === 'answered'), { errors: 1 })
})

t.test('a caller who leaves ends the call', async (t) => {
  const { agent, app } = await startAgent(t, () => [says('Half'), 'hang'])
  const origin = await listen(app)
  for (const accept of ['text/event-stream', 'application/json']) {
    const caller = new AbortController()
    const before = agent.behaviour.cancelled
    const asked = agent.calls.length
    const answer = fetch(`${origin}/chat`, {
      method: 'POST', headers: { ...jsonHeaders, accept }, body: '{"message":"hi"}', signal: caller.signal
    })
    answer.then((response) => response.text()).catch(() => {}) // it is broken off
    await until(() => agent.calls.length > asked, 'the call')
    caller.abort()
    await until(() => agent.behaviour.cancelled > before, 'the end of the call')
  }
  t.equal(agent.calls.length, 2)
})

t.test('operations that the agent hands back are run on this app', async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const key = noteSecret('chat-key-0123456789abcdef')
  const sha256 = createHash('sha256').update(key).digest('hex')
  const apiKeys = [{ name: 'chatter', sha256, scopes: ['concerts:read', 'events:read'] }]
  const keys = { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: JSON.stringify(apiKeys) }
  const { agent, app } = await startAgent(t, (call) => {
    const results = call.sessionState?.returnControlInvocationResults
    if (results !== undefined) return [says(`I have ${results.length} results.`)]
    const groupBy = parameter('group_by', 'department', 'array')
    const chatBody = { content: { 'application/json': { properties: [parameter('message', 'hi')] } } }
    return [control(
      named('events', 'getEntity', parameter('type', 'Car'), parameter('id', 'nobody')),
      api('sales', 'GET', '/sales/summary', { parameters: [groupBy], agentId: 'SUB' }),
      api('chat', 'POST', '/chat', { requestBody: chatBody }),
      named('x', 'dropEverything'),
      named('x', 'listEvents', parameter('limit', 'many', 'integer')),
      named('x', 'listEvents', parameter('limit', '1', 'integer'))
    )]
  }, keys)
  const { statusCode, payload } = await app.inject({
    method: 'POST',
    url: '/chat',
    headers: { ...jsonHeaders, 'x-api-key': key },
    payload: { message: 'what do you know?', user_id: 'u1' }
  })
  t.match([statusCode, JSON.parse(payload)], [200, {
    message: 'I have 6 results.', data: { data: [], meta: { row_count: 0 } }
  }])
  const [first, second] = agent.calls
  t.match(second, {
    sessionId: first?.sessionId,
    inputText: undefined,
    sessionState: { invocationId: 'round-1', promptSessionAttributes: { user_id: 'u1' } }
  })
  const results = second?.sessionState?.returnControlInvocationResults ?? []
  t.match(results, [
    { functionResult: { actionGroup: 'events', function: 'getEntity', responseState: 'REPROMPT' } },
    {
      apiResult: {
        actionGroup: 'sales', apiPath: '/sales/summary', httpMethod: 'GET', httpStatusCode: 403, agentId: 'SUB'
      }
    },
    { apiResult: { httpStatusCode: 409 } },
    { functionResult: { responseState: 'REPROMPT' } },
    { functionResult: { responseState: 'REPROMPT' } },
    { functionResult: { responseState: undefined } }
  ])
  const codes = ['not_found', 'forbidden', 'conflict', 'not_found', 'invalid_request']
  t.same(results.slice(0, codes.length).map(errorOf), codes, 'with the caller\'s own rights')
})

/** A parameter of an operation, as an agent hands it back. */
function parameter (name: string, value: string, type = 'string') {
  return { name, type, value }
}

function named (actionGroup: string, name: string, ...parameters: object[]) {
  return { functionInvocationInput: { actionGroup, function: name, parameters } }
}

function api (actionGroup: string, httpMethod: string, apiPath: string, rest: object) {
  return { apiInvocationInput: { actionGroup, apiPath, httpMethod, ...rest } }
}

/** The code of the error that an operation came to. */
function errorOf ({ apiResult, functionResult }: OperationResult): unknown {
  const bodies = (apiResult ?? functionResult)?.['responseBody']
  const [content] = isObject(bodies) ? Object.values(bodies) : []
  return member(JSON.parse(String(member(content, 'body'))), 'error')
}
