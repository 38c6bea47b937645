import t from 'tap'
import { parseAskEvent } from '../../../src/console/ask/events.ts'

const columns = [{ name: 'n', type: 'bigint' }]
const rows = { columns, data: [{ n: 5 }], row_count: 1, visualization: { type: 'kpi' } }
const texts = { answer: 'Five.', sql: 'SELECT 5', explanation: 'a number', conversation_id: 'c-1' }
const done = { ...rows, ...texts, assumptions: [], meta: {} }

t.test('each event of an answer is taken with its data, and one of another name is not', async (t) => {
  for (const [event, data] of Object.entries({ sql: texts, rows, answer: { text: 'Five.' }, done })) {
    t.same(parseAskEvent(event, data), { event, data })
  }
  t.same(parseAskEvent('schema', { tables: [] }), { event: 'schema' })
  t.equal(parseAskEvent('trace', {}), null)
})

t.test('an event whose data is not what the document says is an error that names it', async (t) => {
  const wrong = {
    sql: [null, { sql: 'SELECT 5' }],
    rows: [[], { ...rows, columns: [{ name: 'n' }] }, { ...rows, data: [5] }, { ...rows, visualization: null }],
    answer: ['Five.', { text: 5 }],
    done: [rows, { ...done, meta: null }, { ...done, conversation_id: undefined }]
  }
  for (const [event, values] of Object.entries(wrong)) {
    for (const data of values) t.throws(() => parseAskEvent(event, data), { message: new RegExp(`^${event} is not`) })
  }
})
