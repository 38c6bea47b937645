import t from 'tap'
import { jsonHeaders, startApp, startPostgres } from '../helper.ts'
import { caller, startConcerts, warehouses } from './harness.ts'

const postgres = await startPostgres(t, { demo: true })

interface Venue {
  venue_id: string
  city: string
  state: string
  venue_type: string
  total_concerts: number
  avg_attendance_rate: number
  revenue_per_event: number
  popularity_rank: number
  booking_frequency: number
}

for (const kind of warehouses) {
  t.test(`on the ${kind} warehouse`, async (t) => {
    const { app, logs, redshift } = await startConcerts(t, kind, postgres)
    const rank = caller(app, '/venues/popularity')
    const send = (payload: string) => {
      return app.inject({ method: 'POST', url: '/venues/popularity', headers: jsonHeaders, payload })
    }

    t.test('the ranking is what the concerts say', async (t) => {
      const { status, body } = await rank({ top_n: 100, min_events: 1, window_days: 400 })
      t.equal(status, 200)
      t.match(body, { total_venues: body.venues.length, source: kind, timestamp: /^\d{4}-/ })
      const truth = await postgres.sql<Record<string, string>>(`
        SELECT venue_id, count(*) AS concerts, avg(revenue) AS revenue,
          avg(total_attendance::numeric / capacity) AS rate
        FROM concert_dw.concerts JOIN concert_dw.venues USING (venue_id)
        WHERE status = 'completed'
          AND event_date BETWEEN (now() AT TIME ZONE 'UTC')::date - 400 AND (now() AT TIME ZONE 'UTC')::date
        GROUP BY venue_id`)
      const known = new Map(truth.map((row) => [row['venue_id'], row]))
      t.equal(body.venues.length, Math.min(known.size, 100))
      for (const [place, venue] of (body.venues as Venue[]).entries()) {
        const { concerts, rate, revenue } = known.get(venue.venue_id) ?? {}
        t.equal(venue.popularity_rank, place + 1)
        t.equal(venue.total_concerts, Number(concerts))
        t.ok(Math.abs(venue.avg_attendance_rate - Number(rate)) < 1e-5)
        t.ok(Math.abs(venue.revenue_per_event - Number(revenue)) < 0.02)
        t.ok(Math.abs(venue.booking_frequency - Number(concerts) / (400 / 30.4375)) < 0.001)
        const before = body.venues[place - 1]
        if (before !== undefined) t.ok(before.avg_attendance_rate >= venue.avg_attendance_rate)
      }
    })

    t.test('without a body there are ten, with five concerts at least', async (t) => {
      for (const request of [{}, { headers: { 'content-type': 'application/json' }, payload: '' }, { payload: {} }]) {
        const answer = await app.inject({ method: 'POST', url: '/venues/popularity', ...request })
        t.equal(answer.statusCode, 200)
        t.equal(answer.json().venues.length, 10)
        t.ok(answer.json().venues.every(({ total_concerts: concerts }: Venue) => concerts >= 5))
      }
    })

    t.test('filters hold, whatever their accents and capitals; nothing that fits is an empty list', async (t) => {
      const { body: { venues } } = await rank({ city: ' MONTREAL ', min_events: 1 })
      t.ok(venues.length > 0 && venues.every(({ city }: Venue) => city === 'Montréal'))
      await postgres.sql("UPDATE concert_dw.venues SET city = 'Łódź Čáslav Žďár' WHERE city = 'Charlotte'")
      t.ok((await rank({ city: 'łodz caslav ZDAR', min_events: 1, window_days: 3650 })).body.venues.length > 0)
      await postgres.sql("UPDATE concert_dw.venues SET city = 'Charlotte' WHERE city LIKE '%slav%'")
      const inMaine = { city: 'Portland', state: 'me', min_events: 1, window_days: 3650 }
      const { body: { venues: maine } } = await rank(inMaine)
      t.ok(maine.length === 1 && maine[0].state === 'ME')
      const { body: { venues: clubs } } = await rank({ venue_type: 'Club', min_events: 1, top_n: 100 })
      t.ok(clubs.length > 5 && clubs.every(({ venue_type: type }: Venue) => type === 'club'))
      t.match(await rank({ city: 'Atlantis' }), { status: 200, body: { venues: [], total_venues: 0 } })
      t.match(await rank({ city: '-' }), { status: 200, body: { venues: [] } })
      for (const text of ["'; DROP TABLE concert_dw.venues; --", "' OR '1'='1", ':top_n', '=boston']) {
        for (const field of ['city', 'state', 'venue_type']) {
          t.match(await rank({ [field]: text }), { status: 200, body: { venues: [] } })
        }
      }
      t.equal((await postgres.sql('SELECT 1 FROM concert_dw.venues')).length, 120)
    })

    t.test('one statement answers, and what does not fit is named', async (t) => {
      if (redshift !== null) redshift.calls.length = 0
      await rank({ top_n: 3 })
      if (redshift !== null) {
        t.equal(redshift.calls.filter(({ operation }) => operation === 'ExecuteStatement').length, 1)
      }
      for (const [body, path] of [
        [{ top_n: 0 }, 'body/top_n'],
        [{ top_n: 101 }, 'body/top_n'],
        [{ top_n: 1.5 }, 'body/top_n'],
        [{ top_n: '10' }, 'body/top_n'],
        [{ min_events: 0 }, 'body/min_events'],
        [{ window_days: 3651 }, 'body/window_days'],
        [{ city: '' }, 'body/city'],
        [{ town: 'x' }, 'body/town'],
        [{ city: 'a\0' }, 'body/city'],
        [[], 'body'],
        ['text', 'body']
      ] as const) {
        const payload = JSON.stringify(body)
        const answer = await send(payload)
        t.match([answer.statusCode, answer.json()], [400, { error: 'invalid_request', details: [{ path }] }], payload)
      }
      const broken = await send('{"top_n":')
      t.match([broken.statusCode, broken.json()], [400, { error: 'invalid_request' }])
    })

    t.test('a concert with more people than the venue holds is said in the log', async (t) => {
      const [busiest] = (await rank({ top_n: 1 })).body.venues as Venue[]
      await postgres.sql(`
        UPDATE concert_dw.concerts SET total_attendance = 999999
        WHERE concert_id = (
          SELECT max(concert_id) FROM concert_dw.concerts
          WHERE venue_id = $1 AND status = 'completed' AND event_date > now() - interval '300 days'
        )`, [busiest?.venue_id])
      const { body: { venues: [first] } } = await rank({ top_n: 1 })
      t.ok(first.avg_attendance_rate > 1)
      const line = logs.find(({ msg }) => msg === 'attendance above capacity')
      t.match(line, { level: 'warn', venue: first.venue_id, concerts: 1 })
      await postgres.sql('UPDATE concert_dw.concerts SET total_attendance = 100 WHERE total_attendance = 999999')
    })
  })
}

t.test('without a warehouse the answer says what to set', async (t) => {
  const { app } = await startApp(t)
  const missing = ['REDSHIFT_DATABASE', 'REDSHIFT_WORKGROUP', 'REDSHIFT_CLUSTER_ID']
  t.match(await caller(app, '/venues/popularity')(), {
    status: 503, body: { error: 'service_not_configured', details: { missing } }
  })
})
