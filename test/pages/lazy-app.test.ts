import Fastify from 'fastify'
import t from 'tap'
import { startApp } from '../helper.ts'
import { lazyApp } from '../../src/pages/lazy-app.ts'

t.test('pages are built when one is asked for: again where that failed, once where it went well', async (t) => {
  const { app } = await startApp(t)
  let builds = 0
  lazyApp(app, { '/page': {}, '/missing': {} }, async () => {
    builds++
    if (builds === 1) throw new Error('no luck')
    const pages = Fastify()
    pages.get('/page', async ({ headers }, reply) => {
      reply.headers({ etag: '"1"', 'x-inner': '1' })
      return { accepts: headers['accept-encoding'], cookie: headers.cookie ?? null }
    })
    return pages
  })
  t.equal((await app.inject('/page')).statusCode, 500)
  const page = await app.inject({ url: '/page', headers: { 'accept-encoding': 'gzip', cookie: 'a=b' } })
  t.same(page.json(), { accepts: 'gzip', cookie: null }, 'only what a page needs is handed on')
  t.equal(page.headers.etag, '"1"')
  t.notOk('x-inner' in page.headers)
  const missing = await app.inject('/missing')
  t.match(missing.json(), { error: 'not_found', message: 'There is no /missing.' })
  t.equal(builds, 2)
})
