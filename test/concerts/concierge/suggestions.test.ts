import t from 'tap'
import { intents } from '../../../src/concerts/concierge/concierge.ts'
import { suggestionsFor } from '../../../src/concerts/concierge/suggestions.ts'
import suggestions from '../../../src/concerts/concierge/suggestions.json' with { type: 'json' }
import { formatData, readDataFile } from '../data-file.ts'

t.test('suggestions stand one a line, three at least for each intent that name nothing', async (t) => {
  const { text, data } = readDataFile('concierge/suggestions.json')
  t.equal(text, formatData(data, 3))
  for (const byIntent of Object.values(suggestions)) {
    t.same(Object.keys(byIntent), [...intents].sort())
    for (const [intent, templates] of Object.entries(byIntent)) {
      t.ok(templates.filter((template) => !template.includes('{')).length >= 3, intent)
      for (const [name] of templates.join().matchAll(/\{\w*\}/g)) {
        t.match(name, /^\{(artist|venue|city|genre)\}$/)
      }
    }
  }
})

t.test('a suggestion goes on with what was named, and never repeats what was asked', async (t) => {
  t.same(suggestionsFor('artist_lookup', 'en', '', { artist: 'The Owls' }), [
    'Where can I see The Owls live?', 'Which artists are the most popular?', 'Recommend concerts'
  ])
  t.same(suggestionsFor('artist_lookup', 'es', '¿que artistas son los mas populares?', { genre: 'jazz' }), [
    'Recomiéndame conciertos de jazz', 'Recomiéndame conciertos', '¿Qué recintos tienen mejor ocupación?'
  ])
  t.notOk(suggestionsFor('general_query', 'en', 'recommend concerts!').includes('Recommend concerts'))
})

t.test('a name with braces is no template', async (t) => {
  t.ok(suggestionsFor('artist_lookup', 'en', '', { artist: '{genre}' }).includes('Where can I see {genre} live?'))
})
