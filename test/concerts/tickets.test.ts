import t from 'tap'
import { dayAfter } from '../../src/concerts/plain.ts'
import { loadExamples } from '../../src/concerts/predictor/embedded.ts'
import { fit } from '../../src/concerts/predictor/regression.ts'
import { featureNames } from '../../src/concerts/tickets/features.ts'
import { predictTickets } from '../../src/concerts/tickets/predict.ts'
import { createEmbeddedWarehouse } from '../../src/concerts/warehouse/embedded.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startPostgres } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startSageMaker } from '../stand-ins/sagemaker.ts'
import { quiet, settingsOf } from '../template.ts'
import { caller, startConcerts, warehouses } from './bed.ts'

const postgres = await startPostgres(t, { demo: true })
const soon = dayAfter(new Date(), 30)
const body = { artist_id: 'artist_010', venue_id: 'venue_050', event_date: soon, ticket_price: 60 }
const numbers = async (text: string, values: unknown[]) => Object.fromEntries(Object.entries((await postgres.sql<Record<string, string | null>>(text, values))[0] ?? {}).map(([name, value]) => [name, Number(value)]))

for (const kind of warehouses) {
  t.test(`on the ${kind} warehouse`, async (t) => {
    const sagemaker = await startSageMaker(t, ({ rows }) => ({ body: JSON.stringify({ predictions: rows.map(() => ({ score: 1234.4 })) }) }))
    useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
    const { app, redshift } = await startConcerts(t, kind, postgres, { SAGEMAKER_TICKET_ENDPOINT: 'tickets' })
    const predict = caller(app, '/tickets/predict')

    t.test('the features are what the warehouse says, in one statement, in the model\'s order', async (t) => {
      if (redshift !== null) redshift.calls.length = 0
      const { status, body: answer } = await predict(body)
      t.match({ status, answer }, { status: 200, answer: { predicted_sales: 1234, model: 'sagemaker', source: kind, timestamp: /^\d{4}-/ } })
      if (redshift !== null) t.equal(redshift.calls.filter(({ operation }) => operation === 'ExecuteStatement').length, 1)
      t.same(Object.keys(answer.features_used), ['artist_id', 'venue_id', 'event_date', 'ticket_price', ...featureNames])
      t.match(sagemaker.calls[0], { endpoint: 'tickets', contentType: 'text/csv', rows: [featureNames.map((name) => answer.features_used[name]).join(',')] })
      const truth = await numbers(`
        WITH h AS (SELECT *, total_attendance::float8 / capacity AS rate FROM concert_dw.concerts JOIN concert_dw.venues USING (venue_id) WHERE status = 'completed' AND event_date < (now() AT TIME ZONE 'UTC')::date)
        SELECT (SELECT popularity_score FROM concert_dw.artists WHERE artist_id = $1) AS artist_popularity,
          (SELECT avg(total_attendance) FROM h WHERE artist_id = $1) AS artist_avg_attendance, (SELECT count(*) FROM h WHERE artist_id = $1) AS artist_total_concerts,
          (SELECT avg(revenue) FROM h WHERE artist_id = $1) AS artist_avg_revenue, (SELECT capacity FROM concert_dw.venues WHERE venue_id = $2) AS venue_capacity,
          (SELECT avg(rate) FROM h WHERE venue_id = $2) AS venue_attendance_rate,
          (SELECT count(*) + 1 FROM (SELECT avg(rate) AS rate FROM h GROUP BY venue_id) AS r WHERE rate > (SELECT avg(rate) FROM h WHERE venue_id = $2)) AS venue_popularity_rank,
          (SELECT avg(rate) FROM h WHERE (city, state) = (SELECT city, state FROM concert_dw.venues WHERE venue_id = $2)) AS location_popularity`, [body.artist_id, body.venue_id])
      for (const [name, value] of Object.entries(truth)) t.ok(Math.abs(answer.features_used[name] - value) <= 1e-6 * Math.abs(value), `${name}: ${answer.features_used[name]} is ${value}`)
      const day = new Date(`${soon}T00:00:00Z`)
      t.match(answer.features_used, { days_until_event: 30, month: day.getUTCMonth() + 1, season: [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 1][day.getUTCMonth()], is_weekend: [0, 6].includes(day.getUTCDay()) ? 1 : 0, price_avg: 60 })
      const { price_low: low, price_high: high, price_range: range } = answer.features_used
      t.ok(low < 60 && high > 60 && Math.abs(high - low - range) < 1e-9)
    })

    t.test('who or what is not there is named; so is what does not fit', async (t) => {
      t.match(await predict({ ...body, artist_id: "'; DROP TABLE concert_dw.artists; --" }), { status: 404, body: { error: 'not_found', message: "There is no artist '; DROP TABLE concert_dw.artists; --." } })
      t.match(await predict({ ...body, venue_id: 'venue_999' }), { status: 404, body: { message: 'There is no venue venue_999.' } })
      t.equal((await postgres.sql('SELECT 1 FROM concert_dw.artists')).length, 300)
      t.equal((await predict({ ...body, event_date: dayAfter(new Date(), 0) })).status, 200)
      for (const [wrong, path] of [
        [{ event_date: dayAfter(new Date(), -1) }, 'body/event_date'], [{ event_date: '2027-02-30' }, 'body/event_date'], [{ ticket_price: 0 }, 'body/ticket_price'],
        [{ ticket_price: '50' }, 'body/ticket_price'], [{ artist_id: '' }, 'body/artist_id'], [{ seats: 1 }, 'body/seats']
      ] as const) t.match(await predict({ ...body, ...wrong }), { status: 400, body: { error: 'invalid_request', details: [{ path }] } }, JSON.stringify(wrong))
      t.match(await predict(), { status: 400, body: { error: 'invalid_request' } })
    })

    t.test('a feature without history is the population\'s, and is said to be', async (t) => {
      await postgres.sql("INSERT INTO concert_dw.artists VALUES ('new', 'Newcomers', 'rock', 50, NULL, NULL, NULL, now(), now()) ON CONFLICT DO NOTHING")
      const { body: answer } = await predict({ ...body, artist_id: 'new' })
      await postgres.sql("DELETE FROM concert_dw.artists WHERE artist_id = 'new'")
      t.same(answer.features_imputed, ['artist_avg_attendance', 'artist_avg_revenue', 'pair_avg_attendance', 'pair_max_attendance', 'price_range', 'price_low', 'price_high'])
      const { mean } = await numbers("SELECT avg(total_attendance) AS mean FROM concert_dw.concerts WHERE status = 'completed'", [])
      t.ok(Math.abs(answer.features_used.artist_avg_attendance - (mean ?? 0)) < 1e-3)
    })
  })
}

