import { EventEmitter, once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { currentInvocation, runInvocation } from '../../src/http/invocation.ts'
import { startApp } from '../helper.ts'

const init = (awsRequestId: string) => {
  const deadline = { signal: new AbortController().signal }
  return { source: 'direct', trusted: true, maxAnswerBytes: null, awsRequestId, traceId: undefined, deadline }
}

t.test('what an invocation starts belongs to it, beside another one and inside of one', async (t) => {
  const here = () => currentInvocation()?.awsRequestId
  const first = runInvocation(init('a'), async () => {
    await turn()
    const inner = await runInvocation(init('inner'), async () => here())
    await turn()
    return [inner, here()]
  })
  const second = runInvocation(init('b'), async () => {
    await turn()
    await turn()
    return here()
  })
  t.same([await first, await second], [['inner', 'a'], 'b'])
  t.equal(here(), undefined)
})

t.test('what outlives its invocation belongs to none', async (t) => {
  const end = new EventEmitter()
  let late: Promise<unknown> = Promise.resolve()
  await runInvocation(init('a'), async () => {
    late = once(end, 'ended').then(() => currentInvocation())
  })
  end.emit('ended')
  t.equal(await late, undefined)
})

t.test('a trusted invocation needs no key, any other does', async (t) => {
  const { app } = await startApp(t, { AUTH: 'api-key' })
  const statusOf = async () => (await app.inject({ url: '/health?deep=true' })).statusCode
  t.equal(await runInvocation(init('a'), statusOf), 200)
  t.equal(await runInvocation({ ...init('b'), trusted: false }, statusOf), 401)
  t.equal(await statusOf(), 401)
})
