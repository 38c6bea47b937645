import t from 'tap'
import { openPage, skipped, startBrowser } from './browser.ts'
import { startDemo } from './demo-server.ts'

t.test('what has no end of words stays inside a narrow window', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t)
  const { page } = await openPage(t, await startBrowser(t), origin, { viewport: { width: 320, height: 700 } })
  const fits = async (what: string) => t.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, what)
  await page.locator('textarea').fill('x'.repeat(240))
  await page.keyboard.press('Enter')
  await page.locator('article .problem').waitFor()
  await page.getByText('What the data holds').click()
  await fits('a question that is one long word, and the names of tables')
  await page.getByRole('link', { name: 'Sales' }).click()
  await page.getByRole('combobox', { name: 'Value' }).fill('y'.repeat(100))
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await page.getByText('Nothing here.').waitFor()
  await fits('a filter')
  await page.getByRole('link', { name: 'Concerts' }).click()
  await page.getByRole('form', { name: 'Chat' }).getByLabel('Message').fill('z'.repeat(240))
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Chat' }).getByRole('listitem').nth(1).waitFor()
  await fits('a message')
})
