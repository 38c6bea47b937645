import t from 'tap'
import { openPage, skipped, startBrowser } from '../browser.ts'
import { startDemo } from '../demo-server.ts'
import { totalsOf } from '../page-state.ts'

const event = (id: number) => {
  const header = `{"uuid":"file-${id}","eventName":"Read"}`
  const entity = `{"entityHeader":{"entityId":"F-${id}","entityType":"Car"},"odometer":1.10000000000000000001}`
  return `{"eventHeader":${header},"entities":[${entity}]}`
}
const bad = '{"eventHeader":{"uuid":"bad"},"entities":[]}'
/** An event without a uuid. */
const nameless = (odometer: number) => {
  const entity = `{"entityHeader": {"entityId": "CUT", "entityType": "Car"}, "odometer": ${odometer}}`
  return `{"eventHeader": {"eventName": "Read"}, "entities": [${entity}]}`
}

t.test('files of events on the console', { skip: skipped }, async (t) => {
  const { origin, api } = await startDemo(t)
  const browser = await startBrowser(t)
  const stored = async (uuid: string) => fetch(`${origin}/api/v1/events/${uuid}`)
  const open = async () => {
    const { page, complaints } = await openPage(t, browser, `${origin}/#car-events`)
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Many events' }) })
    const choose = async (name: string, content: string, encoding: BufferEncoding = 'utf8') => {
      const mimeType = name.endsWith('.json') ? 'application/json' : 'application/x-ndjson'
      const file = { name, mimeType, buffer: Buffer.from(content, encoding) }
      await page.getByLabel('Drop a file here, or choose one').setInputFiles(file)
    }
    return { page, complaints, section, choose }
  }

  await t.test('a file of many is sent, each failure is named, and none of their digits is lost', async (t) => {
    const { page, complaints, section, choose } = await open()
    const lines = Array.from({ length: 450 }, (_, index) => index % 3 === 2 ? bad : event(index))
    const [head, rest] = [lines.slice(0, 10).join('\r\n'), lines.slice(10).join('\n')]
    await choose('events.ndjson', `\uFEFF${head}\r\n\r\nno json\n${rest}`)
    await page.getByText('Done, events sent: 451.').waitFor()
    t.same(await totalsOf(page, section), { Stored: '300', 'Stored before': '0', Failed: '151' })
    const places = await section.locator('tbody tr td:first-child').allInnerTexts()
    const badLines = lines.flatMap((line, index) => line === bad && index >= 10 ? [index + 3] : [])
    t.same(places.map(Number), [3, 6, 9, 12, ...badLines], 'each failure by its line')
    t.match(await (await stored('file-448')).text(), '1.10000000000000000001')

    await choose('events.json', `{ "events": [\n${[event(0), event(1), event(9000), bad].join(',\n')}\n] }`)
    await page.getByText('Done, events sent: 4.').waitFor()
    t.same(await totalsOf(page, section), { Stored: '1', 'Stored before': '2', Failed: '1' })
    t.match(await (await stored('file-9000')).text(), '1.10000000000000000001')
    t.same(complaints, [])
  })

  await t.test('what is no list of events, or no UTF-8, is not sent, and the service judges the rest', async (t) => {
    const { page, complaints, choose } = await open()
    await choose('broken.json', `[${event(9001)},`)
    await page.getByText('neither a list of events').waitFor()

    await choose('latin1.ndjson', event(9003).replace('Read', 'Leído'), 'latin1')
    await page.getByText('The file is not UTF-8.').waitFor()
    t.equal(await page.getByRole('button', { name: 'Go on' }).count(), 0, 'that would not help')
    t.equal((await stored('file-9003')).status, 404, 'nothing altered is stored')
    await choose('twice.json', `[{"a": 1, "a": 2,\n${event(9004).slice(1)}]`)
    await page.getByText('Done, events sent: 1.').waitFor()
    t.equal((await stored('file-9004')).status, 200, 'a repeated key is the service\'s to judge')
    t.same(complaints, [])
  })

  await t.test('an upload whose answers are lost goes on, and stores no event twice', async (t) => {
    const { page, complaints, section, choose } = await open()
    let calls = 0
    await page.route('**/bulk*', async (route) => {
      const answer = await route.fetch()
      if ([1, 4].includes(++calls)) await route.abort() // it was stored, and the page does not hear of it
      else await route.fulfill({ response: answer })
    })
    await choose('cut.ndjson', Array.from({ length: 350 }, (_, index) => nameless(index)).join('\n'))
    await page.getByText('It stopped after 0 events.').waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('It stopped after 200 events.').waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Done, events sent: 350.').waitFor()
    t.same(await totalsOf(page, section), { Stored: '150', 'Stored before': '200', Failed: '0' })
    const { data: first, meta } = await api('/api/v1/entities/Car/CUT/events?limit=300')
    const { data: rest } = await api(`/api/v1/entities/Car/CUT/events?limit=300&cursor=${meta.next_cursor}`)
    const ids = [...first, ...rest].map(({ event_id: id }: { event_id: string }) => id)
    t.same([ids.length, new Set(ids).size], [350, 350], 'none of them twice')
    t.same(complaints, [])
  })

  await t.test('a file can be dropped', async (t) => {
    const { page, complaints } = await open()
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer()
      data.items.add(new File([${JSON.stringify(event(9002))}], 'dropped.ndjson'))
      return data
    })()`)
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByText('Done, events sent: 1.').waitFor()
    t.equal((await stored('file-9002')).status, 200)
    t.same(complaints, [])
  })
})
