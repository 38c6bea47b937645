import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { listDocuments, readBlocks } from '../docs/blocks.ts'
import { parseMap, pathsIn } from './map.ts'

const contributing = '.github/CONTRIBUTING.md'

/** The maps of a document: its blocks that begin with `src/`. */
function mapsOf (document: string): string[] {
  return readBlocks(document).filter(({ text }) => text.startsWith('src/\n')).map(({ text }) => text)
}

/** The folders of `src`, two levels down, as the map writes them. */
function foldersOfSource (): string[] {
  const below = (folder: string) => readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map(({ name }) => `${join(folder, name)}/`)
  return below('src').flatMap((folder) => [folder, ...below(folder)])
}

function nameMissing (document: string, missing: string[]): string {
  return missing.length === 0 ? document : `${document} names what is not there: ${missing.join(', ')}`
}

t.test('the map of CONTRIBUTING names every folder of src, two levels down', async (t) => {
  const [map = ''] = mapsOf(contributing)
  const named = new Set(parseMap(map))
  t.same(foldersOfSource().filter((folder) => !named.has(folder)), [], 'folders that the map leaves out')
})

t.test('what the maps of the documents name is there', async (t) => {
  for (const document of listDocuments()) {
    for (const map of mapsOf(document)) {
      const missing = parseMap(map).filter((path) => !existsSync(path))
      t.same(missing, [], nameMissing(document, missing))
    }
  }
})

t.test('every path that a document names is there', async (t) => {
  for (const document of listDocuments()) {
    const paths = pathsIn(readFileSync(document, 'utf8'), `${dirname(document)}/`.replace('./', ''))
    const missing = paths.filter((path) => !isThere(path))
    t.same(missing, [], nameMissing(document, missing))
  }
})

/** A path may have a `*` in its file's name. */
function isThere (path: string): boolean {
  if (!path.includes('*')) return existsSync(path)
  const pattern = new RegExp(`^${path.slice(path.lastIndexOf('/') + 1).replaceAll('.', '\\.').replace('*', '.*')}$`)
  return readdirSync(dirname(path)).some((name) => pattern.test(name))
}

t.test('a map is read by its indentation, and a document by its backticks and links', async (t) => {
  t.same(parseMap('src/\n  a.ts  b.ts   two files\n  c/   a folder, and:\n    d/  e/\n  f/\ntest/    the rest\n'), [
    'src/', 'src/a.ts', 'src/b.ts', 'src/c/', 'src/c/d/', 'src/c/e/', 'src/f/', 'test/'
  ])
  t.same(pathsIn('`src/a.ts`, `x.ts`, `sales/read` [b](../docs/b.md#c) [d](https://e.example/f)', '.github/'), [
    'src/a.ts', 'docs/b.md'
  ])
})
