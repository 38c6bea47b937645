import { mock } from 'node:test'
import t from 'tap'
import { memoizeAsync } from '../../src/async/memoize.ts'

t.test('what was loaded is shared and kept, and a failure is forgotten', async (t) => {
  let loads = 0
  const get = memoizeAsync(async () => {
    if (++loads === 1) throw new Error('the first one fails')
    return loads
  })
  t.equal(get.loaded(), undefined)
  await t.rejects(get(), { message: 'the first one fails' })
  t.same(await Promise.all([get(), get(), get()]), [2, 2, 2])
  t.equal(await get.loaded(), 2)
  t.equal(get.forget(), true)
  t.equal(get.forget(), false)
  t.equal(await get(), 3)
})

t.test('it is loaded again when its time is over, and a late failure does not push a newer value out', async (t) => {
  mock.timers.enable({ apis: ['Date'] })
  t.teardown(() => mock.timers.reset())
  let loads = 0
  const failures: ((error: Error) => void)[] = []
  const get = memoizeAsync(() => ++loads === 1
    ? new Promise<number>((_resolve, reject) => { failures.push(reject) })
    : Promise.resolve(loads), 1000)
  const first = get()
  mock.timers.tick(1001)
  t.equal(await get(), 2)
  failures[0]?.(new Error('late'))
  await t.rejects(first, { message: 'late' })
  t.equal(await get(), 2)
})
