import t from 'tap'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'
import { comesTo, totalsOf } from '../page-state.ts'

t.test('the report of one tenant, and how a purchase came to be, are a click away', { skip: skipped }, async (t) => {
  const { origin, api } = await startDemo(t, { purchases: true })
  const { page, complaints } = await openPage(t, await startBrowser(t), `${origin}/#purchases`)
  await page.getByRole('list', { name: 'By tenant' }).getByRole('button', { name: /tienda norte/ }).click()
  const { statistics, recent_purchases: recent } = await api('/purchases/report?tenant_id=tienda%20norte')
  await comesTo(async () => (await totalsOf(page))['Purchases'], statistics.total_purchases.toLocaleString('en-US'))
  t.match(await totalsOf(page), {
    Amount: statistics.total_amount.toLocaleString('en-US', { maximumFractionDigits: 2 }),
    Removed: String(statistics.events_by_type.REMOVE)
  })
  const { compra_id: latestId } = recent[0]
  await page.getByRole('button', { name: `Show: ${latestId}` }).click()
  await page.getByRole('group', { name: 'As it is now' }).getByText(`"compra_id": "${latestId}"`).waitFor()
  const purchase = page.getByRole('form', { name: 'A purchase' })
  const report = page.getByRole('form', { name: 'Report' })
  t.equal(await report.getByLabel('Tenant').inputValue(), 'tienda norte', 'what was chosen stands in the form')
  await report.getByLabel('Tenant').fill('nobody')
  await report.getByRole('button', { name: 'Run' }).click()
  await page.getByText('No purchase fits.').waitFor()
  t.equal(await purchase.getByLabel('Tenant').inputValue(), 'tienda norte')
  await purchase.getByLabel('Tenant').fill('acme')
  await purchase.getByLabel('Purchase').fill('C-000057')
  await purchase.getByRole('button', { name: 'Look it up' }).click()
  const { history } = await api('/purchases/acme/C-000057')
  await page.locator('.changes li').nth(history.length - 1).waitFor()
  t.equal(await page.locator('.changes li').count(), history.length)
  t.same(complaints, [])
})
