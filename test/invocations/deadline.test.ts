import t from 'tap'
import { Deadline } from '../../src/invocations/deadline.ts'

t.test('the signal aborts before the end, and who does not heed it is left behind', async (t) => {
  const deadline = new Deadline({ getRemainingTimeInMillis: () => 1000 })
  const errorOf = async (work: Promise<unknown>) => {
    const error = await deadline.limit(work).then(() => null, (error: unknown) => error)
    return { error, aborted: deadline.signal.aborted }
  }
  const late = { error: { code: 'upstream_timeout', status: 504 }, aborted: true }
  t.match(await errorOf(new Promise(() => {})), late)
  t.match(await errorOf(Promise.reject(new Error('too late'))), late, 'so is what comes later')
  t.equal(deadline.signal.reason.code, 'upstream_timeout')
})

t.test('work that ends in time is answered, and nothing is aborted', async (t) => {
  const deadline = new Deadline({ getRemainingTimeInMillis: () => 300 })
  t.equal(await deadline.limit(Promise.resolve('in time')), 'in time')
  deadline.end()
  t.notOk(deadline.signal.aborted)
})
