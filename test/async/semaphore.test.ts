import t from 'tap'
import { createSemaphore } from '../../src/async/semaphore.ts'

const never = new AbortController().signal

t.test('permits are given in the order in which they were asked for', async (t) => {
  const semaphore = createSemaphore(2)
  const order: string[] = []
  const acquire = (name: string) => semaphore.acquire(never).then((release) => {
    order.push(name)
    return release
  })
  const [first, second] = await Promise.all([acquire('first'), acquire('second')])
  const third = acquire('third')
  const fourth = acquire('fourth')
  await new Promise(setImmediate)
  t.same(order, ['first', 'second'])
  first()
  first()
  const release = await third
  await new Promise(setImmediate)
  t.same(order, ['first', 'second', 'third'], 'a permit is given back once')
  second()
  release();
  (await fourth)()
})

t.test('who gave up waiting gets no permit, and loses none', async (t) => {
  const semaphore = createSemaphore(1)
  const release = await semaphore.acquire(never)
  const leaving = new AbortController()
  const given = semaphore.acquire(leaving.signal)
  leaving.abort(new Error('left'))
  await t.rejects(given, { message: 'left' })
  await t.rejects(semaphore.acquire(leaving.signal), { message: 'left' })
  release()
  await t.resolves(semaphore.acquire(never))
})
