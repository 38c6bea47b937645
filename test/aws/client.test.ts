import t from 'tap'
import { lazyClient } from '../../src/aws/client.ts'

/** A stand-in of an SDK: how often it was loaded, and what became of its client. */
function createSdk (failures = 0) {
  const seen = { loads: 0, clients: 0, destroyed: 0 }
  class Client {
    constructor () { seen.clients++ }
    destroy () { seen.destroyed++ }
  }
  const load = async () => {
    seen.loads++
    if (seen.loads <= failures) throw new Error('cannot be loaded')
    return { Client }
  }
  return { seen, get: lazyClient(load, (sdk) => new sdk.Client()) }
}

t.test('a client is made with the first call, once for all of them, and closed', async (t) => {
  const { seen, get } = createSdk()
  t.same(seen, { loads: 0, clients: 0, destroyed: 0 })
  const [first, second] = await Promise.all([get(), get()])
  t.equal(first.client, second.client)
  await get.close()
  t.same(seen, { loads: 1, clients: 1, destroyed: 1 })
})

t.test('a client that was never needed is not made to be closed', async (t) => {
  const { seen, get } = createSdk()
  await get.close()
  t.same(seen, { loads: 0, clients: 0, destroyed: 0 })
})

t.test('an SDK that could not be loaded is loaded again with the next call', async (t) => {
  const { seen, get } = createSdk(1)
  await t.rejects(get(), { message: 'cannot be loaded' })
  await get.close()
  t.ok(await get())
  t.equal(seen.loads, 2)
})
