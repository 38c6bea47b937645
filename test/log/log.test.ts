import t from 'tap'
import { startApp } from '../helper.ts'

t.test('each answer is one line with route, status and time, and with METRICS=emf a CloudWatch metric', async (t) => {
  const { app, logs } = await startApp(t, { METRICS: 'emf' })
  await app.inject({ url: '/health?x=customer-data' })
  const lines = logs.filter(({ msg }) => msg === 'answered')
  t.equal(lines.length, 1)
  t.match(lines[0], {
    level: 'info',
    request_id: String,
    event_source: 'http',
    route: 'GET /health',
    status: 400,
    duration_ms: Number,
    client_errors: 1,
    _aws: {
      Timestamp: Number,
      CloudWatchMetrics: [{
        Namespace: 'Atalaya',
        Dimensions: [['route']],
        Metrics: [{ Name: 'duration_ms', Unit: 'Milliseconds' }, { Name: 'client_errors', Unit: 'Count' }]
      }]
    }
  })
  t.notMatch(JSON.stringify(logs), 'customer-data')
})

t.test('outside Lambda a line has its numbers and no metrics', async (t) => {
  const { app, logs } = await startApp(t)
  await app.inject('/health')
  const [line] = logs.filter(({ msg }) => msg === 'answered')
  t.match(line, { route: 'GET /health', status: 200, duration_ms: Number })
  t.notOk(Object.hasOwn(line ?? {}, '_aws'))
})

t.test('a line that is no answer has no metrics of an answer before it', async (t) => {
  const { app, logs } = await startApp(t, { METRICS: 'emf' })
  await app.inject('/health')
  app.log.info('alone')
  t.notOk(Object.hasOwn(logs.at(-1) ?? {}, '_aws'))
})

t.test('what could be a secret is taken out of a line', async (t) => {
  const { app, logs } = await startApp(t)
  const careless = { password: 'p1', headers: { authorization: 'p2', 'x-api-key': 'p3' }, config: { password: 'p4' } }
  app.log.info(careless, 'careless')
  app.log.error({ err: Object.assign(new Error('no'), { password: 'p5', detail: 'Key (id)=(p6)' }) }, 'careless')
  t.notMatch(JSON.stringify(logs), /"p\d"|\(p6\)/)
  t.match(logs.at(-2), { password: '[redacted]', headers: { authorization: '[redacted]' } })
})
