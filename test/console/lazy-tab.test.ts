import t from 'tap'
import { openPage, skipped, startBrowser } from './browser.ts'
import { startDemo } from './demo-server.ts'

t.test('a tab that cannot be loaded says so, and the rest of the page goes on', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t)
  const { page } = await openPage(t, await startBrowser(t), 'about:blank')
  await page.route('**/concerts-tab*', (route) => route.abort())
  await page.goto(`${origin}/#concerts`)
  await page.getByText('Atalaya does not answer.').waitFor()
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  await page.getByRole('textbox', { name: 'What would you like to know?' }).waitFor()
  await page.unroute('**/concerts-tab*')
  await page.getByRole('link', { name: 'Concerts' }).click()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('form', { name: 'Ticket prediction' }).waitFor()
})
