import t from 'tap'
import { arraySlices, memberPlace, memberSlice } from '../../src/json/slices.ts'

t.test('elements of an array stay as they were written', async (t) => {
  t.same(arraySlices(' [ 1.10, {"a":[1,2]} ,"],\\"[", 12345678901234567890 ] '), [
    '1.10', '{"a":[1,2]}', '"],\\"["', '12345678901234567890'
  ])
  t.same(arraySlices('[ ]'), [])
  t.same(arraySlices('[[]]'), ['[]'])
})

t.test('a member is found by its decoded name, the last one of several', async (t) => {
  const text = '{"a":1,"b\\u0061":{"a":2},"a": 3.0 }'
  t.equal(memberSlice(text, 'a'), '3.0')
  t.equal(memberSlice(text, 'ba'), '{"a":2}')
  t.equal(memberSlice(text, 'c'), null)
  t.same(memberPlace('{"a":1}', 'a'), [5, 6])
})
