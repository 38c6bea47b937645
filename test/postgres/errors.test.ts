import t from 'tap'
import { conflict } from '../../src/errors.ts'
import { isConnectionLost, sqlState, toAppError } from '../../src/postgres/errors.ts'

const database = { name: 'sales', createTables: 'npm run migrate -- --demo' }
const ofServer = (code: string) => Object.assign(new Error('inner words'), { severity: 'ERROR', code })

t.test('each of the server\'s states has its own error, none of which repeats the server\'s words', async (t) => {
  for (const [code, expected, message] of [
    ['57014', 'upstream_timeout', 'The sales database did not answer in time: narrow the question.'],
    ['42P01', 'service_not_configured', 'The sales tables are not in the database: run `npm run migrate -- --demo`.'],
    ['53300', 'service_unavailable', 'The sales database has no connection left.'],
    ['28P01', 'service_unavailable', 'The sales database refused the login.'],
    ['3D000', 'service_unavailable', 'The sales database refused the login.'],
    ['53100', 'service_unavailable', 'The sales database is out of space.']
  ] as const) {
    const error = ofServer(code)
    t.match(toAppError(error, database, false), { code: expected, message, cause: error }, code)
  }
})

t.test('a lost connection, and a pool that has none free, are unavailable', async (t) => {
  t.match(toAppError(ofServer('57P01'), database, true), { message: 'The sales database cannot be reached now.' })
  const busy = toAppError(new Error('timeout exceeded when trying to connect'), database, false)
  t.match(busy, { code: 'service_unavailable', message: 'Every connection to the sales database is busy.' })
})

t.test('the error of a wrong statement, and one that a caller may see already, stay as they are', async (t) => {
  for (const error of [ofServer('23505'), new Error('ours'), conflict('known'), 'no error']) {
    t.equal(toAppError(error, database, false), error)
  }
})

t.test('only an error of the server has a state', async (t) => {
  t.equal(sqlState(ofServer('23505')), '23505')
  t.equal(sqlState(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })), null)
  t.equal(sqlState({ severity: 'ERROR', code: '23505' }), null)
})

t.test('of several addresses one that was refused is enough for a lost connection', async (t) => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  t.equal(isConnectionLost(new AggregateError([new Error('other'), refused])), true)
  t.equal(isConnectionLost(new AggregateError([new Error('other')])), false)
})
