import t from 'tap'
import countWords from '../../../../src/concerts/concierge/embedded/parse/count-words.json' with { type: 'json' }
import { loadGazetteer } from '../../../../src/concerts/concierge/embedded/parse/gazetteer.ts'
import { parseMessage } from '../../../../src/concerts/concierge/embedded/parse/message.ts'
import types from '../../../../src/concerts/venue-types.json' with { type: 'json' }
import type { Row, Warehouse } from '../../../../src/concerts/warehouse/warehouse.ts'
import { normalized } from '../../../../src/language/words.ts'
import { formatData, readDataFile } from '../../data-file.ts'

const { signal } = new AbortController()
const now = new Date('2026-03-04T12:00:00Z')

async function gazetteerOf (rows: Row[]) {
  const query: Warehouse['query'] = async <R extends Row>() => rows as R[]
  return loadGazetteer({ kind: 'embedded', query, close: async () => {} }, signal)
}

const gazetteer = await gazetteerOf([
  { kind: 'artist', id: 'a1', name: 'The Boston', city: null, state: null },
  { kind: 'artist', id: 'a2', name: 'Sing', city: null, state: null },
  { kind: 'venue', id: 'v1', name: 'Beacon Arena', city: 'Boston', state: 'MA' },
  { kind: 'venue', id: 'v2', name: 'Beacon Arena', city: 'New York', state: 'NY' },
  { kind: 'genre', id: 'hip hop|rock', name: 'hip hop|rock', city: null, state: null }
])
const parse = (message: string) => parseMessage(message, undefined, gazetteer, now).entities

t.test('aliases and words stand one a line, in order, folded as a message is', async (t) => {
  for (const name of ['city-aliases', 'genre-aliases', 'state-codes', 'venue-type-words']) {
    const { text, data } = readDataFile(`concierge/embedded/parse/${name}.json`)
    t.equal(text, formatData(data, 1), name)
    for (const word of Object.keys(data)) t.equal(word, normalized(word))
  }
  const { data: venueTypeWords } = readDataFile('concierge/embedded/parse/venue-type-words.json')
  t.same(new Set(Object.values(venueTypeWords)), new Set(Object.keys(types)))
  const { text, data } = readDataFile('concierge/embedded/parse/count-words.json')
  t.equal(text, formatData(data, 2))
  for (const words of Object.values(countWords)) t.same(words, [...words].sort())
})

t.test('an alias counts where the warehouse has what it stands for', async (t) => {
  t.same(parse('rap in nueva york'), { genres: ['hip hop'], city: 'New York' })
  t.same(parse('jazzy music in filadelfia'), {})
  t.same(parse('concerts in Massachusetts'), { state: 'MA' })
  t.same(parse('concerts in Texas'), {})
  t.same(parse('concerts in NY'), { state: 'NY' })
})

t.test('a text that names several things means a place behind "in", else an artist', async (t) => {
  t.match(parse('hip hop in Boston'), { city: 'Boston', artists: undefined })
  t.match(parse('who is Boston'), { city: undefined, artists: [{ id: 'a1', name: 'The Boston' }] })
})

t.test('a name of several venues means all of them, with a typing error, too', async (t) => {
  t.same(parse('how big is Beacon Arena').venues?.map(({ id }) => id), ['v1', 'v2'])
  t.same(parse('how big is beacon arnea').venues?.map(({ id }) => id), ['v1', 'v2'])
})

t.test('prices, counts and days are read in both languages', async (t) => {
  t.match(parse('top 3 venues under $40'), { count: 3, price: 40 })
  t.match(parse('los 4 conciertos por menos de 12,50'), { count: 4, price: 12.5 })
  t.match(parse('conciertos el 3 de mayo'), { period: { from: '2026-05-03', to: '2026-05-03' } })
})

t.test('a message that goes on takes over what it does not say, and another city leaves its state', async (t) => {
  const first = parseMessage('rock concerts in Boston, MA', undefined, gazetteer, now)
  t.match(first, { intent: 'concert_recommendation', entities: { genres: ['rock'], city: 'Boston', state: 'MA' } })
  const next = parseMessage('and in New York?', first, gazetteer, now)
  t.match(next, { intent: 'concert_recommendation', language: 'en' })
  t.same(next.entities, { genres: ['rock'], city: 'New York' })
  t.ok(next.confidence < first.confidence)
})
