import * as Type from 'typebox'
import t from 'tap'
import { InvalidInput } from '../../src/errors.ts'
import { createCursorCodec } from '../../src/schema/cursor.ts'

const cursorSchema = Type.Tuple([Type.Union([Type.String(), Type.Null()]), Type.String({ minLength: 1 })])
const toText = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

t.test('a cursor comes back from its text as it was', async (t) => {
  const codec = createCursorCodec(cursorSchema)
  for (const cursor of [['2024-01-31 10:00:00+00', 'ñ/🚗'], [null, 'x']] as const) {
    t.match(codec.encode([...cursor]), /^[\w-]+$/, 'it needs no escaping in an address')
    t.same(codec.decode(codec.encode([...cursor])), cursor)
  }
})

t.test('a text that is no cursor of the list is invalid, whatever is wrong with it', async (t) => {
  const { decode } = createCursorCodec(cursorSchema)
  const refusal = new InvalidInput({ path: 'cursor', message: 'is not the next_cursor of an earlier answer' })
  for (const text of ['', '%%%', 'abc', toText(7), toText([null, '']), toText(['x']), toText(['x', 'y', 'z'])]) {
    t.throws(() => decode(text), refusal, text)
  }
})

t.test('a packing that fails makes the text invalid, too', async (t) => {
  const { encode, decode } = createCursorCodec(cursorSchema, {
    pack: (json) => Buffer.from([...json].reverse().join('')),
    unpack: (bytes) => {
      if (bytes.length > 20) throw new RangeError('too long')
      return [...bytes.toString()].reverse().join('')
    }
  })
  t.same(decode(encode([null, 'x'])), [null, 'x'])
  t.throws(() => decode(encode([null, 'x'.repeat(20)])), InvalidInput)
})
