import t from 'tap'
import { periodsIn } from '../../src/language/periods.ts'
import { wordsOf } from '../../src/language/words.ts'

const now = new Date('2026-11-24T12:00:00Z') // a Tuesday

const cases: [toward: 'past' | 'future', text: string, ...periods: [from: string | null, to: string | null][]][] = [
  ['future', 'tonight', ['2026-11-24', '2026-11-24']],
  ['future', 'any jazz shows this month?', ['2026-11-01', '2026-11-30']],
  ['future', 'what is on this weekend', ['2026-11-28', '2026-11-29']],
  ['future', 'what is on next weekend', ['2026-12-05', '2026-12-06']],
  ['future', '¿a qué show puedo ir este fin de semana?', ['2026-11-28', '2026-11-29']],
  ['future', 'concerts in January', ['2027-01-01', '2027-01-31']],
  ['future', 'eventos en diciembre', ['2026-12-01', '2026-12-31']],
  ['future', 'on July 4 2027', ['2027-07-04', '2027-07-04']],
  ['future', 'July 4th', ['2027-07-04', '2027-07-04']],
  ['future', 'el 20 de marzo de 2027', ['2027-03-20', '2027-03-20']],
  ['future', 'el 4 de julio', ['2027-07-04', '2027-07-04']],
  ['future', 'para el 2027-05-01', ['2027-05-01', '2027-05-01']],
  ['future', 'next June', ['2027-06-01', '2027-06-30']],
  ['future', 'mañana', ['2026-11-25', '2026-11-25']],
  ['future', 'pasado mañana', ['2026-11-26', '2026-11-26']],
  ['future', 'in two weeks', ['2026-12-08', '2026-12-08']],
  ['future', 'los próximos 10 días', ['2026-11-24', '2026-12-04']],
  ['future', 'la semana que viene', ['2026-11-30', '2026-12-06']],
  ['future', 'next friday', ['2026-12-04', '2026-12-04']],
  ['future', 'el viernes', ['2026-11-27', '2026-11-27']],
  ['past', 'ventas en 2024', ['2024-01-01', '2024-12-31']],
  ['past', 'ventas de enero de 2024', ['2024-01-01', '2024-01-31']],
  ['past', 'sales in march', ['2026-03-01', '2026-03-31']],
  ['past', 'sales in december', ['2025-12-01', '2025-12-31']],
  ['past', 'last month', ['2026-10-01', '2026-10-31']],
  ['past', 'el año pasado', ['2025-01-01', '2025-12-31']],
  ['past', 'el último trimestre', ['2026-07-01', '2026-09-30']],
  ['past', 'primer trimestre de 2024', ['2024-01-01', '2024-03-31']],
  ['past', 'second half of 2023', ['2023-07-01', '2023-12-31']],
  ['past', 'Q4 2025', ['2025-10-01', '2025-12-31']],
  ['past', 'last 30 days', ['2026-10-26', '2026-11-24']],
  ['past', 'últimos 6 meses', ['2026-05-24', '2026-11-24']],
  ['past', 'ayer', ['2026-11-23', '2026-11-23']],
  ['past', 'between 2023 and 2024', ['2023-01-01', '2024-12-31']],
  ['past', 'entre enero de 2023 y marzo de 2024', ['2023-01-01', '2024-03-31']],
  ['past', 'entre enero y junio de 2024', ['2024-01-01', '2024-06-30']],
  ['past', 'from November to February 2025', ['2024-11-01', '2025-02-28']],
  ['past', 'from March 1 2024 to March 15 2024', ['2024-03-01', '2024-03-15']],
  ['past', 'desde 2024', ['2024-01-01', null]],
  ['past', 'since May 2024', ['2024-05-01', null]],
  ['past', 'antes de 2023', [null, '2022-12-31']],
  ['past', 'after 2023', ['2024-01-01', null]],
  ['past', 'compare 2023 and 2024', ['2023-01-01', '2023-12-31'], ['2024-01-01', '2024-12-31']],
  ['past', 'the 2000 cheapest items'],
  ['past', 'who may pay more than 2000?'],
  ['past', 'el 31 de febrero']
]

for (const [toward, text, ...expected] of cases) {
  t.test(`${text} (${toward})`, async (t) => {
    t.same(periodsIn(wordsOf(text), { now, toward, dayFirst: true }).map(({ from, to }) => [from, to]), expected)
  })
}

t.test('slashes are read as the language writes them', async (t) => {
  const read = (text: string, dayFirst: boolean) => {
    return periodsIn(wordsOf(text), { now, toward: 'past', dayFirst }).map(({ from }) => from)
  }
  t.same(read('03/04/2024', true), ['2024-04-03'])
  t.same(read('03/04/2024', false), ['2024-03-04'])
  t.same(read('25/04/2024', false), ['2024-04-25'])
})

t.test('the words that said it are told', async (t) => {
  const words = wordsOf('ventas por departamento en enero de 2024 por favor')
  t.match(periodsIn(words, { now, toward: 'past', dayFirst: true }), [{ start: 4, end: 7 }])
})
