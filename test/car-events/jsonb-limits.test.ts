import fc from 'fast-check'
import t from 'tap'
import { measure, unstorableFaults } from '../../src/car-events/jsonb-limits.ts'

t.test('depth and values are counted, whether or not the text is JSON', async (t) => {
  t.match(measure('{"a":[1,2,{"b":"[[,"}]}'), { depth: 3, hasUnstorable: false })
  t.ok(measure('[1,2,3]').values >= 4)
  t.ok(measure(`[${'{},'.repeat(1000)}{}]`).values >= 1001)
  t.match(measure('[[[['), { depth: 4 })
})

t.test('what jsonb cannot hold is found with its path, in names and values', async (t) => {
  const text = '{"a/b":["ok","x\\u0000"],"n":[1e200000,-1,{"~":"\\ud800"}],"k\\u0000":1,"pair":"\\ud83d\\ude97",' +
    '"hidden":"\\udc00","hidden":"fine","escaped":"\\\\u0000 \\\\ud800"}'
  t.equal(measure(text).hasUnstorable, true)
  t.same(unstorableFaults(text, 'body'), [
    { path: 'body/a~1b/1', message: 'contains \\u0000, which PostgreSQL cannot hold' },
    { path: 'body/n/0', message: 'is a number with more digits than PostgreSQL can hold' },
    { path: 'body/n/2/~0', message: 'contains a lone surrogate, which is not valid Unicode' },
    { path: 'body/k\uFFFD', message: 'contains \\u0000, which PostgreSQL cannot hold' },
    { path: 'body/hidden', message: 'contains a lone surrogate, which is not valid Unicode' }
  ])
})

t.test('no more than a hundred faults are named', async (t) => {
  t.equal(unstorableFaults(`[${Array(500).fill('"\\u0000"').join(',')}]`, '').length, 100)
})

t.test('any text is found to be storable exactly where its strings are', async (t) => {
  const units = fc.constantFrom('\0', '\ud800', '\udc00', '\ud83d', '\ude97', '\\', '"', 'u', '0', 'a', '\u{1F697}')
  await fc.assert(fc.asyncProperty(fc.array(units, { maxLength: 8 }), async (parts) => {
    const value = parts.join('')
    const json = JSON.stringify([value])
    return measure(json).hasUnstorable === (value.includes('\0') || !value.isWellFormed())
  }), { numRuns: 20_000 })
})
