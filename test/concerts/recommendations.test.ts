import t from 'tap'
import { foldText } from '../../src/concerts/warehouse/parameters.ts'
import { startPostgres } from '../helper.ts'
import { caller, inDays, startConcerts, warehouses } from './harness.ts'

const postgres = await startPostgres(t, { demo: true })

interface Concert {
  concert_id: string
  artist_name: string
  genre: string
  city: string
  state: string
  event_date: string
  score: number
  reasoning: string
}

for (const kind of warehouses) {
  t.test(`on the ${kind} warehouse`, async (t) => {
    const { app, redshift } = await startConcerts(t, kind, postgres)
    const recommend = caller(app, '/recommendations')
    const concerts = async (body: object) => {
      const answer = await recommend(body)
      const { recommendation_type: type, recommendations: list } = answer.body
      t.match(answer, { status: 200, body: { total_recommendations: list?.length, source: kind } })
      return { type: type as string, list: list as Concert[] }
    }

    t.test('without wishes the popular and near ones come first, none of the past', async (t) => {
      const { type, list } = await concerts({ top_n: 50 })
      t.equal(type, 'content_based')
      t.equal(list.length, 50)
      const scheduled = await postgres.sql<{ id: string }>(
        "SELECT concert_id AS id FROM concert_dw.concerts WHERE status = 'scheduled'"
      )
      const ids = new Set(scheduled.map(({ id }) => id))
      for (const [place, { concert_id: id, event_date: date, score, reasoning }] of list.entries()) {
        t.ok(ids.has(id) && date >= inDays(0))
        t.ok(score >= 0 && score <= 1 && score <= (list[place - 1]?.score ?? 1))
        t.ok(reasoning.length > 10)
      }
      const withoutBody = await app.inject({ method: 'POST', url: '/recommendations' })
      t.equal(withoutBody.json().total_recommendations, 10)
    })

    t.test('the score is the documented formula', async (t) => {
      const [{ score, ...first }] = (await recommend({ top_n: 1, artist_preferences: ['jazz'] })).body.recommendations
      const days = (Date.parse(first.event_date) - Date.parse(inDays(0))) / 86_400_000
      const match = first.genre.startsWith('jazz') ? 0.8 : 0.6
      const expected = 0.45 * first.artist_popularity / 100 + 0.2 * 30 / (30 + days) + 0.35 * match
      t.ok(Math.abs(score - expected) < 1e-5)
    })

    t.test('genres, artists and places are filters that all hold', async (t) => {
      const rock = await concerts({ artist_preferences: ['ROCK'], top_n: 50 })
      t.equal(rock.type, 'genre_filtered')
      t.ok(rock.list.length > 10 && rock.list.every(({ genre }) => genre.split('|').includes('rock')))
      const newYork = await concerts({ location: 'new york', top_n: 50 })
      t.equal(newYork.type, 'location_filtered')
      t.ok(newYork.list.length > 3 && newYork.list.every(({ city }) => city === 'New York'))
      const both = await concerts({
        artist_preferences: ['rock', 'pop', 'latin', 'metal'], location: 'New York', top_n: 50
      })
      t.equal(both.type, 'genre_location_filtered')
      t.ok(both.list.length > 0)
      t.ok(both.list.every(({ city, genre }) => city === 'New York' && /rock|pop|latin|metal/.test(genre)))
      const name = newYork.list[0]?.artist_name ?? ''
      const named = await concerts({ artist_preferences: [name.toUpperCase()] })
      t.ok(named.list.length > 0)
      for (const { artist_name: artist, reasoning } of named.list) {
        t.equal(artist, name)
        t.match(reasoning, `You named ${name}`)
      }
    })

    t.test('a place is a city, a state or both, whatever its accents and spaces', async (t) => {
      for (const [location, city, state] of [
        ['ME', undefined, 'ME'],
        ['Portland, OR', 'portland', 'OR'],
        ['portland ,or', 'portland', 'OR'],
        ['Montreal', 'montreal', 'QC'],
        ['Bogota', 'bogota', 'DC']
      ] as const) {
        const { list } = await concerts({ location, top_n: 50 })
        for (const concert of list) {
          t.equal(concert.state, state, location)
          if (city !== undefined) t.equal(foldText(concert.city), city, location)
        }
      }
    })

    t.test('dates and prices are bounds; nothing that fits is an empty list', async (t) => {
      const [from, to] = [inDays(20), inDays(60)]
      const { list } = await concerts({ from, to, top_n: 50 })
      t.ok(list.every(({ event_date: date }) => date >= from && date <= to))
      const cheap = await concerts({ max_price: 30, top_n: 50 })
      const rows = await postgres.sql<{ id: string, prices: string }>(
        'SELECT concert_id AS id, ticket_prices AS prices FROM concert_dw.concerts'
      )
      const tiers = new Map(rows.map(({ id, prices }) => [id, prices.split('|')]))
      const isCheap = (id: string) => tiers.get(id)?.some((tier) => Number(tier.split(':')[1]) <= 30)
      t.ok(cheap.list.length > 0 && cheap.list.every(({ concert_id: id }) => isCheap(id)))
      t.match(await concerts({ from: '2001-01-01', to: '2001-12-31' }), { list: [] })
      t.match(await concerts({ location: 'Atlantis' }), { type: 'location_filtered', list: [] })
    })

    t.test('what a customer bought weighs in, and only that customer\'s', async (t) => {
      const [buyer] = await postgres.sql<{ id: string, genre: string }>(`
        SELECT customer_id AS id, split_part(genre, '|', 1) AS genre
        FROM concert_dw.ticket_sales
        JOIN concert_dw.concerts USING (concert_id)
        JOIN concert_dw.artists USING (artist_id)
        WHERE customer_id IS NOT NULL GROUP BY 1, 2 ORDER BY sum(quantity) DESC, 1 LIMIT 1`)
      const { type, list } = await concerts({ user_id: buyer?.id })
      t.equal(type, 'personalised')
      t.ok(list.filter(({ genre }) => genre.startsWith(buyer?.genre ?? '?')).length >= 5)
      t.ok(list.some(({ reasoning }) => reasoning.includes(`of your tickets were for ${buyer?.genre}`)))
      t.equal((await concerts({ user_id: 'nobody' })).type, 'content_based')
      t.equal((await concerts({ user_id: '-' })).type, 'content_based')
      const also = await concerts({ user_id: buyer?.id, location: 'Boston', top_n: 50 })
      t.ok(also.list.every(({ city }) => city === 'Boston'))
    })

    t.test('text is only ever a value, and one statement answers', async (t) => {
      if (redshift !== null) redshift.calls.length = 0
      for (const text of [
        "'; DROP TABLE concert_dw.concerts; --", "rock' OR 'a'='a", '\u001Frock\u001F', ':top_n', '%', '\\'
      ]) {
        for (const body of [{ artist_preferences: [text] }, { location: text }, { user_id: text }]) {
          t.equal((await recommend(body)).status, 200, JSON.stringify(body))
        }
        t.match((await recommend({ location: text })).body, { recommendations: [] })
      }
      if (redshift !== null) {
        t.equal(redshift.calls.filter(({ operation }) => operation === 'ExecuteStatement').length, 24)
      }
      t.equal((await postgres.sql('SELECT 1 FROM concert_dw.concerts')).length, 8800)
    })

    t.test('what does not fit is named', async (t) => {
      for (const [body, path] of [
        [{ top_n: 51 }, 'body/top_n'],
        [{ artist_preferences: 'rock' }, 'body/artist_preferences'],
        [{ artist_preferences: [''] }, 'body/artist_preferences/0'],
        [{ from: '2026-02-30' }, 'body/from'],
        [{ from: '2030-01-02', to: '2030-01-01' }, 'body/from'],
        [{ to: 'soon' }, 'body/to'],
        [{ max_price: 0 }, 'body/max_price'],
        [{ user: 'x' }, 'body/user'],
        [{ location: 'x'.repeat(201) }, 'body/location']
      ] as const) {
        const said = JSON.stringify(body)
        t.match(await recommend(body), { status: 400, body: { error: 'invalid_request', details: [{ path }] } }, said)
      }
    })
  })
}
