import t from 'tap'
import { parseChatEvent } from '../../../src/console/concerts/chat-events.ts'

const done = { message: 'Hello', session_id: 's-1', suggestions: ['And then?'], data: null }

t.test('the words and the end of an answer are taken, and events of other names are not', async (t) => {
  t.same(parseChatEvent('chunk', { text: 'Hel' }), { event: 'chunk', data: { text: 'Hel' } })
  t.same(parseChatEvent('done', done), { event: 'done', data: done })
  for (const event of ['trace', 'data', 'message']) t.equal(parseChatEvent(event, {}), null)
})

t.test('an event whose data is not what the document says is an error that names it', async (t) => {
  t.throws(() => parseChatEvent('chunk', { text: 5 }), { message: /^chunk is not/ })
  for (const data of [null, { ...done, suggestions: [5] }, { ...done, session_id: 5 }]) {
    t.throws(() => parseChatEvent('done', data), { message: /^done is not/ })
  }
})
