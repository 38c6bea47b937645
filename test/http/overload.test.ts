import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { listen, startApp } from '../helper.ts'

/** Holds the event loop, as work that does not let go of it would. */
async function hold (ms: number, times = 1): Promise<void> {
  for (let count = 0; count < times; count++) {
    const end = performance.now() + ms
    while (performance.now() < end);
    await turn()
  }
}

t.test('a pause is no overload; one that lasts is refused, but for the page and its files', async (t) => {
  const { app } = await startApp(t, {}, { listens: true })
  const origin = await listen(app)
  const statusOf = async (path: string) => {
    const answer = await fetch(origin + path)
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() }
  }
  await hold(1500, 2)
  t.equal((await statusOf('/health')).status, 200, 'after a pause of three seconds')
  await hold(1500, 8)
  t.match(await statusOf('/sales'), { status: 503, retryAfter: '5', text: /"service_unavailable".*overloaded/ })
  const page = await statusOf('/')
  const script = await statusOf(/src="\.(\/[^"]+)"/.exec(page.text)?.[1] ?? '')
  t.same([page.status, script.status], [200, 200])
})
