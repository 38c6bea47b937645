import { chromium, type Browser } from 'playwright-core'
import { chromiumPath } from '../console/browser.ts'
import { startHarness, median, report } from './harness.ts'

/**
 * `npm run bench:console`: how long the page takes from its address to a question box that can be typed into and a
 * first chart, each in a browser that has nothing cached, against the second that people wait without noticing.
 */
const rounds = 15
const second = 1000
if (chromiumPath === undefined) throw new Error('This needs a Chromium: CHROMIUM_PATH names one.')

const harness = await startHarness(3995)
const browser = await chromium.launch({ executablePath: chromiumPath })
const [interactive, chart] = [await measure(browser, '', 'textarea'), await measure(browser, '#sales', '.chart svg')]
await browser.close()
await harness.close()
report([
  {
    name: 'until the question box is there',
    ours: `${interactive} ms`,
    peer: '1 s',
    ratio: interactive / second,
    limit: 1,
    bound: 'at most'
  },
  {
    name: 'until sales are added up and drawn',
    ours: `${chart} ms`,
    peer: '2 s',
    ratio: chart / second / 2,
    limit: 1,
    bound: 'at most'
  }
])

/** The median of `rounds` times, in ms, from the start of a navigation to two frames after `selector` is there. */
async function measure (browser: Browser, hash: string, selector: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.addInitScript(`new MutationObserver((_changes, observer) => {
      if (document.querySelector('${selector}') === null) return
      observer.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => { globalThis.seenAt = performance.now() }))
    }).observe(document, { childList: true, subtree: true })`)
    await page.goto(`${harness.origin}/${hash}`)
    await page.locator(selector).first().waitFor()
    let seenAt: unknown
    while (typeof seenAt !== 'number') seenAt = await page.evaluate('globalThis.seenAt')
    times.push(seenAt)
    await context.close()
  }
  return Math.round(median(times))
}
