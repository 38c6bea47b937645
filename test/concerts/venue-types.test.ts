import t from 'tap'
import { defaultTypeCode, typeCodeOf, typeName } from '../../src/concerts/venue-types.ts'
import { formatData, readDataFile } from './data-file.ts'

t.test('kinds of venues stand one a line, in order, with a number for the models', async (t) => {
  const { text, data } = readDataFile('venue-types.json')
  t.equal(text, formatData(data, 1))
  t.same(Object.keys(data).map(typeCodeOf), [3, 4, 2, 1, 5, 3])
  t.equal(typeCodeOf('Arena'), 4)
  t.same(Object.keys(data).map((type) => typeName(type).es), [
    'anfiteatro', 'arena', 'club', 'recinto al aire libre', 'estadio', 'teatro'
  ])
})

t.test('a kind that is not known has no number, and is called what it is', async (t) => {
  t.equal(typeCodeOf('barn'), undefined)
  t.equal(typeCodeOf('constructor'), undefined)
  t.equal(defaultTypeCode, 3)
  t.same(typeName('barn'), { en: 'barn', es: 'barn' })
})
