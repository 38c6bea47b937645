import type { Page } from 'playwright-core'

export const tabs = ['ask', 'sales', 'concerts', 'car-events', 'purchases'] as const
export type TabName = typeof tabs[number]

export async function goTo (page: Page, tab: TabName): Promise<void> {
  await page.evaluate(`location.hash = '${tab}'`)
}

const fewEvents = [
  '{"eventHeader":{"eventName":"Loan Created"},"entities":[{"entityHeader":{"entityId":"L-1","entityType":"Loan"},' +
    '"balance":9500.25}]}',
  '{"eventHeader":{},"entities":[]}',
  'not json',
  ''
].join('\n')

/** Brings each tab to a state that shows what it is for, for a picture. */
export const show: Record<TabName, (page: Page) => Promise<void>> = {
  ask: async (page) => {
    await page.getByRole('button', { name: 'What is the total revenue by venue type?' }).click()
    await page.getByRole('button', { name: 'That is right' }).waitFor()
    await page.locator('.chart[aria-busy=false] svg').first().waitFor()
    await page.getByText('SQL', { exact: true }).click()
  },
  sales: async (page) => {
    await page.getByRole('group', { name: 'Departments of Honduras' }).waitFor()
    await page.locator('.chart[aria-busy=false] svg').last().waitFor()
    await page.getByRole('button', { name: 'Show the lines' }).click()
    await page.getByRole('group', { name: 'Sales lines' }).getByRole('row').nth(20).waitFor()
  },
  concerts: async (page) => {
    await page.getByRole('button', { name: /^Predict: / }).first().click()
    const form = page.getByRole('form', { name: 'Ticket prediction' })
    await form.getByLabel('Artist').fill('artist_010')
    await form.getByLabel('Day').fill('2030-07-06')
    await form.getByRole('button', { name: 'Predict' }).click()
    await page.getByRole('list', { name: 'What mattered' }).waitFor()
    await page.getByLabel('Genres or artists').fill('rock, jazz')
    await page.getByRole('button', { name: 'Recommend', exact: true }).click()
    await page.getByText('of 100)').first().waitFor()
    await page.getByRole('button', { name: 'Which venues have the best attendance rate in Miami?' }).click()
    await page.getByText(/^By attendance rate in Miami/).waitFor()
  },
  'car-events': async (page) => {
    const form = page.getByRole('form', { name: 'Store an event' })
    await form.getByLabel('Event name').fill('Car Created')
    await form.getByLabel('Event type').fill('CarCreated')
    await form.getByLabel('Entity type').fill('Car')
    await form.getByLabel('Entity id').fill('CAR-7')
    await form.getByRole('button', { name: 'Store' }).click()
    await page.getByText(/^Stored as /).waitFor()
    const entity = page.getByRole('form', { name: 'Entity' })
    await entity.getByLabel('Id').fill('CAR-7')
    await entity.getByRole('button', { name: 'Look it up' }).click()
    await page.getByRole('heading', { name: 'Current state: Car CAR-7' }).waitFor()
    await page.getByLabel('Drop a file here, or choose one').setInputFiles({
      name: 'events.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(fewEvents)
    })
    await page.getByText('Done, events sent: 3.').waitFor()
  },
  purchases: async (page) => {
    await page.locator('.chart[aria-busy=false] svg').last().waitFor()
    await page.getByRole('button', { name: /^Show: C-/ }).first().click()
    await page.getByRole('heading', { name: 'As it is now' }).waitFor()
  }
}
