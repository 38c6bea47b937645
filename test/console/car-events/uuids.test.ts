import t from 'tap'
import { createUuids, withUuid } from '../../../src/console/car-events/uuids.ts'

t.test('an event without a uuid gets one, and all else of its text stays', async (t) => {
  for (const [text, wanted] of [
    [
      '{"eventHeader":{"eventName":"Read"},"entities":[]}',
      '{"eventHeader":{"uuid":"u-1","eventName":"Read"},"entities":[]}'
    ],
    [
      '{ "entities": [{"eventHeader": {}, "n": 1.10000000000000000001}], "eventHeader" : { } }',
      '{ "entities": [{"eventHeader": {}, "n": 1.10000000000000000001}], "eventHeader" : {"uuid":"u-1" } }'
    ],
    [
      '{"eventHeader":{"uuid":"a"},"eventHeader":{"eventName":"{"}}',
      '{"eventHeader":{"uuid":"a"},"eventHeader":{"uuid":"u-1","eventName":"{"}}'
    ],
    ['{"\\u0065ventHeader":{"eventName":"Read"}}', '{"\\u0065ventHeader":{"uuid":"u-1","eventName":"Read"}}']
  ] as const) t.equal(withUuid(text, 'u-1'), wanted)
})

t.test('what has one, or is no event, stays as it is', async (t) => {
  const headers = ['{"uuid":"mine"}', '{"uuid":null}', '[]', '"x"'].map((header) => `{"eventHeader":${header}}`)
  for (const text of [...headers, '{}', '[]', 'null', 'no json', '']) t.equal(withUuid(text, 'u-1'), text)
})

t.test('a place of a file has one UUID, another file others', async (t) => {
  const [one, another] = [createUuids(), createUuids()]
  t.match(one(1), /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-0{11}1$/)
  t.equal(one(17), one(17))
  t.equal(new Set([one(1), one(2), another(1), another(2)]).size, 4)
})
