import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { startDeadline, withDeadline } from '../../src/async/deadline.ts'
import { serviceUnavailable } from '../../src/errors.ts'

const never = new AbortController().signal
const options = { service: 'The oracle', timeoutMs: 20, toAppError: () => serviceUnavailable('told') }
const wait = (signal: AbortSignal) => sleep(60_000, undefined, { signal })

t.test('what takes too long is a timeout that says who was waited for', async (t) => {
  await t.rejects(withDeadline(never, options, wait), {
    code: 'upstream_timeout', message: 'The oracle took longer than 0.02 s.', cause: { name: 'AbortError' }
  })
})

t.test('a caller who leaves gets their own reason', async (t) => {
  const caller = new AbortController()
  const waiting = withDeadline(caller.signal, { ...options, timeoutMs: 60_000 }, wait)
  caller.abort(new Error('gone'))
  await t.rejects(waiting, { message: 'gone' })
})

t.test('every other error is told as the adapter tells it, and an answer comes through', async (t) => {
  const failing = withDeadline(never, options, () => Promise.reject(new Error('inner')))
  await t.rejects(failing, { code: 'service_unavailable', message: 'told' })
  t.equal(await withDeadline(never, options, async () => 'answer'), 'answer')
})

t.test('a deadline can be used over several steps', async (t) => {
  const deadline = startDeadline(never, { ...options, timeoutMs: 60_000 })
  t.equal(deadline.signal.aborted, false)
  t.match(deadline.toAppError(new Error('inner')), { message: 'told' })
})
