import t from 'tap'
import { intents } from '../../../src/concerts/concierge/concierge.ts'
import entityWeights from '../../../src/concerts/concierge/entity-weights.json' with { type: 'json' }
import fillerRequests from '../../../src/concerts/concierge/filler-requests.json' with { type: 'json' }
import intentWords from '../../../src/concerts/concierge/intent-words.json' with { type: 'json' }
import { classifyIntent, isIntentWord, type EntityPresence } from '../../../src/concerts/concierge/intents.ts'
import { fold, wordsOf } from '../../../src/language/words.ts'
import { formatData, readDataFile } from '../data-file.ts'

const classify = (message: string, presence?: EntityPresence) => classifyIntent(wordsOf(message), presence)
const topics = new Set<string>(intents.filter((intent) => intent !== 'general_query'))

t.test('words and weights stand one a line, in order, each for an intent that there is', async (t) => {
  const files = [['intent-words.json', 2], ['entity-weights.json', 2], ['filler-requests.json', 2]] as const
  for (const [file, depth] of files) {
    const { text, data } = readDataFile(`concierge/${file}`)
    t.equal(text, formatData(data, depth), file)
  }
  t.same(Object.keys(intentWords), ['en', 'es'])
  for (const [word, weights] of Object.values(intentWords).flatMap((words) => Object.entries<object>(words))) {
    t.ok(Object.keys(weights).every((intent) => topics.has(intent)), word)
    t.ok(Object.values(weights).every((weight) => [1, 2, 3, 4].includes(weight)), word)
    t.ok(isIntentWord(word), word)
  }
  t.same(new Set(Object.keys(entityWeights)), topics)
  const names = Object.values(entityWeights).flatMap((weights) => Object.keys(weights).flatMap((key) => key.split('+')))
  t.same([...new Set(names)].sort(), ['artist', 'city', 'genre', 'period', 'price', 'venue'])
  for (const words of Object.values(fillerRequests)) {
    t.same(words, [...words].sort())
    t.same(words, words.map(fold))
  }
})

t.test('a message is of the intent that its words say, with a typing error in one, too', async (t) => {
  for (const [message, intent] of [
    ['which artist is popular', 'artist_lookup'],
    ['recommend a concert', 'concert_recommendation'],
    ['recomend a concret', 'concert_recommendation'],
    ['predicción de boletos', 'ticket_prediction'],
    ['compare the average revenue', 'data_analysis'],
    ['aforo del recinto', 'venue_search'],
    ['¿Qué hay para ver?', 'concert_recommendation']
  ] as const) {
    t.match(classify(message), { intent, hasTopic: true }, message)
  }
})

t.test('what a message names decides where its words do not', async (t) => {
  t.match(classify('Velvet'), { intent: 'general_query', hasTopic: false })
  t.match(classify('Velvet', { artist: true }), { intent: 'artist_lookup', hasTopic: false })
  t.match(classify('Velvet at Beacon', { artist: true, venue: true, price: true }), { intent: 'ticket_prediction' })
})

t.test('a greeting is one unless it asks for something', async (t) => {
  t.same(classify('Hello'), { intent: 'general_query', confidence: 0.9, hasTopic: true })
  t.same(classify('gracias'), { intent: 'general_query', confidence: 0.9, hasTopic: true })
  t.match(classify('Hello, recommend me a concert'), { intent: 'concert_recommendation' })
})

t.test('"show me the" says nothing by itself, and "show" does', async (t) => {
  t.match(classify('show me the weather'), { intent: 'general_query', hasTopic: false })
  t.match(classify('a good show tonight'), { intent: 'concert_recommendation' })
})
