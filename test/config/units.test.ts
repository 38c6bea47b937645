import t from 'tap'
import { parseBytes, parseDuration, readList } from '../../src/config/units.ts'

t.test('a duration has a unit or is in seconds', async (t) => {
  for (const [text, ms] of [['5s', 5000], ['500 ms', 500], ['1.5 min', 90_000], ['2', 2000], ['0ms', 1]] as const) {
    t.equal(parseDuration(text), ms, text)
  }
})

t.test('a size has a unit or is in bytes', async (t) => {
  for (const [text, bytes] of [
    ['5 MB', 5_000_000], ['500kb', 500_000], ['1.5m', 1_500_000], ['12', 12], ['7b', 7]
  ] as const) {
    t.equal(parseBytes(text), bytes, text)
  }
})

t.test('a list has neither spaces around its items nor empty ones', async (t) => {
  const problems: string[] = []
  t.same(readList('NAMES', ' a, b ,,c,', problems), ['a', 'b', 'c'])
  t.equal(readList('NAMES', undefined, problems), null)
  t.same(problems, [])
  readList('NAMES', ' ,', problems)
  t.same(problems, ['NAMES must have at least one item, or not be set'])
})
