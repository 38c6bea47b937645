import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { parametersOf } from '../../../src/concerts/warehouse/warehouse.ts'
import { warehouseStatement } from '../../../src/concerts/warehouse/statement.ts'

const fragments = new Set(['completed-concerts.sql', 'fold-text.sql', 'tier-price.sql'])

async function write (folder: string, sql: string): Promise<URL> {
  const path = join(folder, 'statement.sql')
  await writeFile(path, sql)
  return pathToFileURL(path)
}

t.test('every statement of the concerts is whole when it is sent', async (t) => {
  const files = (await readdir('src/concerts', { recursive: true })).filter((name) => name.endsWith('.sql'))
  const statements = files.filter((name) => !fragments.has(name.split('/').at(-1) ?? ''))
  t.ok(statements.length >= 9)
  for (const name of statements) {
    const sql = warehouseStatement(pathToFileURL(join('src/concerts', name)))()
    t.notMatch(sql, /\{\{|\}\}/, name)
    t.match(sql, /SELECT/, name)
  }
})

t.test('the two statements about past concerts begin with the same history of them', async (t) => {
  const [features, history] = ['tickets/features.sql', 'predictor/embedded/history.sql'].map((name) => {
    const sql = warehouseStatement(pathToFileURL(join('src/concerts', name)))()
    return sql.slice(sql.indexOf('WITH played'), sql.indexOf('  FROM played\n)'))
  })
  t.equal(features, history)
  t.match(features, /GREATEST\(price_1, price_2, price_3, price_4\) AS price_high/)
})

t.test('arguments stand where the fragment has them, and parameters stay parameters', async (t) => {
  const sql = warehouseStatement(await write(t.testdir(), 'SELECT {{fold-text text=v.city}} = :city'))()
  t.match(sql, /^SELECT TRANSLATE\(LOWER\(v\.city\), '[^']+', '[^']+'\) = :city$/)
  t.same(parametersOf(sql), ['city'])
  const [, accented = '', plain = ''] = /, '([^']+)', '([^']+)'/.exec(sql) ?? []
  t.equal(plain.length, accented.length)
  for (const [place, letter] of [...accented].entries()) {
    const folded = letter.normalize('NFD').charAt(0)
    t.ok(folded === plain[place] || (letter === 'ł' && plain[place] === 'l'), letter)
  }
})

t.test('a fragment that there is not, and an argument that is missing, are errors', async (t) => {
  const unknown = warehouseStatement(await write(t.testdir(), 'SELECT {{no-such}}'))
  t.throws(() => unknown(), { message: 'There is no SQL fragment no-such' })
  const incomplete = warehouseStatement(await write(t.testdir(), 'SELECT {{tier-price prices=p}}'))
  t.throws(() => incomplete(), { message: 'The SQL fragment tier-price needs its argument tier' })
})
