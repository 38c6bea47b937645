import t from 'tap'
import { never } from '../records.ts'
import { startStores } from '../stores.ts'

const metadata = { tenant: 'acme', purchase: 'C-1', 'event-type': 'INSERT', 'event-id': 'é-1' }

/** What every store of objects must do. */
for (const [kind, open] of await startStores(t)) {
  t.test(`${kind}: an object is written once, and then read, listed and known by its event`, async (t) => {
    const store = open(t)
    const body = '{"metadata":{"event_id":"é-1"}}\n'
    const key = 'compras/acme/2024/06/01/a.json'
    t.equal(await store.create(key, body, metadata, never), 'created')
    t.equal(await store.create(key, 'another', { ...metadata, 'event-id': 'other' }, never), 'exists')
    t.equal(await store.read(key, never), body)
    t.equal(await store.eventOf(key, never), 'é-1')
    t.equal(await store.read('compras/acme/none.json', never), null)
    t.equal(await store.eventOf('compras/acme/none.json', never), null)
    for (const tenant of ['b%20c', 'Acme']) {
      await store.create(`compras/${tenant}/2024/06/01/x.json`, body, metadata, never)
    }
    t.equal((await store.tenants(10, never)).length, 3)
    t.equal((await store.tenants(2, never)).length, 2)
    await t.resolves(store.probe(never))
  })

  t.test(`${kind}: of many who write one object at once, one wins`, async (t) => {
    const store = open(t)
    const key = 'compras/acme/2024/06/01/race.json'
    const writers = Array.from({ length: 20 }, (_, n) => `${n}`)
    const outcomes = await Promise.all(writers.map((name) => {
      return store.create(key, name, { ...metadata, 'event-id': name }, never)
    }))
    t.equal(outcomes.filter((outcome) => outcome === 'created').length, 1)
    t.equal(await store.read(key, never), writers[outcomes.indexOf('created')])
  })
}
