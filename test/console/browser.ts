import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Test } from 'tap'

const places = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium'
]

/** Where this machine has a Chromium; undefined where it has none. */
export const chromiumPath = places.find((place) => place !== undefined && existsSync(place))

export const skipped = chromiumPath === undefined && 'there is no Chromium here (CHROMIUM_PATH names one)'

const shots = 'dist/screenshots'
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

/** A browser that ends with the test. */
export async function startBrowser (t: Test): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium')
  const browser = await chromium.launch({ executablePath: chromiumPath })
  t.teardown(() => browser.close())
  return browser
}

export interface Opened {
  page: Page
  /** What the page complained of, but for answers that are errors: those are the service's. */
  complaints: string[]
}

/** A page of its own, as a new visitor has it. */
export async function openPage (
  t: Test, browser: Browser, url: string, options: BrowserContextOptions = {}
): Promise<Opened> {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1200, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options
  })
  t.teardown(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type())
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (isComplaint && !isAnswer) complaints.push(message.text())
  })
  page.on('pageerror', (error) => { complaints.push(error.message) })
  await page.goto(url)
  if (url.startsWith('http')) await page.locator('nav').waitFor()
  return { page, complaints }
}

/**
 * What axe-core finds wrong for people with disabilities, each as its rule and the elements
 * (deque.com/axe/core-documentation).
 */
export async function accessibilityFaults (page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return await page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => {
    const describe = ({ target, failureSummary }) => target + ' ' + failureSummary
    return violations.map(({ id, nodes }) => id + ': ' + nodes.map(describe).join(' | '))
  })`)
}

/** Keeps a picture of the whole page, and one of its beginning for the README. */
export async function keepShot (page: Page, name: string): Promise<void> {
  mkdirSync(join(shots, 'top'), { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, animations: 'disabled' })
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: join(shots, 'top', `${name}.png`), animations: 'disabled' })
}
