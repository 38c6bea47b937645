import t from 'tap'
import { computeFeatures, featureNames, featuresOfVector, vectorOf } from '../../src/concerts/tickets/features.ts'
import { startPostgres } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startSageMaker } from '../stand-ins/sagemaker.ts'
import { caller, inDays, startConcerts, warehouses } from './harness.ts'

const postgres = await startPostgres(t, { demo: true })
const soon = inDays(30)
const body = { artist_id: 'artist_010', venue_id: 'venue_050', event_date: soon, ticket_price: 60 }

async function numbers (text: string, values: unknown[]): Promise<Record<string, number>> {
  const [row = {}] = await postgres.sql<Record<string, string | null>>(text, values)
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]))
}

for (const kind of warehouses) {
  t.test(`on the ${kind} warehouse`, async (t) => {
    const sagemaker = await startSageMaker(t, ({ rows }) => {
      return { body: JSON.stringify({ predictions: rows.map(() => ({ score: 1234.4 })) }) }
    })
    useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
    const { app, redshift } = await startConcerts(t, kind, postgres, { SAGEMAKER_TICKET_ENDPOINT: 'tickets' })
    const predict = caller(app, '/tickets/predict')

    t.test('the features are what the warehouse says, in one statement, in the model\'s order', async (t) => {
      if (redshift !== null) redshift.calls.length = 0
      const { status, body: answer } = await predict(body)
      t.equal(status, 200)
      t.match(answer, { predicted_sales: 1234, model: 'sagemaker', source: kind, timestamp: /^\d{4}-/ })
      if (redshift !== null) {
        t.equal(redshift.calls.filter(({ operation }) => operation === 'ExecuteStatement').length, 1)
      }
      const { features_used: features } = answer
      t.same(Object.keys(features), ['artist_id', 'venue_id', 'event_date', 'ticket_price', ...featureNames])
      t.match(sagemaker.calls[0], {
        endpoint: 'tickets',
        contentType: 'text/csv',
        rows: [featureNames.map((name) => features[name]).join(',')]
      })
      const truth = await numbers(`
        WITH h AS (
          SELECT *, total_attendance::float8 / capacity AS rate
          FROM concert_dw.concerts JOIN concert_dw.venues USING (venue_id)
          WHERE status = 'completed' AND event_date < (now() AT TIME ZONE 'UTC')::date
        ), own AS (
          SELECT avg(rate) AS rate FROM h WHERE venue_id = $2
        ), others AS (
          SELECT avg(rate) AS rate FROM h GROUP BY venue_id
        )
        SELECT
          (SELECT popularity_score FROM concert_dw.artists WHERE artist_id = $1) AS artist_popularity,
          (SELECT avg(total_attendance) FROM h WHERE artist_id = $1) AS artist_avg_attendance,
          (SELECT count(*) FROM h WHERE artist_id = $1) AS artist_total_concerts,
          (SELECT avg(revenue) FROM h WHERE artist_id = $1) AS artist_avg_revenue,
          (SELECT capacity FROM concert_dw.venues WHERE venue_id = $2) AS venue_capacity,
          (SELECT rate FROM own) AS venue_attendance_rate,
          (SELECT count(*) + 1 FROM others WHERE rate > (SELECT rate FROM own)) AS venue_popularity_rank,
          (SELECT avg(rate) FROM h WHERE (city, state) = (
            SELECT city, state FROM concert_dw.venues WHERE venue_id = $2
          )) AS location_popularity`, [body.artist_id, body.venue_id])
      for (const [name, value] of Object.entries(truth)) {
        t.ok(Math.abs(features[name] - value) <= 1e-6 * Math.abs(value), `${name}: ${features[name]} is ${value}`)
      }
      const day = new Date(`${soon}T00:00:00Z`)
      t.match(features, {
        days_until_event: 30,
        month: day.getUTCMonth() + 1,
        season: [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 1][day.getUTCMonth()],
        is_weekend: [0, 6].includes(day.getUTCDay()) ? 1 : 0,
        price_avg: 60
      })
      const { price_low: low, price_high: high, price_range: range } = features
      t.ok(low < 60 && high > 60 && Math.abs(high - low - range) < 1e-9)
    })

    t.test('who or what is not there is named; so is what does not fit', async (t) => {
      const injection = "'; DROP TABLE concert_dw.artists; --"
      t.match(await predict({ ...body, artist_id: injection }), {
        status: 404, body: { error: 'not_found', message: `There is no artist ${injection}.` }
      })
      t.match(await predict({ ...body, venue_id: 'venue_999' }), {
        status: 404, body: { message: 'There is no venue venue_999.' }
      })
      t.equal((await postgres.sql('SELECT 1 FROM concert_dw.artists')).length, 300)
      t.equal((await predict({ ...body, event_date: inDays(0) })).status, 200)
      for (const [wrong, path] of [
        [{ event_date: inDays(-1) }, 'body/event_date'],
        [{ event_date: '2027-02-30' }, 'body/event_date'],
        [{ ticket_price: 0 }, 'body/ticket_price'],
        [{ ticket_price: '50' }, 'body/ticket_price'],
        [{ artist_id: '' }, 'body/artist_id'],
        [{ seats: 1 }, 'body/seats']
      ] as const) {
        const expected = { status: 400, body: { error: 'invalid_request', details: [{ path }] } }
        t.match(await predict({ ...body, ...wrong }), expected, JSON.stringify(wrong))
      }
      t.match(await predict(), { status: 400, body: { error: 'invalid_request' } })
      t.match((await predict({ ...body, event_date: inDays(-1) })).body.details, [
        { message: `must be today (${inDays(0)}, UTC) or later` }
      ])
    })

    t.test('a feature without history is the population\'s, and is said to be', async (t) => {
      await postgres.sql(`
        INSERT INTO concert_dw.artists VALUES ('new', 'Newcomers', 'rock', 50, NULL, NULL, NULL, now(), now())
        ON CONFLICT DO NOTHING`)
      const { body: answer } = await predict({ ...body, artist_id: 'new' })
      await postgres.sql("DELETE FROM concert_dw.artists WHERE artist_id = 'new'")
      t.same(answer.features_imputed, [
        'artist_avg_attendance', 'artist_avg_revenue', 'pair_avg_attendance', 'pair_max_attendance', 'price_range',
        'price_low', 'price_high'
      ])
      const { mean } = await numbers(
        "SELECT avg(total_attendance) AS mean FROM concert_dw.concerts WHERE status = 'completed'", []
      )
      t.ok(Math.abs(answer.features_used.artist_avg_attendance - (mean ?? 0)) < 1e-3)
    })
  })
}

t.test('a vector is its features in their order, and one of another length is refused', async (t) => {
  const { features } = computeFeatures({
    event_date: '2026-03-07',
    venue_type: 'barn',
    days_until_event: 3,
    price_avg: 40,
    artist_popularity: null,
    artist_avg_attendance: null,
    artist_total_concerts: 0,
    artist_avg_revenue: null,
    genre_popularity: null,
    venue_capacity: 900,
    venue_attendance_rate: null,
    venue_popularity_rank: null,
    location_popularity: null,
    pair_avg_attendance: null,
    pair_max_attendance: null,
    similar_avg_attendance: null,
    low_ratio: null,
    high_ratio: null,
    population_attendance: 500,
    population_revenue: 20_000,
    population_rate: 0.5,
    population_low_ratio: 0.5,
    population_high_ratio: 2,
    population_venues: 9
  })
  t.match(features, {
    artist_popularity: 50,
    genre_popularity: 50,
    venue_popularity_rank: 5,
    venue_type_code: 3,
    is_weekend: 1,
    price_low: 20,
    price_high: 80,
    price_range: 60
  })
  t.same(featuresOfVector(vectorOf(features)), features)
  t.throws(() => featuresOfVector([1, 2]), { message: 'A concert has 21 features, not 2' })
})
