import t from 'tap'
import { isoDate } from '../../../src/concerts/iso-date.ts'
import { foldText, joinList, toFilter } from '../../../src/concerts/warehouse/parameters.ts'

t.test('texts are compared without accents, capitals and spaces around them', async (t) => {
  t.equal(foldText('  Montréal\t\u001F QC '), 'montreal qc')
})

t.test('nothing that a person can say means "no filter" or "no list"', async (t) => {
  t.equal(toFilter(undefined), '-')
  t.equal(toFilter('-'), '=-')
  t.equal(joinList([]), '-')
  t.equal(joinList(['a', 'b']), '\u001Fa\u001Fb\u001F')
  t.notMatch(foldText('a\u001Fb'), '\u001F')
})

t.test('a day is that of UTC, and months and years end', async (t) => {
  const now = new Date('2024-02-28T23:59:00Z')
  t.equal(isoDate(now), '2024-02-28')
  t.equal(isoDate(now, 2), '2024-03-01')
  t.equal(isoDate(now, -59), '2023-12-31')
})
