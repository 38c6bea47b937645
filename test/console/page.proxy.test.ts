import { createHash } from 'node:crypto'
import { createServer, request } from 'node:http'
import t from 'tap'
import { listen, noteSecret, startApp, startPostgres } from '../helper.ts'
import { openPage, skipped, startBrowser } from './browser.ts'
import { listenLocally } from './local-server.ts'

const key = noteSecret('key-behind-a-proxy-0123456789')
const prefix = '/tools/atalaya'

t.test('the page works behind a path of a proxy, and the documentation too', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const sha256 = createHash('sha256').update(key).digest('hex')
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: JSON.stringify([{ name: 'all', sha256 }])
  }, { listens: true })
  const origin = await listen(app)
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers, url = '' } = incoming
    if (!url.startsWith(`${prefix}/`)) return outgoing.writeHead(418).end()
    incoming.pipe(request(`${origin}${url.slice(prefix.length)}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    }))
  })
  const address = await listenLocally(t, proxy)
  const { page, complaints } = await openPage(t, await startBrowser(t), `${address}${prefix}/`)
  const failed: string[] = []
  page.on('response', (response) => { if (response.status() === 418) failed.push(response.url()) })
  await page.getByText('Service is up').waitFor()
  await page.getByLabel('API key or token').fill(key)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Sales' }).click()
  await page.locator('.chart[aria-busy=false] svg').waitFor()
  await page.getByRole('link', { name: 'Car events' }).click()
  await page.getByText('Nothing here.').waitFor()
  t.same([complaints, failed], [[], []])
  await page.getByRole('link', { name: 'API documentation' }).click()
  await page.getByText('Venues by how full their concerts were').waitFor()
  t.same(failed, [])
})
