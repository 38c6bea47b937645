import t from 'tap'
import { createPace } from '../../src/async/pace.ts'

const work = (ms: number) => { for (const start = performance.now(); performance.now() - start < ms;); }

t.test('long work lets others run, short work goes on', async (t) => {
  const pace = createPace()
  let turns = 0
  const count = setInterval(() => { turns++ }, 1)
  t.teardown(() => clearInterval(count))
  t.equal(pace(), undefined)
  for (let step = 0; step < 40; step++) {
    work(3)
    await pace()
  }
  t.ok(turns >= 8, `${turns} turns in 120 ms of work`)
})
