import t from 'tap'
import { backOff, pauseSpanMs, retry } from '../../src/async/retry.ts'

const never = new AbortController().signal
const quick = { firstPauseMs: 1, maxPauseMs: 4, signal: never }

/** Work that fails `failures` times, and the number of times that it was begun. */
function failing (failures: number, error = new Error('not yet')) {
  let tries = 0
  const work = async () => {
    tries++
    if (tries <= failures) throw error
    return tries
  }
  return { work, tries: () => tries }
}

t.test('work is tried again as long as its error is retryable', async (t) => {
  t.equal(await retry(failing(3).work, { ...quick, isRetryable: () => true }), 4)
  const { work, tries } = failing(3)
  await t.rejects(retry(work, { ...quick, isRetryable: () => false }), { message: 'not yet' })
  t.equal(tries(), 1)
})

t.test('the last error comes out when the tries are used up', async (t) => {
  const { work, tries } = failing(9)
  await t.rejects(retry(work, { ...quick, isRetryable: () => true, maxTries: 3 }), { message: 'not yet' })
  t.equal(tries(), 3)
})

t.test('a signal ends the tries, in a pause as well', async (t) => {
  const caller = new AbortController()
  const { work, tries } = failing(9)
  const slow = { firstPauseMs: 1e9, maxPauseMs: 1e9, signal: caller.signal, isRetryable: () => true }
  const retrying = retry(work, slow)
  caller.abort(new Error('gone'))
  await t.rejects(retrying, { message: 'not yet' }, 'the work that was under way tells its own error')
  await t.rejects(retry(work, slow), { message: 'gone' })
  t.equal(tries(), 1, 'nothing is begun for a caller who is gone')
  const pausing = new AbortController()
  const paused = backOff(1, slow, pausing.signal)
  pausing.abort()
  await t.rejects(paused, { name: 'AbortError' })
})

t.test('the span of a pause doubles with each try, up to a bound', async (t) => {
  const spans = [1, 2, 3, 4, 5].map((tries) => pauseSpanMs(tries, { firstPauseMs: 10, maxPauseMs: 45 }))
  t.same(spans, [10, 20, 40, 45, 45])
})
