import t from 'tap'
import { accessibilityFaults, keepShot, openPage, skipped, startBrowser } from './browser.ts'
import { goTo, show, startDemo, tabs } from './walk.ts'

t.test('the console as people see it', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t)
  const browser = await startBrowser(t)
  for (const [look, options] of Object.entries({
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    'phone-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  } as const)) {
    await t.test(look, async (t) => {
      for (const tab of tabs) {
        const { page, complaints } = await openPage(t, browser, `${origin}/#${tab}`, options)
        await goTo(page, tab)
        if (look === 'light') t.same(await accessibilityFaults(page), [], `${tab}: no fault that axe-core knows as it opens`)
        await show[tab](page)
        t.same(await accessibilityFaults(page), [], `${tab}: no fault that axe-core knows with what it is for`)
        t.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, `${tab}: no wider than the window`)
        t.same(complaints, [], `${tab}: nothing that the browser complains of`)
        await keepShot(page, `${tab}-${look}`)
        await page.context().close()
      }
    })
  }
})
