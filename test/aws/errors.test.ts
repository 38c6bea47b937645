import t from 'tap'
import { httpStatusOf, toAppError } from '../../src/aws/errors.ts'
import { notFound } from '../../src/errors.ts'

const errors = { service: 'The oracle', failure: 'The oracle refused.', throttles: ['ThrottlingException'] }
const named = (name: string, more: object = {}) => Object.assign(new Error('inner words'), { name, ...more })
const answered = { $fault: 'client', $metadata: { httpStatusCode: 400 } }

t.test('each kind of error has its own status, and none repeats the service\'s words', async (t) => {
  for (const [error, code, message] of [
    [named('ThrottlingException', answered), 'service_unavailable', 'The oracle has too much to do now: try again.'],
    [named('ValidationException', answered), 'upstream_error', 'The oracle refused.'],
    [named('Error', { code: 'ECONNREFUSED' }), 'service_unavailable', 'The oracle cannot be reached now.'],
    [named('TimeoutError', { $metadata: { attempts: 3 } }), 'service_unavailable', 'The oracle cannot be reached now.']
  ] as const) {
    t.match(toAppError(error, errors), { code, message, cause: error }, message)
  }
})

t.test('an error that a caller may see already, and what is no error, stay as they are', async (t) => {
  const known = notFound('gone')
  t.equal(toAppError(known, errors), known)
  t.equal(toAppError('a text', errors), 'a text')
})

t.test('the HTTP status of an error is known where an answer came', async (t) => {
  t.equal(httpStatusOf(named('NoSuchKey', { $metadata: { httpStatusCode: 404 } })), 404)
  for (const other of [named('Error'), named('Error', { $metadata: {} }), null, 'text']) {
    t.equal(httpStatusOf(other), undefined)
  }
})
