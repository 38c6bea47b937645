import fc from 'fast-check'
import t from 'tap'
import { readJsonEvents } from '../../src/car-events/json-events.ts'

async function * chunksOf (bytes: Buffer, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function read (text: string | Buffer, { size = 3, maxBytes = 1000 } = {}) {
  const events: unknown[] = []
  for await (const event of readJsonEvents(chunksOf(Buffer.from(text), size), maxBytes)) {
    events.push('text' in event ? event.text : event)
  }
  return events
}

t.test('events come as they were written, however the bytes are cut', async (t) => {
  const events = ['1.10', '{"a":[1,{"b":"]\\"}"}]}', '"],\\\\"', '[[]]', 'null', '{"ñ":"\u{1F697}"}']
  for (const size of [1, 2, 3, 7, 1000]) {
    t.same(await read(` [ ${events.join(' , ')} ] `, { size }), events)
    t.same(await read(`\uFEFF{ "ev\\u0065nts" : [${events.join(',')}]}\n`, { size }), events)
    t.same(await read('[ ]', { size }), [])
  }
})

t.test('an event beyond the limit is passed over in constant memory', async (t) => {
  const long = `{"x":"${'y'.repeat(2000)}"}`
  t.same(await read(`[1,${long},2]`), ['1', { fault: 'is longer than 1000 bytes' }, '2'])
})

t.test('what any JSON document has, and what no JSON document has', async (t) => {
  const pieces = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '"events"', '1', 'nope', ' ', '{}', '"a"')
  const wholes = fc.json().map((json) => [json, `[${json},${json}]`, `{"events":[${json}]}`]).chain((texts) => (
    fc.constantFrom(...texts)
  ))
  const texts = fc.oneof(wholes, fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')))
  let refused = 0
  await fc.assert(fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, size) => {
    const expected = eventsOf(text)
    try {
      const events = (await read(text, { size, maxBytes: 1e6 })).map((event): unknown => JSON.parse(String(event)))
      return JSON.stringify(events) === JSON.stringify(expected)
    } catch (error) {
      refused++
      const isOther = error instanceof Error && error.name === 'InvalidInput'
      return expected === null || (isOther && (expected === 'another shape' || text.split('"events"').length > 2))
    }
  }), { numRuns: 20_000 })
  t.ok(refused > 1000, `${refused} were refused`)
})

/** What JSON.parse makes of a whole document: its events, `another shape`, or null where it is not JSON. */
function eventsOf (text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (Array.isArray(value)) return value
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
    const [[name, events] = []] = members
    return members.length === 1 && name === 'events' && Array.isArray(events) ? events : 'another shape'
  } catch {
    return null
  }
}
