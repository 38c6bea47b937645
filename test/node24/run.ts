import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { installNode24 } from './install.ts'

/**
 * `npm run test:node24`: the tests of what depends on Node most, on the Node of the function's image. NODE24=all runs
 * all of them there. Further arguments are tap's.
 */
const parts = [
  'server', 'lambda', 'invocations/', 'http/', 'openapi/', 'pages/', 'ask/guard', 'postgres/', 'image/'
]

function filesOf (part: string, all: readonly string[]): string[] {
  const files = all.filter((file) => file.startsWith(part)).map((file) => join('test', file))
  if (files.length === 0) throw new Error(`there is no test under test/${part}`)
  return files
}

const node = installNode24()
if (typeof node === 'string') {
  process.stdout.write(`skipped: ${node}\n`)
  process.exit(0)
}
const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'))
const files = process.env['NODE24'] === 'all' ? [] : parts.flatMap((part) => filesOf(part, tests))
process.stdout.write(`Node ${node.version} runs ${files.length === 0 ? 'every test' : `${files.length} files`}\n`)
// first in the path, so that npm and whatever else a test starts by name run on it too
const env = { ...process.env, PATH: `${dirname(node.path)}:${process.env['PATH'] ?? ''}` }
const tap = join(dirname(createRequire(import.meta.url).resolve('tap/package.json')), 'dist/esm/run.mjs')
const { status } = spawnSync(node.path, [tap, ...process.argv.slice(2), ...files], { env, stdio: 'inherit' })
process.exit(status ?? 1)
