import { createHash } from 'node:crypto'
import t from 'tap'
import { listen, noteSecret, startApp, startPostgres } from '../helper.ts'
import { openPage, skipped, startBrowser } from './browser.ts'

const key = noteSecret('key-for-the-console-0123456789')
const salesKey = noteSecret('key-for-sales-in-the-console-0')
const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const keys = [
  { name: 'all', sha256: digest(key) },
  { name: 'sales', sha256: digest(salesKey), scopes: ['sales:read'] }
]

t.test('the page says that a key is missing, takes one, and forgets it', { skip: skipped }, async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const env = { DATABASE_URL: postgres.url, AUTH: 'api-key', API_KEYS: JSON.stringify(keys) }
  const { app } = await startApp(t, env, { listens: true })
  const origin = await listen(app)
  const browser = await startBrowser(t)
  const { page, complaints } = await openPage(t, browser, `${origin}/#sales`)
  const field = page.getByLabel('API key or token')
  const use = page.getByRole('button', { name: 'Use it' })
  await page.getByText('This needs a key that is valid here.').waitFor()
  await page.getByRole('button', { name: 'Enter a key' }).click()
  t.equal(await page.evaluate('document.activeElement.id'), 'key')
  await field.fill('a key of no use')
  await use.click()
  t.equal(await field.getAttribute('aria-invalid'), 'true', 'a header cannot hold it')
  await field.fill('wrong')
  await use.click()
  await page.getByText('The key is not valid here, or no longer.').waitFor()
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  await page.locator('textarea[name=question]').fill('a thought that was not sent')
  await page.getByRole('link', { name: 'Sales' }).click()
  await field.fill(salesKey)
  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: 'Departments of Honduras' }).waitFor()
  await page.getByRole('link', { name: 'Car events' }).click()
  await page.getByText('Your key does not allow this.').waitFor()
  await field.fill(key)
  await use.click()
  await page.getByText('Nothing here.').waitFor()
  await use.click()
  await field.fill('clave con espacio')
  await use.click()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.getByText('Nothing here.').waitFor()
  t.equal(await page.locator('.problem:visible').count(), 0, 'the key in use stays')
  await page.getByRole('link', { name: 'Ask', exact: true }).click()
  t.equal(await page.locator('textarea[name=question]').inputValue(), 'a thought that was not sent')
  await page.getByRole('link', { name: 'Concerts' }).click()
  await page.getByText('This part of the service is not configured.').waitFor()
  await page.getByText('REDSHIFT_DATABASE').waitFor()
  const kept = await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')
  t.same(kept, [0, 0, ''], 'it is kept in memory only')
  t.notOk((await page.content()).includes(key))
  await page.reload()
  await page.getByText('This needs a key that is valid here.').first().waitFor()
  t.same(complaints, [])
})
