import t from 'tap'
import departments from '../../../src/console/sales/department-tiles.json' with { type: 'json' }
import { tilesOf } from '../../../src/console/sales/department-tiles.ts'

const bar = (label: string, value: number) => ({ label, value, text: String(value) })

t.test('the 18 departments stand row by row, each at a place and with a code of its own', async (t) => {
  const unique = (read: (one: typeof departments[number]) => unknown) => new Set(departments.map(read)).size
  t.equal(departments.length, 18)
  t.equal(unique(({ name }) => name), 18)
  t.equal(unique(({ code }) => code), 18)
  t.equal(unique(({ column, row }) => `${column} ${row}`), 18)
  t.same(departments, departments.toSorted((a, b) => a.row - b.row || a.column - b.column))
})

t.test('a department has its value, whatever the accents and capitals of its name, and the others none', async (t) => {
  const tiles = tilesOf([bar('CORTES', 7), bar('Yoro', 3)], () => {})
  t.equal(tiles.length, 18)
  t.match(tiles.find(({ code }) => code === 'CR'), { label: 'CORTES', value: 7, column: 2, row: 2 })
  t.match(tiles.find(({ code }) => code === 'AT'), { label: 'Atlántida', value: 0, text: '–' })
})

t.test('there is no map of what is mostly not in Honduras, or of nothing', async (t) => {
  t.same(tilesOf([bar('Yoro', 1), bar('Jalisco', 2), bar('Sonora', 3)], () => {}), [])
  t.same(tilesOf([], () => {}), [])
})
