import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { member } from '../../src/json/is-object.ts'
import { devEnvironment, freePort, startDevServer } from '../dev-server.ts'
import { testFolder } from '../helper.ts'
import { answers, type Expected, type Value } from './answers.ts'
import { listDocuments, readBlocks, splitCommands } from './blocks.ts'

const blocks = listDocuments().flatMap(readBlocks)
const toRun = blocks.filter(({ info }) => info === 'sh')
/** What the test does itself, before everything else. */
const firstSteps = ['npm ci', 'npm run dev']
const notCloned = new Set(['node_modules', 'dist', '.data', '.tap', '.git', '.env'])

const realCurl = spawnSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).stdout.trim()

/** The project as it is cloned, with its packages installed. */
function cloneProject (folder: string): string {
  const clone = join(folder, 'atalaya')
  mkdirSync(clone)
  for (const name of readdirSync('.').filter((entry) => !notCloned.has(entry))) {
    cpSync(name, join(clone, name), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(clone, 'node_modules'))
  return clone
}

/** A folder whose `curl` finds the test's server under the documents' address, and says the status. */
function fakeCurl (folder: string, port: number): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const to = `--connect-to localhost:3000:127.0.0.1:${port}`
  writeFileSync(join(bin, 'curl'), `#!/bin/sh\nexec ${realCurl} -sS ${to} -w '\\n%{http_code}' "$@"\n`)
  chmodSync(join(bin, 'curl'), 0o755)
  return bin
}

/** A value of a JSON text by its path: `data.0.name`. */
function valueAt (json: string, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (
    Array.isArray(value) ? value[Number(name)] : member(value, name)
  ), JSON.parse(json))
}

t.test('every sh block is run, or says why it is not', async (t) => {
  for (const { document, line, info } of blocks) {
    if (info.startsWith('sh')) t.match(info, /^sh$|^sh no-test: ./, `${document}:${line}`)
  }
  t.ok(toRun.length > 8)
})

t.test('the README has the lines that a newcomer looks for, in at most 8 KB', async (t) => {
  const readme = blocks.filter(({ document }) => document === 'README.md').map(({ text }) => text).join('')
  t.match(readme, /^npm ci\nnpm run dev$/m)
  t.match(readme, /^npm test\b/m)
  t.ok(statSync('README.md').size <= 8192)
  t.equal([...readme.matchAll(/^curl /gm)].length, 6)
})

t.test('what the documents say to type works as pasted, on a fresh clone', async (t) => {
  const folder = testFolder(t)
  const clone = cloneProject(folder)
  const port = await freePort()
  const { origin, stop } = await startDevServer({ dataDir: join(clone, '.data'), port, folder: clone })
  t.teardown(stop)
  const path = `${fakeCurl(folder, port)}:${process.env['PATH']}`
  const run = (command: string) => spawnSync('sh', ['-c', command], {
    cwd: clone, encoding: 'utf8', env: devEnvironment({ PATH: path }), maxBuffer: 64 * 1024 * 1024
  })

  for (const document of listDocuments()) {
    const expected = [...answers[document] ?? []]
    const inDocument = toRun.filter((block) => block.document === document)
    for (const command of inDocument.flatMap(({ text }) => splitCommands(text))) {
      if (firstSteps.includes(command)) continue
      if (command.startsWith('curl ')) {
        checkAnswer(document, command, expected.shift())
      } else {
        const { status, stdout, stderr } = run(command.replaceAll('http://localhost:3000', origin))
        t.equal(status, 0, `${document}: ${command}\n${stdout}${stderr}`)
      }
    }
    t.same(expected, [], `${document} has every call that answers.ts has`)
  }

  function checkAnswer (document: string, command: string, expected: Expected | undefined): void {
    const name = `${document}: ${command.slice(0, 100)}`
    if (expected === undefined || !command.includes(expected.call)) {
      t.fail(`${name}: test/docs/answers.ts has ${expected === undefined ? 'no answer' : expected.call} here`)
      return
    }
    const { stdout, stderr } = run(command)
    const [, body = '', status] = /^([^]*)\n(\d{3})$/.exec(stdout) ?? []
    t.equal(Number(status), expected.status, `${name}\n${stderr}${body.slice(0, 500)}`)
    if (expected.text !== undefined) t.match(body, expected.text, name)
    if (expected.at !== undefined) checkValue(name, body, ...expected.at)
  }
  function checkValue (name: string, body: string, path: string, value: Value): void {
    const found = valueAt(body, path)
    if (value instanceof RegExp) t.match(found, value, `${name}: ${path}`)
    else t.equal(found, value, `${name}: ${path}`)
  }
})
