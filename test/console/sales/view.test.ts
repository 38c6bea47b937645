import t from 'tap'
import { formatView, parseView } from '../../../src/console/sales/view.ts'

t.test('a view that is written to the address is read from it as it was', async (t) => {
  for (const view of [
    parseView(''),
    {
      filters: {
        from: '2024-02-01',
        to: '2024-03-01',
        picked: [{ field: 'department' as const, value: 'Cortés' }, { field: 'department' as const, value: 'a & b=c' }]
      },
      by: 'agency' as const,
      measure: 'lines' as const
    }
  ]) t.same(parseView(formatView(view)), view)
  t.equal(formatView(parseView('')), '', 'what is usual is not said')
})

t.test('what an address says of nothing known is left out', async (t) => {
  t.same(parseView('nonsense=1&by=colour&measure=weight'), parseView(''))
})