t.test('what an endpoint may answer, and what it may not', async (t) => {
  const sagemaker = await startSageMaker(t, () => ({ body: '0' }))
  useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
  const { app } = await startConcerts(t, 'embedded', postgres, { SAGEMAKER_TICKET_ENDPOINT: 'tickets' })
  const predict = caller(app, '/tickets/predict')
  const each = (one: unknown) => ({ rows }: { rows: string[] }) => ({ body: JSON.stringify(rows.length === 1 ? one : rows.map(() => one)) })

  for (const answer of [812.5, [812.5], { predictions: [{ score: 812.5 }] }, { predictions: [[812.5]] }, { predicted_sales: 812.5, confidence: 0.7 }]) {
    sagemaker.behaviour.model = ({ rows }) => rows.length === 1 ? { body: JSON.stringify(answer) } : { body: rows.map(() => '812.5').join('\n') }
    t.match(await predict(body), { status: 200, body: { predicted_sales: 813, confidence: Number } }, JSON.stringify(answer))
  }
  sagemaker.behaviour.model = each({ predicted_sales: 9e9, confidence: 1 })
  t.match(await predict(body), { status: 200, body: { predicted_sales: 3790, confidence: 0.99 } }, 'no more than the venue holds')
  sagemaker.behaviour.model = each(-5)
  t.match(await predict(body), { status: 200, body: { predicted_sales: 0, confidence: 0 } })
  for (const wrong of ['NaN', '', 'null', '"many"', '[]', '[1,2]', '{"predictions":[]}', '{"predicted_sales":1,"confidence":7}', '{"predictions":[{"score":null}]}', '<html>']) {
    sagemaker.behaviour.model = () => ({ body: wrong })
    t.match(await predict(body), { status: 502, body: { error: 'upstream_error' } }, wrong)
  }
  for (const [error, status, code] of [['ModelError', 424, 'upstream_error'], ['ValidationError', 400, 'upstream_error'], ['ThrottlingException', 400, 'service_unavailable']] as const) {
    sagemaker.behaviour.model = () => ({ error, status })
    t.match(await predict(body), { body: { error: code } }, error)
  }
  sagemaker.behaviour.model = () => 'hang'
  const { app: hurried } = await startConcerts(t, 'embedded', postgres, { SAGEMAKER_TICKET_ENDPOINT: 'tickets', DB_STATEMENT_TIMEOUT: '1' })
  t.match(await caller(hurried, '/tickets/predict')(body), { status: 504, body: { error: 'upstream_timeout' } })
})

