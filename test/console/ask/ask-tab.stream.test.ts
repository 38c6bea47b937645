import { createServer, request, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { listen, startApp, startPostgres, until } from '../../helper.ts'
import { startGemini } from '../../stand-ins/gemini.ts'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { listenLocally } from '../local-server.ts'

t.test('an answer is shown as it comes, and one that breaks off is told', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const gemini = await startGemini(t, () => ({ sql: 'SELECT tipo, count(*) AS n FROM clientes GROUP BY 1 ORDER BY 1' }))
  const { app } = await startApp(t, {
    DATABASE_URL: postgres.url, GEMINI_API_KEY: 'stand-in', GEMINI_BASE_URL: gemini.url
  })
  const origin = await listen(app)
  /** The events of the question that is being answered, held back until the test lets them go, one by one. */
  let held: string[] = []
  let waiting: ServerResponse | null = null
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers } = incoming
    incoming.pipe(request(`${origin}${incoming.url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      if (incoming.url !== '/ask') return answer.pipe(outgoing)
      text(answer).then((whole) => {
        held = whole.split(/(?<=\n\n)/)
        waiting = outgoing
      }, (error: Error) => outgoing.destroy(error))
    }))
  })
  const address = await listenLocally(t, proxy)
  const letGo = async (event: string) => {
    await until(() => waiting !== null, 'the answer')
    while (held.length > 0) {
      const next = held.shift() ?? ''
      waiting?.write(next)
      if (next.startsWith(`event: ${event}\n`)) return
    }
    throw new Error(`there is no event ${event}`)
  }

  const { page, complaints } = await openPage(t, await startBrowser(t), `${address}/`)
  const card = page.locator('article').last()
  const now = (stage: string) => card.locator('.stages .now', { hasText: stage }).waitFor()
  const ask = async (question: string) => {
    waiting = null
    await page.locator('textarea').first().fill(question)
    await page.keyboard.press('Enter')
  }
  await ask('How many customers are there by type?')
  await now('Tables')
  await letGo('schema')
  await now('Query')
  await letGo('sql')
  await now('Rows')
  await card.getByText('GROUP BY').waitFor()
  await letGo('rows')
  await now('Answer')
  t.equal(await card.locator('tbody tr').count(), 5, 'the rows are there before the sentence')
  t.equal(await card.locator('.answer').count(), 0)
  await letGo('answer')
  await card.locator('.answer').waitFor()
  t.equal(await card.getByRole('button', { name: 'That is right' }).count(), 0)
  await letGo('done')
  await card.getByRole('button', { name: 'That is right' }).waitFor()

  await ask('And once more?')
  await letGo('schema')
  await now('Query')
  await page.getByRole('button', { name: 'Stop' }).click()
  await card.locator('.stages .now').waitFor({ state: 'detached' })
  t.equal(await card.locator('.problem').count(), 0, 'who stops it knows')

  await ask('And again?')
  await letGo('sql')
  await now('Rows')
  const cut = waiting as ServerResponse | null
  cut?.destroy()
  await card.getByText('Atalaya does not answer.').waitFor()
  t.equal(await card.locator('.stages .now').count(), 0)
  t.same(complaints, [])
})
