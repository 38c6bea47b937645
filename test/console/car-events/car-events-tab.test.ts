import t from 'tap'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'

t.test('car events on the console', { skip: skipped }, async (t) => {
  const { origin, api } = await startDemo(t)
  const browser = await startBrowser(t)
  const textOf = async (uuid: string) => (await fetch(`${origin}/api/v1/events/${uuid}`)).text()

  await t.test('an event is stored once, faults stand beside their fields, and no digit is lost', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#car-events`)
    const form = page.getByRole('form', { name: 'Store an event' })
    const store = form.getByRole('button', { name: 'Store' })
    const properties = form.getByLabel('Properties (JSON)')
    const propertiesFault = form.locator('.field:has(textarea) .fault')
    await form.getByLabel('Event name').fill('Car Created')
    await form.getByLabel('Entity type').fill('Car')
    await form.getByLabel('Entity id').fill('BROWSER-1')
    await form.getByLabel('Event id (optional)').fill('browser-1')
    await properties.fill('{"mileage": 12345678901234567890.5')
    await store.click()
    await propertiesFault.waitFor()
    await properties.fill('{"mileage": 12345678901234567890.5}')
    await store.click()
    await page.getByText('Stored as browser-1.').waitFor()
    t.match(await textOf('browser-1'), '12345678901234567890.5')
    await store.click()
    await page.getByText('browser-1 was stored before').waitFor()
    await properties.fill('12345678901234567890')
    await store.click()
    await propertiesFault.waitFor()
    await properties.fill('{"entityHeader": {"entityId": "OTHER", "entityType": "Loan"}}')
    await form.getByLabel('Event id (optional)').fill('browser-2')
    await form.getByLabel('When (optional)').fill('2024-01-15T10:30')
    await store.click()
    await page.getByText('Stored as browser-2.').waitFor()
    const entityHeader = { entityId: 'BROWSER-1', entityType: 'Car' }
    t.match(await api('/api/v1/events/browser-2'), { entities: [{ entityHeader }] })
    await form.getByLabel('Entity id').fill('x'.repeat(300))
    await store.click()
    await form.locator('.field:has([name=entityId]) .fault').waitFor()
    t.same(complaints, [])
  })

  await t.test('events and entities can be opened, and are shown anew when another one is stored', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#car-events`)
    await page.getByRole('button', { name: 'Open: browser-1' }).click()
    const event = page.getByRole('group', { name: 'Event as it was sent' })
    await event.getByText('12345678901234567890.5').waitFor()
    const entity = page.getByRole('form', { name: 'Entity' })
    await entity.getByLabel('Entity id').fill('BROWSER-1')
    await entity.getByRole('button', { name: 'Look it up' }).click()
    await page.getByRole('heading', { name: 'Current state: Car BROWSER-1' }).waitFor()
    await entity.getByLabel('Entity id').fill('BROWSER-none')
    await entity.getByRole('button', { name: 'Look it up' }).click()
    await page.getByText('There is no such thing here.').waitFor()

    const form = page.getByRole('form', { name: 'Store an event' })
    await form.getByLabel('Event name').fill('Car Created')
    await form.getByLabel('Entity type').fill('Car')
    await form.getByLabel('Entity id').fill('BROWSER-none')
    await form.getByLabel('Event id (optional)').fill('browser-3')
    await form.getByLabel('Properties (JSON)').fill('{"mileage": 98765432109876543210.5}')
    await form.getByRole('button', { name: 'Store' }).click()
    await page.getByRole('heading', { name: 'Current state: Car BROWSER-none' }).waitFor()
    await page.getByRole('group', { name: 'Current state' }).getByText('98765432109876543210.5').waitFor()
    await page.getByRole('button', { name: 'Open: browser-3' }).waitFor()
    t.same(complaints, [])
  })

  await t.test('each field for a type offers the known ones, wherever it stands', async (t) => {
    const { page } = await openPage(t, browser, `${origin}/#car-events`)
    const offeredBy = async (form: string, name: string) => {
      const field = page.getByRole('form', { name: form }).locator(`[name=${name}]`)
      const list = page.locator(`datalist[id="${await field.getAttribute('list')}"]`)
      const options = await list.locator('option').all()
      return await Promise.all(options.map((option) => option.getAttribute('value')))
    }
    const eventTypes = ['CarCreated', 'LoanCreated', 'LoanPaymentSubmitted', 'CarServiceDone']
    const entityTypes = ['Car', 'Loan', 'LoanPayment', 'ServiceRecord']
    await page.getByRole('form', { name: 'Latest events' }).waitFor()
    t.same(await offeredBy('Latest events', 'type'), eventTypes)
    t.same(await offeredBy('Store an event', 'eventType'), eventTypes)
    t.same(await offeredBy('Store an event', 'entityType'), entityTypes)
    t.same(await offeredBy('Entity', 'type'), entityTypes)
  })
})
