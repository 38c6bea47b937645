import { isDeepStrictEqual } from 'node:util'
import type { Page } from 'playwright-core'
import { until } from '../helper.ts'

/** The numbers of `Totals`, by what they are called. */
export async function totalsOf (
  page: Page, within = page.locator('main > div:not([hidden])')
): Promise<Record<string, string>> {
  const items = await within.locator('.totals > div').all()
  const pairs = items.map(async (item) => {
    return [await item.locator('dt').innerText(), await item.locator('dd').innerText()] as const
  })
  return Object.fromEntries(await Promise.all(pairs))
}

/**
 * Holds requests to `pattern` back until the returned function lets them go, so that something can be done before
 * their answers.
 */
export async function holdBack (page: Page, pattern: string): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => { release = resolve })
  await page.route(pattern, async (route) => {
    await released
    await route.continue()
  })
  return async () => {
    release()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }
}

/** Waits until what is read from the page is `wanted`. */
export async function comesTo<T> (read: () => Promise<T>, wanted: NoInfer<T>): Promise<void> {
  let current: T | undefined
  await until(async () => {
    current = await read()
    return isDeepStrictEqual(current, wanted)
  }, () => `${JSON.stringify(wanted)}, in place of ${JSON.stringify(current)},`)
}
