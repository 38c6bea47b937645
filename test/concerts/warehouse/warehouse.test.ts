import t from 'tap'
import { parametersOf, toPositional, valueOf } from '../../../src/concerts/warehouse/warehouse.ts'

t.test('colons in texts, casts and comments are no parameters', async (t) => {
  const sql = "SELECT ':a', 'it''s :b', c::text, :d_1 -- :e\n FROM x WHERE y = :d_1 AND z = :f"
  t.same(parametersOf(sql), ['d_1', 'f'])
  const positional = "SELECT ':a', 'it''s :b', c::text, $1 -- :e\n FROM x WHERE y = $1 AND z = $2"
  t.equal(toPositional(sql, ['d_1', 'f']), positional)
})

t.test('a value is sent as text, and an empty one is an error', async (t) => {
  t.equal(valueOf({ n: 7 }, 'n'), '7')
  t.throws(() => valueOf({ n: '' }, 'n'), { message: 'The statement\'s parameter n has no value' })
})
