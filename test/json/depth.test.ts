import t from 'tap'
import { isDeeperThan } from '../../src/json/depth.ts'

t.test('levels are counted outside of strings, whether or not the text is JSON', async (t) => {
  t.equal(isDeeperThan('[[{"a":[1]}]]', 4), false)
  t.equal(isDeeperThan('[[{"a":[1]}]]', 3), true)
  t.equal(isDeeperThan('["[[[[", {"\\"[[": 1}, [], []]', 2), false)
  t.equal(isDeeperThan('['.repeat(1_000_000), 1000), true)
  t.equal(isDeeperThan('"[[[', 0), false)
})
