import t from 'tap'
import { until } from '../../helper.ts'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'

t.test('asking on the console', { skip: skipped }, async (t) => {
  const { origin, api, post } = await startDemo(t)
  const browser = await startBrowser(t)

  await t.test('the stages stream, the answer can be copied, asked on, judged and corrected', async (t) => {
    const { page, complaints } = await openPage(t, browser, origin)
    await page.getByRole('textbox', { name: 'What would you like to know?' }).fill('Sales by year')
    await page.keyboard.press('Enter')
    const card = page.locator('article').first()
    await card.getByRole('button', { name: 'That is right' }).waitFor()
    t.same(await card.locator('.stages .done').allInnerTexts(), ['Tables', 'Query', 'Rows', 'Answer'])
    await card.locator('.chart[aria-busy=false] svg').waitFor()
    const chart = card.locator('.chart svg')
    t.equal(await chart.count(), 1, 'drawn once from its Vega-Lite specification')
    const ink = await chart.locator('text').first().getAttribute('fill')
    await page.emulateMedia({ colorScheme: 'dark' })
    await until(async () => await chart.locator('text').first().getAttribute('fill') !== ink, 'the colours of the dark')
    const width = Number(await chart.getAttribute('width'))
    await page.setViewportSize({ width: 600, height: 900 })
    const isNarrower = async () => Number(await chart.getAttribute('width')) < width
    await until(isNarrower, 'a chart as narrow as the window')
    t.equal(await chart.count(), 1, 'drawn anew, not once more')
    await card.getByRole('button', { name: 'Copy as CSV' }).click()
    await card.getByText('Copied').waitFor()
    const { columns, data } = await post('/ask', { question: 'Sales by year' })
    const names = columns.map(({ name }: { name: string }) => name)
    const rows = data.map((row: Record<string, unknown>) => names.map((name: string) => row[name]).join(','))
    t.equal(await page.evaluate('navigator.clipboard.readText()'), [names.join(','), ...rows].join('\n'))
    await card.getByText('SQL', { exact: true }).click()
    t.ok((await card.locator('.sql .keyword').allInnerTexts()).includes('SELECT'))

    await page.getByLabel('Ask on…').fill('and by agency?')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    const second = page.locator('article').nth(1)
    await second.getByRole('button', { name: 'That is wrong' }).click()
    t.equal(await card.getByRole('button', { name: 'That is right' }).count(), 0, 'only the last answer is judged')
    const correction = second.getByLabel(/^The query that would have been right/)
    await correction.fill('DELETE FROM clientes')
    await second.getByRole('button', { name: 'Send' }).click()
    await second.getByText('The query was blocked and did not run.').waitFor()
    t.match(await second.locator('.problem').innerText(), /Rule: \w+/)
    await correction.fill('SELECT departamento, count(*) FROM cliente_ubicacion GROUP BY 1')
    await second.getByRole('button', { name: 'Send' }).click()
    await second.getByText('Thank you: kept as an example').waitFor()
    t.match(await api('/ask/examples'), { data: [{ sql: /FROM cliente_ubicacion/ }] })
    t.same(complaints, [])
  })

  await t.test('a question that the data does not answer is met with some that it does', async (t) => {
    const { page } = await openPage(t, browser, origin)
    await page.getByRole('textbox', { name: 'What would you like to know?' }).fill('What is the weather like?')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.getByText('The data does not answer this question.').waitFor()
    await page.locator('.problem .chip').first().click()
    await page.locator('article').nth(1).getByRole('button', { name: 'That is right' }).waitFor()
    await page.getByRole('button', { name: 'New conversation' }).click()
    t.equal(await page.locator('article').count(), 0)
    await page.getByText('What can be asked about').click()
    await page.getByText('Sales tray').or(page.getByText('Invoice lines')).first().waitFor()
  })

  await t.test('every question that it offers is answered, in both languages', async (t) => {
    for (const [locale, ask] of [['en', 'Ask'], ['es', 'Preguntar']] as const) {
      const { page } = await openPage(t, browser, origin, { locale })
      const questions = await page.locator('.ask-box .chip').allInnerTexts()
      t.ok(questions.length >= 5)
      for (const question of questions) {
        await page.goto(`${origin}/?${encodeURIComponent(question)}`)
        await page.getByRole('button', { name: question }).click()
        await page.locator('article .sql').waitFor({ state: 'attached' })
        await page.locator('.stages .done').nth(3).waitFor()
        t.equal(await page.locator('.problem').count(), 0, question)
      }
      t.equal(await page.getByRole('link', { name: ask, exact: true }).count(), 1)
    }
  })
})
