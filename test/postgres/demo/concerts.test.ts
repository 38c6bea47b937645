import t from 'tap'
import { refreshConcerts } from '../../../src/postgres/demo.ts'
import { startPostgres } from '../../helper.ts'
import { settingsOf } from '../../template.ts'

const postgres = await startPostgres(t, { demo: true })
const { warehouse: settings } = settingsOf(postgres.url)
const state = async () => (await postgres.sql<Record<string, string>>(`
  SELECT (SELECT monday FROM concert_dw.demo_week)::text AS monday,
    (
      SELECT md5(string_agg(concert_id || event_date || created_at, ',' ORDER BY concert_id)) FROM concert_dw.concerts
    ) AS concerts,
    (
      SELECT md5(string_agg(sale_id || purchase_timestamp, ',' ORDER BY sale_id)) FROM concert_dw.ticket_sales
    ) AS sales,
    (SELECT min(event_date) > CURRENT_DATE FROM concert_dw.concerts WHERE status = 'scheduled')::text AS coming,
    (SELECT max(event_date) < CURRENT_DATE FROM concert_dw.concerts WHERE status = 'completed')::text AS over`))[0]

t.test('the demo is as large as it says', async (t) => {
  t.match(await postgres.sql(`
    SELECT (SELECT count(*)::int FROM concert_dw.artists) AS artists,
      (SELECT count(*)::int FROM concert_dw.venues) AS venues,
      (SELECT count(DISTINCT (city, state))::int >= 40 AND bool_or(city = 'New York') FROM concert_dw.venues) AS cities,
      (SELECT bool_or(genre = 'rock') FROM concert_dw.artists) AS rock,
      (SELECT count(*)::int FROM concert_dw.concerts WHERE status = 'completed') AS past,
      (SELECT count(*)::int FROM concert_dw.concerts WHERE status = 'scheduled') AS scheduled,
      (SELECT count(*) >= 200000 AND count(customer_id) > 170000 FROM concert_dw.ticket_sales) AS sales`), [{
    artists: 300, venues: 120, cities: true, rock: true, past: 8000, scheduled: 600, sales: true
  }])
})

t.test('weeks later its concerts to come are still to come, on their weekdays; before, nothing moves', async (t) => {
  if (settings === null) throw new Error('no settings')
  await refreshConcerts(settings) // the test's copy of the demo may be of last week
  const fresh = await state()
  t.match(fresh, { coming: 'true', over: 'true' })
  await refreshConcerts(settings)
  t.same(await state(), fresh)
  await postgres.sql('UPDATE concert_dw.demo_week SET monday = monday - 21')
  await postgres.sql(`
    UPDATE concert_dw.concerts SET event_date = event_date - 21, created_at = created_at - interval '21 days'`)
  await postgres.sql("UPDATE concert_dw.ticket_sales SET purchase_timestamp = purchase_timestamp - interval '21 days'")
  t.match(await state(), { coming: 'false' })
  await Promise.all([refreshConcerts(settings), refreshConcerts(settings)])
  t.same(await state(), fresh)
})
