import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import t, { type Test } from 'tap'
import { testFolder } from '../../helper.ts'

const folder = 'src/purchases/queries'

/** The parser's modules are written for a bundler: Node alone does not find their folders. */
async function loadTrino (t: Test): Promise<InstanceType<typeof import('dt-sql-parser').TrinoSQL>> {
  const outfile = join(testFolder(t), 'trino.mjs')
  const contents = "export { TrinoSQL } from 'dt-sql-parser'"
  await build({
    stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, format: 'esm', platform: 'node', outfile
  })
  const { TrinoSQL }: typeof import('dt-sql-parser') = await import(outfile)
  return new TrinoSQL()
}

t.test('the queries are in the grammar of Athena\'s engine', async (t) => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const trino = await loadTrino(t)
  t.not(files.length, 0)
  for (const file of files) t.strictSame(trino.validate(readFileSync(join(folder, file), 'utf8')), [], file)
  t.not(trino.validate('SELECT a::int FROM t').length, 0, 'which is not DuckDB\'s')
})
