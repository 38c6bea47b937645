import { readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { findCircles, findUpward, parseFloors, roomOf } from './floors.ts'
import { readImports } from './imports.ts'

const rooms = parseFloors(await readFile('.github/CONTRIBUTING.md', 'utf8'))
const imports = await readImports('src')
const inside = imports.filter(({ isPackage, to }) => !isPackage && to.startsWith('src/'))

t.test('no import of src runs up the floors that CONTRIBUTING shows', async (t) => {
  t.same(findUpward(inside, rooms), [])
  t.comment(`${imports.length} imports read`)
})

t.test('no files and no rooms import each other in a circle', async (t) => {
  const between = inside.map(({ from, to }): [string, string] => [roomOf(from) ?? from, roomOf(to) ?? to])
  t.same(findCircles(inside.map(({ from, to }) => [from, to])), [])
  t.same(findCircles(between.filter(([from, to]) => from !== to)), [])
})

t.test('the console imports nothing of the server but json/', async (t) => {
  const foreign = inside.filter(({ from, to }) => from.startsWith('src/console/') && !/^src\/(console|json)\//.test(to))
  t.same(foreign, [])
})

t.test('src imports nothing outside itself but package.json, and only declared packages', async (t) => {
  const outside = imports.filter(({ isPackage, to }) => !isPackage && !to.startsWith('src/') && to !== 'package.json')
  t.same(outside, [])
  const declared = new Set([...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)])
  const known = (name: string) => name.startsWith('node:') || builtinModules.includes(name) || declared.has(name)
  t.same([...imports, ...await readImports('test')].filter(({ isPackage, to }) => isPackage && !known(to)), [])
})

t.test('an upward import, a sideways one and a circle are found', async (t) => {
  const floors = parseFloors('| 1 | `a/`, `b/` → `c/` | |\n| 0 | `d.ts` | |')
  const arrow = (from: string, to: string) => ({ from: `src/${from}`, to: `src/${to}`, isPackage: false })
  t.same(findUpward([arrow('a/x.ts', 'd.ts'), arrow('b/x.ts', 'c/x.ts'), arrow('a/x.ts', 'a/y.ts')], floors), [])
  for (const wrong of [arrow('d.ts', 'a/x.ts'), arrow('a/x.ts', 'b/x.ts'), arrow('c/x.ts', 'b/x.ts')]) {
    t.equal(findUpward([wrong], floors).length, 1, `${wrong.from} → ${wrong.to}`)
  }
  t.same(findCircles([['a', 'b'], ['b', 'c'], ['c', 'a'], ['c', 'd']]), [['a', 'b', 'c']])
})
