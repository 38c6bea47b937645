import t from 'tap'
import { jsonValue, typeName } from '../../../src/ask/reader/values.ts'
import { toJson } from '../../../src/json/lossless.ts'

t.test('what PostgreSQL writes is what JSON has', async (t) => {
  for (const [oid, text, json] of [
    [16, 't', 'true'],
    [16, 'f', 'false'],
    [20, '9007199254740993', '9007199254740993'],
    [1700, '-12345678901234567.890', '-12345678901234567.890'],
    [1700, '1.50', '1.5'],
    [701, '1e+300', '1e+300'],
    [701, 'NaN', '"NaN"'],
    [701, '-Infinity', '"-Infinity"'],
    [25, 'a "b"', '"a \\"b\\""'],
    [114, 'null', 'null'],
    [3802, '{"a": 1.0}', '{"a":1.0}'],
    [1114, '2024-01-02 03:04:05.6', '"2024-01-02T03:04:05.6"'],
    [1184, '2024-01-02 03:04:05+00', '"2024-01-02T03:04:05Z"'],
    [1082, '2024-01-02', '"2024-01-02"'],
    [99999, 'anything', '"anything"']
  ] as const) t.equal(toJson(jsonValue(text, oid)), json, `${typeName(oid) ?? 'another'} ${text}`)
  t.equal(jsonValue(null, 16), null)
})

t.test('an array of PostgreSQL is one of JSON, each element as it would be alone', async (t) => {
  for (const [oid, text, json] of [
    [1007, '{}', '[]'],
    [1007, '{1,NULL,-3}', '[1,null,-3]'],
    [1007, '{{1,2},{3,4}}', '[[1,2],[3,4]]'],
    [1007, '[0:1]={5,6}', '[5,6]'],
    [1016, '{9007199254740993}', '[9007199254740993]'],
    [1000, '{t,f}', '[true,false]'],
    [1009, '{a,"b,c","say \\"x\\"","NULL","",null}', '["a","b,c","say \\"x\\"","NULL","","null"]'],
    [1182, '{2024-01-02}', '["2024-01-02"]']
  ] as const) t.equal(toJson(jsonValue(text, oid)), json, `${typeName(oid)} ${text}`)
})

t.test('a type has the name that SQL has for it', async (t) => {
  const names = [23, 1007, 2951, 1231, 701].map(typeName)
  t.same(names, ['integer', 'integer[]', 'uuid[]', 'numeric[]', 'double precision'])
  t.equal(typeName(99999), undefined, 'only the common ones are known')
})
