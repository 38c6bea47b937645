import { readFileSync } from 'node:fs'
import t from 'tap'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'
import { comesTo, holdBack, totalsOf } from '../page-state.ts'

t.test('sales on the console', { skip: skipped }, async (t) => {
  const { origin, api } = await startDemo(t)
  const browser = await startBrowser(t)

  await t.test('what is chosen is what is added up, listed and downloaded', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#sales`)
    await page.getByRole('button', { name: /Cortés/ }).first().click()
    await page.getByRole('button', { name: 'Department: Cortés' }).waitFor()
    const { total } = await api('/sales/summary?group_by=department&department=Cort%C3%A9s')
    await comesTo(async () => (await totalsOf(page))['Lines'], total.lines.toLocaleString('en-US'))
    t.match(await totalsOf(page), { Clients: String(total.clients) })
    await page.getByLabel('Group by').selectOption('agency')
    const list = page.getByRole('list', { name: 'Agency' })
    await list.waitFor()
    const { data: agencies } = await api('/sales/summary?group_by=agency&department=Cort%C3%A9s')
    const agencyNames = agencies.map(({ agency }: { agency: string }) => agency)
    t.same(await list.locator('.bar-label').allInnerTexts(), agencyNames)

    await page.getByRole('button', { name: 'Show the lines' }).click()
    const table = page.getByRole('group', { name: 'Sales lines' })
    await table.getByRole('row').nth(100).waitFor()
    await page.route('**/sales?*', (route) => route.abort())
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByText('Atalaya does not answer.').waitFor()
    t.equal(await table.getByRole('row').count(), 101, 'what was there stays')
    await page.unroute('**/sales?*')
    await page.getByRole('button', { name: 'More' }).click()
    await table.getByRole('row').nth(200).waitFor()
    const { data: lines } = await api('/sales?department=Cort%C3%A9s&limit=200')
    const invoices = lines.map(({ FACTURA: invoice }: { FACTURA: string }) => invoice)
    t.same(await table.locator('tbody tr td:nth-child(2)').allInnerTexts(), invoices)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download CSV' }).click()
    const saved = await download
    t.equal(saved.suggestedFilename(), 'sales.csv')
    const csv = await fetch(`${origin}/sales?format=csv&bom=true&department=Cort%C3%A9s`)
    const wanted = Buffer.from(await csv.arrayBuffer())
    t.ok(readFileSync(await saved.path()).equals(wanted), `${wanted.length} bytes, byte for byte`)

    const letLinesGo = await holdBack(page, '**/sales?*')
    await page.getByRole('button', { name: 'Department: Cortés' }).click()
    await page.getByRole('button', { name: 'Show the lines' }).click()
    t.equal(await table.count(), 0, 'the lines of other filters are not shown for these')
    await letLinesGo()
    await table.waitFor()
    const shown = await table.locator('tbody tr').allInnerTexts()
    t.ok(shown.some((text) => !text.includes('Cortés')), 'lines of other departments')

    await page.getByLabel('Group by').selectOption('department')
    await page.getByRole('list', { name: 'Department' }).waitFor()
    const letSummaryGo = await holdBack(page, '**/sales/summary?*')
    await page.getByLabel('Group by').selectOption('agency')
    await page.getByRole('list', { name: 'Department' }).getByRole('button', { name: /Yoro/ }).press('Enter')
    await page.getByRole('button', { name: 'Department: Yoro' }).waitFor()
    await letSummaryGo()
    await page.getByRole('list', { name: 'Agency' }).waitFor()
    t.not(await page.evaluate('document.activeElement.tagName'), 'BODY', 'the focus stays where it was used')
    await page.getByLabel('Group by').selectOption('department')
    await page.getByRole('button', { name: /^Remove.*Yoro/ }).click()
    t.same(complaints, [])
  })

  await t.test('a fault of a filter stands beside its field', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#sales`)
    const filters = page.getByRole('form', { name: 'Filters' })
    await filters.getByLabel('From').fill('2025-02-01')
    await filters.getByLabel('To').fill('2025-01-01')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.locator('.field:has([name=from]) .fault').waitFor()
    await filters.getByLabel('From').fill('')
    await filters.getByLabel('To').fill('')

    await page.getByLabel('Field').selectOption('year')
    await page.getByRole('combobox', { name: 'Value' }).fill('last')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.locator('.field:has([name=value]) .fault').waitFor()
    t.equal(await page.getByRole('combobox', { name: 'Value' }).getAttribute('aria-invalid'), 'true')
    await page.getByRole('button', { name: 'Year: last' }).click()
    await page.locator('.field .fault').waitFor({ state: 'detached' })
    t.same(complaints, [])
  })

  await t.test('the field for a value offers those that there are of the field that is grouped by', async (t) => {
    const { page } = await openPage(t, browser, `${origin}/#sales`)
    await page.getByRole('list', { name: 'Department' }).waitFor()
    const offered = async () => page.evaluate<string[]>(`(() => {
      const { list } = document.querySelector('[name=value]')
      return [...list.options].map(({ value }) => value)
    })()`)
    const { data: departments } = await api('/sales/summary?group_by=department&order_by=-lempiras_sold&limit=40')
    const names = departments.flatMap(({ department }: { department: string | null }) => department ?? [])
    await comesTo(offered, names)
    await page.getByLabel('Field').selectOption('seller')
    await comesTo(offered, [])
  })

  await t.test('the address says what is looked at, and going back undoes a choice', async (t) => {
    const start = `${origin}/#sales?department=Cort%C3%A9s&from=2024-02-01&by=agency&measure=lines&nonsense=1`
    const { page, complaints } = await openPage(t, browser, start)
    const chosen = page.getByRole('button', { name: /^Remove/ })
    const summary = async (query: string) => {
      const { total } = await api(`/sales/summary?group_by=agency&from=2024-02-01&${query}`)
      return total.lines.toLocaleString('en-US')
    }
    const linesShown = async () => (await totalsOf(page))['Lines']
    await comesTo(linesShown, await summary('department=Cort%C3%A9s'))
    t.equal(await page.getByRole('form', { name: 'Filters' }).getByLabel('From').inputValue(), '2024-02-01')
    t.equal(await page.getByLabel('Group by').inputValue(), 'agency')
    t.equal(await page.getByLabel('Measure').inputValue(), 'lines')
    const bar = page.getByRole('list', { name: 'Agency' }).getByRole('button').first()
    const agency = await bar.locator('.bar-label').innerText()
    await bar.click()
    await chosen.nth(1).waitFor()
    const both = `department=Cort%C3%A9s&${new URLSearchParams({ agency })}`
    const address = `${origin}/#sales?from=2024-02-01&${both}&by=agency&measure=lines`
    await comesTo(linesShown, await summary(both))
    t.equal(page.url(), address)
    await page.reload()
    await comesTo(linesShown, await summary(both))

    await page.getByRole('button', { name: 'Show the lines' }).click()
    const table = page.getByRole('group', { name: 'Sales lines' })
    await table.waitFor()
    await page.getByRole('link', { name: 'Purchases' }).click()
    await page.getByRole('form', { name: 'Report' }).waitFor()
    await page.getByRole('link', { name: 'Sales' }).click()
    await table.waitFor() // another tab leaves the lines alone
    t.equal(page.url(), address)
    await page.evaluate('history.go(-3)')
    await comesTo(linesShown, await summary('department=Cort%C3%A9s'))
    t.equal(await chosen.count(), 1)
    t.same(complaints, [])
  })
})
