import t from 'tap'
import * as Type from 'typebox'
import { faultsOf } from '../../src/schema/faults.ts'

const schema = Type.Object({
  name: Type.String(),
  lists: Type.Array(Type.Object({ parts: Type.Array(Type.Integer(), { maxItems: 2 }) }), { maxItems: 3 })
}, { additionalProperties: false })

t.test('each path has one fault, a missing or an unknown member its own', async (t) => {
  t.same(faultsOf('body', schema, { lists: [{ parts: [1, 'x'] }], more: 1 }), [
    { path: 'body/name', message: 'is missing' },
    { path: 'body/more', message: 'is not known here' },
    { path: 'body/lists/0/parts/1', message: 'must be integer' }
  ])
})

t.test('of a list with too many items just that is told, wherever it is', async (t) => {
  const items = Array(500_000).fill({})
  t.same(faultsOf('body', schema, { lists: items }), [
    { path: 'body/lists', message: 'must not have more than 3 items' }
  ])
  t.same(faultsOf('body', schema, { name: 'x', lists: [{ parts: [1] }, { parts: items }] }), [
    { path: 'body/lists/1/parts', message: 'must not have more than 2 items' }
  ])
})
