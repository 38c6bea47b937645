import * as Type from 'typebox'
import t from 'tap'
import { coerce, withDefaults } from '../../src/schema/coerce.ts'

t.test('a text becomes what the schema asks for, where it clearly is that', async (t) => {
  t.equal(coerce(Type.Integer(), '-12'), -12)
  t.equal(coerce(Type.Number(), '1.5e3'), 1500)
  t.same(['true', 'false'].map((text) => coerce(Type.Boolean(), text)), [true, false])
  t.same(coerce(Type.Array(Type.Integer()), '[1, "2"]'), [1, 2])
  t.same(coerce(Type.Array(Type.Integer()), '3'), [3])
  t.same(coerce(Type.Object({ n: Type.Integer() }), '{"n":"4","other":"5"}'), { n: 4, other: '5' })
  t.equal(coerce(Type.Union([Type.Integer(), Type.String()]), 'x'), 'x')
})

t.test('what does not fit is left as it is, for validation to name', async (t) => {
  for (const text of ['5.7', '', ' 1', '1e3', '0x10', '9007199254740993']) t.equal(coerce(Type.Integer(), text), text)
  for (const text of ['', '.5', 'NaN']) t.equal(coerce(Type.Number(), text), text)
  for (const text of ['1', 'TRUE', '']) t.equal(coerce(Type.Boolean(), text), text)
  t.equal(coerce(Type.Object({}), '{broken'), '{broken')
})

t.test('defaults fill what is absent, at any depth', async (t) => {
  const inner = Type.Object({ n: Type.Integer({ default: 1 }) })
  const schema = Type.Object({ inner, list: Type.Array(inner), text: Type.Optional(Type.String()) })
  const value = { inner: {}, list: [{}, { n: 2 }] }
  t.same(withDefaults(schema, value), { inner: { n: 1 }, list: [{ n: 1 }, { n: 2 }] })
  t.same(value, { inner: {}, list: [{}, { n: 2 }] }, 'the value itself stays')
})

t.test('a member __proto__ is a member', async (t) => {
  const value: unknown = JSON.parse('{"__proto__":"1"}')
  t.same(Object.keys(Object(coerce(Type.Object({}), value))), ['__proto__'])
})
