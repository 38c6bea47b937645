import t from 'tap'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'

t.test('the console speaks Spanish to who reads it, and English to everyone else', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t)
  const browser = await startBrowser(t)
  const { page } = await openPage(t, browser, origin, { locale: 'es-HN' })
  t.equal(await page.evaluate('document.documentElement.lang'), 'es')
  const tabs = await page.getByRole('navigation').getByRole('link').allInnerTexts()
  t.same(tabs, ['Preguntar', 'Ventas', 'Conciertos', 'Autos', 'Compras'])
  await page.getByRole('button', { name: 'Ventas por año' }).click()
  await page.getByRole('button', { name: 'Es correcto' }).waitFor()
  const { page: german } = await openPage(t, browser, origin, { locale: 'de-DE' })
  t.equal(await german.evaluate('document.documentElement.lang'), 'en')
})
