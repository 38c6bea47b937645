import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { recordsOf } from '../../../src/purchases/replay/records.ts'
import { sourcesOf } from '../../../src/purchases/replay/sources.ts'
import { testFolder } from '../../helper.ts'
import { recordOf } from '../records.ts'

async function readAll (t: Test, content: string, from = 0) {
  const path = join(testFolder(t), 'records.ndjson')
  writeFileSync(path, content)
  const [source] = await sourcesOf(path)
  const found = []
  if (source !== undefined) for await (const { line, record } of recordsOf(source, from)) found.push({ line, record })
  return found
}

t.test('a line ends at its line feed only: a text may hold every other separator of Unicode', async (t) => {
  const record = recordOf({ image: { nota: { S: 'one\u2028two\u2029three' } } })
  const found = await readAll(t, `${JSON.stringify(record)}\r\n\n${JSON.stringify(record)}`)
  t.same(found, [{ line: 1, record }, { line: 3, record }])
})

t.test('a byte order mark at the beginning is passed over', async (t) => {
  const record = recordOf()
  t.same(await readAll(t, `\uFEFF${JSON.stringify(record)}`), [{ line: 1, record }])
})

t.test('reading goes on after the lines that were read before', async (t) => {
  const [first, second] = [recordOf(), recordOf()]
  t.same(await readAll(t, `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`, 1), [{ line: 2, record: second }])
})