t.test('JSON lines are sent where they are asked for, and the venue model is asked once for all venues', async (t) => {
  const sagemaker = await startSageMaker(t, ({ rows }) => ({ body: JSON.stringify(rows.map((_row, place) => 0.5 + place / 1000)) }))
  useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
  const { app } = await startConcerts(t, 'embedded', postgres, { SAGEMAKER_TICKET_ENDPOINT: 'tickets', SAGEMAKER_VENUE_ENDPOINT: 'venues', SAGEMAKER_CONTENT_TYPE: 'application/jsonlines' })
  t.equal((await caller(app, '/tickets/predict')(body)).status, 200)
  t.match(sagemaker.calls[0], { contentType: 'application/jsonlines', rows: [/^\{"features":\[.*\]\}$/] })
  sagemaker.calls.length = 0
  const { body: { venues } } = await caller(app, '/venues/popularity')({ top_n: 4, with_forecast: true })
  t.match([venues.map(({ popularity_forecast: forecast }: { popularity_forecast: number }) => forecast), sagemaker.calls], [[0.5, 0.501, 0.502, 0.503], [{ endpoint: 'venues', rows: { length: 4 } }]])
  t.match(await caller((await startConcerts(t, 'embedded', postgres)).app, '/venues/popularity')({ with_forecast: true }), { status: 503, body: { error: 'service_not_configured' } })
})

t.test('the embedded model', async (t) => {
  const { warehouse: settings } = settingsOf(postgres.url)
  if (settings === null) throw new Error('no settings')
  const warehouse = createEmbeddedWarehouse(openDatabase(settings, quiet))
  t.teardown(() => warehouse.close())
  const { signal } = new AbortController()
  const examples = await loadExamples(warehouse)

  t.test('is fitted on the same features as it is asked with', async (t) => {
    const concerts = await postgres.sql<{ artist: string, venue: string, day: string, price: string }>(`
      SELECT artist_id AS artist, venue_id AS venue, event_date::text AS day, (SELECT avg(split_part(tier, ':', 2)::float8) FROM unnest(string_to_array(ticket_prices, '|')) AS tier) AS price
      FROM concert_dw.concerts WHERE status = 'completed' AND event_date < (now() AT TIME ZONE 'UTC')::date ORDER BY event_date, concert_id`)
    t.equal(concerts.length, examples.length)
    let asked: number[] = []
    const model = { kind: 'embedded' as const, predict: async (rows: number[][]) => { asked = asked.length === 0 ? rows[0] ?? [] : asked; return rows.map(() => ({ sales: 1, confidence: 1 })) }, close: () => {} }
    for (const place of [40, 900, 3333, 5000, 7990]) {
      const concert = concerts[place]
      const features = examples[place]?.features
      if (concert === undefined || features === undefined) throw new Error('no such concert')
      asked = []
      await predictTickets(warehouse, model, { artist_id: concert.artist, venue_id: concert.venue, event_date: concert.day, ticket_price: Number(concert.price) }, signal, new Date(`${concert.day}T12:00:00Z`))
      for (const [index, name] of featureNames.entries()) {
        if (name === 'days_until_event') continue // asked on the day itself
        const [own, theirs] = [features[name], asked[index] ?? NaN]
        t.ok(Math.abs(own - theirs) <= 1e-6 * Math.max(1, Math.abs(own)), `${name} of ${place}: ${own} is ${theirs}`)
      }
    }
  })

  t.test('sells no more at a higher price, and never more than there are seats', async (t) => {
    const { predict } = fit(examples)
    for (const { features } of examples.filter((_example, place) => place % 97 === 0)) {
      const at = (price: number) => predict({ ...features, price_avg: price, price_range: features.price_range * price / features.price_avg, price_low: features.price_low * price / features.price_avg, price_high: features.price_high * price / features.price_avg })
      const sales = [1, 20, 60, 200, 5000].map(at)
      t.same(sales, [...sales].sort((a, b) => b - a))
      t.ok(sales.every((value) => value >= 0 && value <= features.venue_capacity))
    }
  })
  t.test('says what mattered, the strongest first', async (t) => {
    const { predict, influences } = fit(examples)
    for (const { features } of examples.filter((_example, place) => place % 797 === 0)) {
      const all = influences(features)
      const strengths = all.map(({ tickets }) => Math.abs(tickets))
      t.same(strengths, [...strengths].sort((a, b) => b - a))
      t.equal(new Set(all.map(({ feature }) => feature)).size, all.length)
      const of = (feature: string, changed = features) => influences(changed).find((one) => one.feature === feature)?.tickets ?? NaN
      const dearer = { ...features, price_avg: features.price_avg * 3, price_range: features.price_range * 3 }
      t.ok(of('price_avg', dearer) < of('price_avg'), 'a dear ticket takes away more')
      const [weekend, weekday] = [{ ...features, is_weekend: 1 }, { ...features, is_weekend: 0 }]
      t.equal(Math.sign(of('is_weekend', weekend) - of('is_weekend', weekday)), Math.sign(predict(weekend) - predict(weekday)))
    }
  })
})
