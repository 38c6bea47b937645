import t from 'tap'
import { startApp } from '../helper.ts'

t.test('each answer is one line with route, status and time, and is a CloudWatch metric', async (t) => {
  const { app, logs } = await startApp(t)
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
    _aws: { Timestamp: Number, CloudWatchMetrics: [{ Namespace: 'Atalaya', Dimensions: [['route']], Metrics: [{ Name: 'duration_ms', Unit: 'Milliseconds' }] }] }
  })
  t.notMatch(JSON.stringify(logs), 'customer-data')
})

t.test('what could be a secret is taken out of a line', async (t) => {
  const { app, logs } = await startApp(t)
  app.log.info({ password: 'p1', headers: { authorization: 'p2', 'x-api-key': 'p3' }, config: { password: 'p4' } }, 'careless')
  app.log.error({ err: Object.assign(new Error('no'), { password: 'p5', detail: 'Key (id)=(p6)' }) }, 'careless')
  t.notMatch(JSON.stringify(logs), /"p\d"|\(p6\)/)
  t.match(logs.at(-2), { password: '[redacted]', headers: { authorization: '[redacted]' } })
})
