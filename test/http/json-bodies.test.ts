import t from 'tap'
import { jsonHeaders, startApp } from '../helper.ts'

const { app } = await startApp(t, {})
const post = (url: string, payload: string) => app.inject({ method: 'POST', url, headers: jsonHeaders, payload })
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

t.test('a body that is nested too deep is refused by every route before it is parsed', async (t) => {
  for (const url of ['/ask', '/chat', '/venues/popularity', '/tickets/predict', '/recommendations']) {
    for (const body of [nested(1001), '['.repeat(900_000), `{"a":${nested(400_000)}}`]) {
      const answer = await post(url, body)
      t.equal(answer.statusCode, 400, url)
      t.same(answer.json().details, [{ path: 'body', message: 'is nested more than 1000 levels deep' }], url)
    }
    t.not((await post(url, nested(1000))).json().details?.[0]?.message, 'is nested more than 1000 levels deep', url)
  }
})

t.test('a list of half a million items is refused with one fault', async (t) => {
  const body = JSON.stringify({ artist_preferences: Array(200_000).fill({}) })
  const { details } = (await post('/recommendations', body)).json()
  t.equal(details.length, 1)
  t.match(details[0], { path: 'body/artist_preferences', message: 'must not have more than 50 items' })
})
