import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { bundle } from '../../src/commands/bundling.ts'
import { testFolder } from '../helper.ts'

/** A tree of sources in a folder of its own. */
function makeTree (t: Test, files: Record<string, string>): string {
  const root = join(testFolder(t), 'src')
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  return root
}

const reader = (name: string) => `import { readFileSync } from 'node:fs'
export const text = readFileSync(new URL('${name}', import.meta.url), 'utf8').trim()`

t.test('files of one base name in two folders are each read by their own module, chunks included', async (t) => {
  const root = makeTree(t, {
    'main.ts': `import { readdirSync } from 'node:fs'
import { text } from './sales/read.ts'
const later = await import('./purchases/deep/read.ts')
console.log(text, later.text, readdirSync(new URL('./sales/steps/', import.meta.url)).join())`,
    'sales/read.ts': reader('./report.sql'),
    'sales/report.sql': 'of sales',
    'sales/steps/1.sql': '',
    'sales/steps/2.sql': '',
    'purchases/deep/read.ts': reader('../report.sql'),
    'purchases/report.sql': 'of purchases',
    'purchases/unread.sql': 'of nobody'
  })
  const built = join(testFolder(t), 'built')
  await bundle({ root, entryPoints: { main: join(root, 'main.ts') }, outdir: built })
  rmSync(root, { recursive: true })
  const moved = testFolder(t)
  cpSync(built, moved, { recursive: true })
  const { stdout, stderr } = spawnSync(process.execPath, [join(moved, 'main.mjs')], { encoding: 'utf8' })
  t.equal(stdout, 'of sales of purchases 1.sql,2.sql\n', stderr)
  const copied = readdirSync(join(moved, 'files'), { recursive: true, encoding: 'utf8' })
  t.notOk(copied.some((name) => name.endsWith('unread.sql')), 'what no module names is left out')
})

t.test('a module that names a file which is not there is no bundle', async (t) => {
  const root = makeTree(t, { 'main.ts': reader('./none.sql') })
  const entryPoints = { main: join(root, 'main.ts') }
  await t.rejects(bundle({ root, entryPoints, outdir: join(root, 'built'), logLevel: 'silent' }), /none\.sql/)
})

t.test("the function's bundle holds no embedded twin, and nothing that only a port needs", async (t) => {
  const { inputs } = await bundle({ root: 'src', entryPoints: { lambda: 'src/lambda.ts' }, outdir: testFolder(t) })
  const names = Object.keys(inputs)
  t.ok(names.includes('src/ask/build.ts'), 'what is loaded on demand is there')
  t.same(names.filter((name) => /embedded|duckdb|objects\/folder|under-pressure/.test(name)), [])
})
