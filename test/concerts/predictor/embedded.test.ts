import t from 'tap'
import { loadExamples } from '../../../src/concerts/predictor/embedded/history.ts'
import { fit } from '../../../src/concerts/predictor/embedded/regression.ts'
import type { Predictor } from '../../../src/concerts/predictor/predictor.ts'
import { featureNames, type Features } from '../../../src/concerts/tickets/features.ts'
import { predictTickets } from '../../../src/concerts/tickets/predict.ts'
import { startPostgres } from '../../helper.ts'
import { openWarehouse } from '../harness.ts'

const postgres = await startPostgres(t, { demo: true })
const warehouse = openWarehouse(postgres.url)
t.teardown(() => warehouse.close())
const { signal } = new AbortController()
const examples = await loadExamples(warehouse)

/** A model that keeps what it is asked. */
function recorder () {
  const asked: number[][] = []
  const model: Predictor = {
    kind: 'embedded',
    predict: async (rows) => {
      asked.push(...rows)
      return rows.map(() => ({ sales: 1, confidence: 1 }))
    },
    close: () => {}
  }
  return { model, asked }
}

t.test('the embedded model is fitted on the same features as it is asked with', async (t) => {
  const concerts = await postgres.sql<{ artist: string, venue: string, day: string, price: string }>(`
    SELECT artist_id AS artist, venue_id AS venue, event_date::text AS day, (
        SELECT avg(split_part(tier, ':', 2)::float8) FROM unnest(string_to_array(ticket_prices, '|')) AS tier
      ) AS price
    FROM concert_dw.concerts WHERE status = 'completed' AND event_date < (now() AT TIME ZONE 'UTC')::date
    ORDER BY event_date, concert_id`)
  t.equal(concerts.length, examples.length)
  for (const place of [40, 900, 3333, 5000, 7990]) {
    const concert = concerts[place]
    const features = examples[place]?.features
    if (concert === undefined || features === undefined) throw new Error('no such concert')
    const { model, asked } = recorder()
    const request = {
      artist_id: concert.artist,
      venue_id: concert.venue,
      event_date: concert.day,
      ticket_price: Number(concert.price)
    }
    await predictTickets(warehouse, model, request, signal, new Date(`${concert.day}T12:00:00Z`))
    for (const [index, name] of featureNames.entries()) {
      if (name === 'days_until_event') continue // asked on the day itself
      const [own, theirs] = [features[name], asked[0]?.[index] ?? NaN]
      const allowed = 1e-6 * Math.max(1, Math.abs(own))
      t.ok(Math.abs(own - theirs) <= allowed, `${name} of ${place}: ${own} is ${theirs}`)
    }
  }
})

t.test('the embedded model sells no more at a higher price, and never more than there are seats', async (t) => {
  const { predict } = fit(examples)
  for (const { features } of examples.filter((_example, place) => place % 97 === 0)) {
    const sales = [1, 20, 60, 200, 5000].map((price) => predict(atPrice(features, price)))
    t.same(sales, [...sales].sort((a, b) => b - a))
    t.ok(sales.every((value) => value >= 0 && value <= features.venue_capacity))
  }
})

function atPrice (features: Features, price: number): Features {
  const factor = price / features.price_avg
  return {
    ...features,
    price_avg: price,
    price_range: features.price_range * factor,
    price_low: features.price_low * factor,
    price_high: features.price_high * factor
  }
}

t.test('the embedded model says what mattered, the strongest first', async (t) => {
  const { predict, influences } = fit(examples)
  for (const { features } of examples.filter((_example, place) => place % 797 === 0)) {
    const all = influences(features)
    const strengths = all.map(({ tickets }) => Math.abs(tickets))
    t.same(strengths, [...strengths].sort((a, b) => b - a))
    t.equal(new Set(all.map(({ feature }) => feature)).size, all.length)
    const influenceOf = (feature: string, changed = features) => {
      return influences(changed).find((one) => one.feature === feature)?.tickets ?? NaN
    }
    const dearer = { ...features, price_avg: features.price_avg * 3, price_range: features.price_range * 3 }
    t.ok(influenceOf('price_avg', dearer) < influenceOf('price_avg'), 'a dear ticket takes away more')
    const [weekend, weekday] = [{ ...features, is_weekend: 1 }, { ...features, is_weekend: 0 }]
    const difference = influenceOf('is_weekend', weekend) - influenceOf('is_weekend', weekday)
    t.equal(Math.sign(difference), Math.sign(predict(weekend) - predict(weekday)))
  }
})

t.test('there is no model without a concert to fit it on', async (t) => {
  t.throws(() => fit([]), { message: 'There is no concert to fit the model on' })
})
