import t from 'tap'
import { accessibilityFaults, keepShot, openPage, skipped, startBrowser } from './browser.ts'
import { startDemo } from './demo-server.ts'
import { goTo, show, tabs } from './tabs.ts'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', ...phone },
  'phone-dark': { colorScheme: 'dark', ...phone }
} as const

t.test('each tab is accessible and fits the window, light, dark and on a phone', { skip: skipped }, async (t) => {
  const { origin } = await startDemo(t, { purchases: true })
  const browser = await startBrowser(t)
  for (const [look, options] of Object.entries(looks)) {
    await t.test(look, async (t) => {
      for (const tab of tabs) {
        const { page, complaints } = await openPage(t, browser, `${origin}/#${tab}`, options)
        await goTo(page, tab)
        if (look === 'light') {
          t.same(await accessibilityFaults(page), [], `${tab}: no fault that axe-core knows as it opens`)
        }
        await show[tab](page)
        t.same(await accessibilityFaults(page), [], `${tab}: no fault that axe-core knows with what it is for`)
        const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth')
        t.equal(fits, true, `${tab}: no wider than the window`)
        t.same(complaints, [], `${tab}: nothing that the browser complains of`)
        await keepShot(page, `${tab}-${look}`)
        await page.context().close()
      }
    })
  }
})
