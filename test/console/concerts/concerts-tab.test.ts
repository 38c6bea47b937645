import t from 'tap'
import { concertNames } from '../../../src/console/language/en-names.ts'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'
import { comesTo, holdBack, totalsOf } from '../page-state.ts'

t.test('concerts on the console', { skip: skipped }, async (t) => {
  const { origin, post } = await startDemo(t)
  const browser = await startBrowser(t)

  await t.test('venues are ranked, and one of them fills its field of a prediction', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#concerts`)
    const venues = page.getByRole('form', { name: 'Venues' })
    await venues.getByLabel('City').fill('new york')
    await venues.getByLabel('How many').fill('500')
    await venues.getByRole('button', { name: 'Show' }).click()
    await venues.locator('.fault').waitFor()
    t.equal(await venues.getByLabel('How many').getAttribute('aria-invalid'), 'true')
    await venues.getByLabel('How many').fill('3')
    await venues.getByRole('button', { name: 'Show' }).click()
    const { venues: best } = await post('/venues/popularity', { city: 'New York', top_n: 3 })
    const table = page.getByRole('group', { name: 'Venues' })
    const names = best.map(({ name }: { name: string }) => name)
    await comesTo(() => table.locator('tbody tr td:nth-child(2)').allInnerTexts(), names)

    await page.getByRole('button', { name: `Predict: ${best[0].name}` }).click()
    const form = page.getByRole('form', { name: 'Ticket prediction' })
    t.equal(await form.getByLabel('Venue').inputValue(), best[0].venue_id)
    t.equal(await page.evaluate('document.activeElement.name'), 'artist_id')
    await form.getByLabel('Artist').fill('artist_010')
    await form.getByLabel('Day').fill('2020-07-06')
    await form.getByLabel('Ticket price').fill('cheap')
    await form.getByRole('button', { name: 'Predict' }).click()
    await form.locator('.fault').first().waitFor()
    t.match(await form.locator('.field:has([name=ticket_price]) .fault').innerText(), /must be number/)
    await form.getByLabel('Ticket price').fill('60')
    await form.getByRole('button', { name: 'Predict' }).click()
    await form.locator('.field:has([name=event_date]) .fault').waitFor()
    await form.getByLabel('Day').fill('2030-07-06')
    await form.getByRole('button', { name: 'Predict' }).click()
    const mattered = page.getByRole('list', { name: 'What mattered' })
    await mattered.waitFor()
    const prediction = await post('/tickets/predict', {
      artist_id: 'artist_010', venue_id: best[0].venue_id, event_date: '2030-07-06', ticket_price: 60
    })
    const tickets = prediction.predicted_sales.toLocaleString('en-US')
    t.match(await totalsOf(page), { Tickets: tickets, Model: 'embedded' })
    const featureNames = new Map(Object.entries(concertNames.feature_names))
    const firstInfluence = featureNames.get(prediction.influences[0].feature)
    t.equal(await mattered.locator('.bar-label').first().innerText(), firstInfluence)
    await page.getByRole('button', { name: `Predict: ${best[1].name}` }).click()
    t.equal(await form.getByLabel('Artist').inputValue(), 'artist_010', 'what was typed stays')
    t.equal(await form.getByLabel('Ticket price').inputValue(), '60')
    t.equal(await form.getByLabel('Venue').inputValue(), best[1].venue_id)
    t.equal(await page.getByLabel('With forecast').count(), 0, 'not offered where no model is configured')
    await form.getByLabel('Artist').fill('nobody')
    await form.getByRole('button', { name: 'Predict' }).click()
    await page.getByText('There is no artist nobody.').waitFor()
    t.same(complaints, [])
  })

  await t.test('recommendations are those of the API for a taste and a place', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#concerts`)
    await page.getByLabel('Genres or artists').fill('jazz')
    await page.getByLabel('Place').fill('New York')
    await page.getByRole('button', { name: 'Recommend', exact: true }).click()
    const request = { artist_preferences: ['jazz'], location: 'New York' }
    const { recommendations } = await post('/recommendations', request)
    await page.getByText(recommendations[0].reasoning).waitFor()
    t.same(complaints, [])
  })

  await t.test('a conversation goes on, and a message that is given up leaves no answer behind', async (t) => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#concerts`)
    const chat = page.getByRole('form', { name: 'Chat' })
    await chat.getByLabel('Message').fill('Recommend me a rock concert in New York')
    await chat.getByRole('button', { name: 'Send' }).click()
    const messages = page.getByRole('list', { name: 'Chat' }).getByRole('listitem')
    await page.getByText(/^Concerts to come/).waitFor()
    await chat.getByLabel('Message').fill('and in Boston?')
    await page.keyboard.press('Enter')
    await messages.nth(3).getByText(/^Concerts to come .* in Boston/).waitFor()
    t.equal(await messages.count(), 4, 'it goes on with the same conversation')
    const letMessagesGo = await holdBack(page, '**/chat')
    for (const message of ['Which venues are in Miami?', 'What are the largest stadiums?']) {
      await chat.getByLabel('Message').fill(message)
      await page.keyboard.press('Enter')
    }
    await letMessagesGo()
    await messages.last().getByText(/stadium/i).first().waitFor()
    t.equal(await messages.getByText('Working…').count(), 0)
    t.same(complaints, [])
  })
})
