import t from 'tap'
import { openPage, skipped, startBrowser } from './browser.ts'
import { startDemo } from './demo-server.ts'

t.test('the keyboard reaches all, the address names the tab, and one can go back', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t)
  const { page } = await openPage(t, await startBrowser(t), origin)
  await page.getByRole('textbox', { name: 'What would you like to know?' }).waitFor()
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the content')
  await page.keyboard.press('Enter')
  t.equal(await page.evaluate('document.activeElement.tagName'), 'MAIN')
  await page.keyboard.press('Tab')
  t.equal(await page.evaluate('document.activeElement.name'), 'question')
  await page.getByRole('link', { name: 'Sales' }).focus()
  await page.keyboard.press('Enter')
  const map = page.getByRole('group', { name: 'Departments of Honduras' })
  await map.waitFor()
  t.equal(page.url(), `${origin}/#sales`)
  t.match(await page.title(), /^Sales/)
  await map.getByRole('button').first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: /^Remove/ }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: /^Remove/ }).waitFor({ state: 'detached' })
  await page.goBack()
  await page.getByRole('textbox', { name: 'What would you like to know?' }).waitFor()
})
