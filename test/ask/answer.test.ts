import t from 'tap'
import { sentenceFor } from '../../src/ask/answer.ts'
import type { Result } from '../../src/ask/reader/run.ts'

function resultOf (name: string, type: string, rows: Result['rows'], truncated = false): Result {
  return { columns: [{ name, type }], rows, truncated }
}

t.test('a sentence says what the rows say; a count that was cut is never a total', async (t) => {
  const rows = Array.from({ length: 100 }, (_value, n) => ({ n }))
  t.equal(
    sentenceFor(resultOf('n', 'integer', rows, true), 'en', ''),
    'More than 100 rows, of which the first are shown: 0; 1; 2; and so on.'
  )
  t.equal(sentenceFor(resultOf('n', 'integer', rows), 'es', ''), '100 filas: 0; 1; 2; la lista sigue.')
})

t.test('a number is grouped, a year is not', async (t) => {
  const total = resultOf('total', 'numeric', [{ total: 1234567.5 }])
  t.equal(sentenceFor(total, 'es', 'Suma de total'), 'Suma de total: 1,234,567.5.')
  t.equal(sentenceFor(resultOf('year', 'integer', [{ year: 2024 }]), 'en', ''), '2024.')
})

t.test('no rows are said to be none', async (t) => {
  t.equal(sentenceFor(resultOf('x', 'text', []), 'es', ''), 'No hay datos que cumplan con eso.')
})
