import t from 'tap'
import { until } from '../../helper.ts'
import { count, inTurn, startAsk, startReadDemo } from '../ask-app.ts'

const postgres = await startReadDemo(t)

t.test('a query that cannot be right is repaired twice, by what was wrong with it', async (t) => {
  const wrong = [{ sql: 'SELECT nombrex FROM clientes' }, { sql: 'SELECT count(* FROM clientes' }]
  const { gemini, ask } = await startAsk(t, postgres, inTurn(...wrong, count))
  const answer = await ask({ question: '¿Cuántos?' })
  t.match(answer, { status: 200, body: { meta: { attempts: 3 }, data: [{ clientes: 2000 }] } })
  t.match(gemini.calls[1]?.prompt, /SELECT nombrex FROM clientes\ncolumn "nombrex" does not exist/)
  t.match(gemini.calls[2]?.prompt, /syntax error/)
})

t.test('a query that stays wrong is the query\'s fault, and no SQL at all the model\'s', async (t) => {
  const invalid = { status: 422, body: { error: 'query_failed', details: { reason: 'invalid' } } }
  const useless = { status: 502, body: { error: 'upstream_error' } }
  for (const [answer, expected] of [
    [{ sql: 'SELECT nombrex FROM clientes' }, invalid],
    [{ sql: 'SELECT * FROM clients' }, invalid],
    [{ sql: 'SELECT 1 / 0' }, invalid],
    [{ text: 'I am sorry, I cannot do that.' }, useless],
    [{ sql: '' }, useless],
    [{ text: '' }, useless]
  ] as const) {
    const { gemini, ask } = await startAsk(t, postgres, inTurn(answer))
    t.match(await ask({ question: 'x' }), expected, JSON.stringify(answer))
    t.equal(gemini.calls.length, 3)
  }
})

t.test('what the guard refuses never runs and is not tried again', async (t) => {
  for (const [sql, rule] of [
    ['SELECT 1; DROP TABLE clientes', 'single_statement'],
    ['DROP TABLE clientes', 'read_only'],
    ['SELECT pg_sleep(9)', 'function'],
    ['SELECT * FROM pg_user', 'relation'],
    ['SELECT (0.3::float8).pg_sleep', 'attribute_call'],
    ['WITH x AS (DELETE FROM clientes RETURNING *) SELECT * FROM x', 'read_only'],
    ['SELECT * FROM clientes FOR UPDATE', 'construct'],
    ["SELECT 'x'::regclass", 'type'],
    ['SELECT * FROM atalaya.ask_examples', 'relation'],
    ['SELECT current_user', 'function']
  ] as const) {
    const { gemini, ask } = await startAsk(t, postgres, inTurn({ sql }))
    const body = { error: 'query_blocked', details: { rule, sql } }
    t.match(await ask({ question: 'x' }), { status: 422, body }, sql)
    t.equal(gemini.calls.length, 1)
  }
  t.equal((await postgres.sql('SELECT 1 FROM clientes')).length, 2000)
})

t.test('a question that the data does not answer is told what it does hold', async (t) => {
  const refusal = { sql: '', answerable: false, explanation: 'No hay datos del clima.' }
  const { ask } = await startAsk(t, postgres, inTurn(refusal))
  const details = { holds: [String], suggestions: { length: 3 } }
  t.match(await ask({ question: '¿Qué tiempo hace?' }), {
    status: 422, body: { error: 'question_not_answerable', message: 'No hay datos del clima.', details }
  })
})

t.test('the limits of a query each say so, and are never repaired', async (t) => {
  const table = 'bandeja_resumen_ventas'
  for (const [sql, reason, env] of [
    [
      'SELECT count(*) FROM generate_series(1, 1000000000) AS n', 'timeout',
      { ASK_STATEMENT_TIMEOUT: '300ms', ASK_COST_CEILING: '1e12' }
    ],
    ["SELECT repeat('x', 9000000) AS x", 'too_large', {}],
    ['SELECT repeat(nombre, 100000) AS x FROM clientes', 'too_large', {}],
    [`SELECT count(*) FROM ${table} AS a, ${table} AS b, ${table} AS c`, 'too_expensive', {}]
  ] as const) {
    const { gemini, ask } = await startAsk(t, postgres, inTurn({ sql }), env)
    const body = { error: 'query_failed', details: { reason, sql } }
    t.match(await ask({ question: 'x' }), { status: 422, body }, sql)
    t.equal(gemini.calls.length, 1)
  }
  const active = "SELECT 1 FROM pg_stat_activity WHERE usename = 'atalaya_reader' AND state = 'active'"
  await until(async () => (await postgres.sql(active)).length === 0, 'the end of what was stopped')
})
