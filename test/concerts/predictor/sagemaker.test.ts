import t from 'tap'
import { startPostgres } from '../../helper.ts'
import { useStandIns } from '../../stand-ins/aws.ts'
import { startSageMaker } from '../../stand-ins/sagemaker.ts'
import { caller, inDays, startConcerts } from '../harness.ts'

const postgres = await startPostgres(t, { demo: true })
const body = { artist_id: 'artist_010', venue_id: 'venue_050', event_date: inDays(30), ticket_price: 60 }
const settings = { SAGEMAKER_TICKET_ENDPOINT: 'tickets' }

t.test('what an endpoint may answer, and what it may not', async (t) => {
  const sagemaker = await startSageMaker(t, () => ({ body: '0' }))
  useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
  const { app } = await startConcerts(t, 'embedded', postgres, settings)
  const predict = caller(app, '/tickets/predict')
  const each = (one: unknown) => ({ rows }: { rows: string[] }) => {
    return { body: JSON.stringify(rows.length === 1 ? one : rows.map(() => one)) }
  }

  for (const answer of [
    812.5,
    [812.5],
    { predictions: [{ score: 812.5 }] },
    { predictions: [[812.5]] },
    { predicted_sales: 812.5, confidence: 0.7 }
  ]) {
    sagemaker.behaviour.model = ({ rows }) => {
      return { body: rows.length === 1 ? JSON.stringify(answer) : rows.map(() => '812.5').join('\n') }
    }
    const said = JSON.stringify(answer)
    t.match(await predict(body), { status: 200, body: { predicted_sales: 813, confidence: Number } }, said)
  }
  sagemaker.behaviour.model = each({ predicted_sales: 9e9, confidence: 1 })
  const most = { status: 200, body: { predicted_sales: 3790, confidence: 0.99 } }
  t.match(await predict(body), most, 'no more than the venue holds')
  sagemaker.behaviour.model = each(-5)
  t.match(await predict(body), { status: 200, body: { predicted_sales: 0, confidence: 0 } })
  for (const wrong of [
    'NaN',
    '',
    'null',
    '"many"',
    '[]',
    '[1,2]',
    '{"predictions":[]}',
    '{"predicted_sales":1,"confidence":7}',
    '{"predictions":[{"score":null}]}',
    '<html>'
  ]) {
    sagemaker.behaviour.model = () => ({ body: wrong })
    t.match(await predict(body), { status: 502, body: { error: 'upstream_error' } }, wrong)
  }
  for (const [error, status, code] of [
    ['ModelError', 424, 'upstream_error'],
    ['ValidationError', 400, 'upstream_error'],
    ['ThrottlingException', 400, 'service_unavailable']
  ] as const) {
    sagemaker.behaviour.model = () => ({ error, status })
    t.match(await predict(body), { body: { error: code } }, error)
  }
})

t.test('an endpoint that does not answer is given up on in time', async (t) => {
  const sagemaker = await startSageMaker(t, () => 'hang')
  useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
  const { app } = await startConcerts(t, 'embedded', postgres, { ...settings, DB_STATEMENT_TIMEOUT: '1' })
  t.match(await caller(app, '/tickets/predict')(body), { status: 504, body: { error: 'upstream_timeout' } })
})

t.test('JSON lines are sent where they are asked for, and the venue model is asked once for all venues', async (t) => {
  const sagemaker = await startSageMaker(t, ({ rows }) => {
    return { body: JSON.stringify(rows.map((_row, place) => 0.5 + place / 1000)) }
  })
  useStandIns(t, { SAGEMAKER_RUNTIME: sagemaker.url })
  const { app } = await startConcerts(t, 'embedded', postgres, {
    ...settings, SAGEMAKER_VENUE_ENDPOINT: 'venues', SAGEMAKER_CONTENT_TYPE: 'application/jsonlines'
  })
  t.equal((await caller(app, '/tickets/predict')(body)).status, 200)
  t.match(sagemaker.calls[0], { contentType: 'application/jsonlines', rows: [/^\{"features":\[.*\]\}$/] })
  sagemaker.calls.length = 0
  const ranking = await caller(app, '/venues/popularity')({ top_n: 4, with_forecast: true })
  const venues = ranking.body.venues as { popularity_forecast: number }[]
  t.same(venues.map(({ popularity_forecast: forecast }) => forecast), [0.5, 0.501, 0.502, 0.503])
  t.match(sagemaker.calls, [{ endpoint: 'venues', rows: { length: 4 } }])
  t.equal(sagemaker.calls.length, 1)
})

t.test('without a venue model there is no forecast, and the answer says so', async (t) => {
  const { app } = await startConcerts(t, 'embedded', postgres)
  t.match(await caller(app, '/venues/popularity')({ with_forecast: true }), {
    status: 503,
    body: { error: 'service_not_configured', details: { missing: ['SAGEMAKER_VENUE_ENDPOINT'] } }
  })
})
