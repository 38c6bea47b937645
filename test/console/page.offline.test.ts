import t from 'tap'
import { until } from '../helper.ts'
import { openPage, skipped, startBrowser } from './browser.ts'
import { startDevDemo } from './demo-server.ts'

const otherTabsLoaded = `performance.getEntriesByType('resource').some(({ name, responseEnd }) => {
  return name.includes('concerts-tab') && responseEnd > 0
})`

t.test('the page says that its server is gone, and goes on when it is back', { skip: skipped }, async (t) => {
  const server = await startDevDemo(t)
  const { page } = await openPage(t, await startBrowser(t), `${server.origin}/#ask`)
  await page.getByText('Service is up').waitFor()
  await until(async () => await page.evaluate(otherTabsLoaded) === true, 'the other tabs')
  await server.stop()
  await page.getByRole('textbox', { name: 'What would you like to know?' }).fill('How many customers are there?')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('Atalaya does not answer.').waitFor()
  await page.getByText('The service does not answer').waitFor()
  await page.getByRole('link', { name: 'Concerts' }).click()
  const venues = page.locator('section', { has: page.getByRole('heading', { name: 'Venues' }) })
  await venues.getByText('Atalaya does not answer.').waitFor()
  await server.restart()
  await venues.getByRole('button', { name: 'Show' }).click()
  await venues.getByRole('row').nth(10).waitFor()
  await page.getByText('Service is up').waitFor()
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  await page.getByLabel('Ask on…').fill('How many customers are there?')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.locator('.kpi').waitFor()
  t.equal(await page.locator('.kpi').innerText(), '2,000')
})
