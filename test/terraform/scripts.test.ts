import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { testFolder } from '../helper.ts'

const image = `123456789012.dkr.ecr.us-east-1.amazonaws.com/atalaya@sha256:${'0'.repeat(64)}`

/** An AWS CLI that notes its calls and answers as `answers` says, by the beginning of the call. */
function fakeAws (t: Test, answers: Record<string, string>) {
  const folder = testFolder(t)
  const log = join(folder, 'calls')
  const cases = Object.entries(answers).map(([call, script]) => `  "lambda ${call}"*) ${script} ;;`).join('\n')
  writeFileSync(join(folder, 'aws'), `#!/usr/bin/env bash\necho "$*" >> '${log}'\ncase "$*" in\n${cases}\nesac\n`)
  chmodSync(join(folder, 'aws'), 0o755)
  return {
    run: (script: string, ...parameters: string[]) => spawnSync(resolve('terraform', script), parameters, { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } }),
    calls: () => readFileSync(log, 'utf8').trim().split('\n').map((call) => call.replace(/^lambda /, '').replace(/ --region us-east-1 --function-name atalaya/, ''))
  }
}

t.test('every script is valid for bash and can be run', async (t) => {
  for (const file of readdirSync('terraform').filter((name) => name.endsWith('.sh'))) {
    t.equal(spawnSync('bash', ['-n', join('terraform', file)]).status, 0, file)
    t.match(readFileSync(join('terraform', file), 'utf8'), /^#!\/usr\/bin\/env bash\n[^]*set -euo pipefail/)
  }
})

t.test('publish.sh updates, publishes and moves the alias in that order, and tells the version before', async (t) => {
  const aws = fakeAws(t, { 'get-alias': 'echo 7', 'publish-version': 'echo 8' })
  const run = aws.run('publish.sh', 'us-east-1', 'atalaya', image)
  t.match(run, { status: 0, stdout: '7\n', stderr: /live was 7 and is 8/ })
  t.match(aws.calls(), [
    /^get-alias/, /^wait function-updated-v2/, `update-function-code --image-uri ${image}`, /^wait function-updated-v2/, /^publish-version/,
    /^wait published-version-active --qualifier 8|^wait published-version-active/, /^update-alias .*--function-version 8/
  ])
})

t.test('publish.sh leaves the alias alone when a step before it fails', async (t) => {
  const aws = fakeAws(t, { 'get-alias': 'echo 7', 'update-function-code': 'echo "no such image" >&2; exit 254' })
  const run = aws.run('publish.sh', 'us-east-1', 'atalaya', image)
  t.match(run, { status: 254, stderr: /no such image/ })
  t.notOk(aws.calls().some((call) => call.startsWith('update-alias')))
})

t.test('check-health.sh takes a healthy answer, whole or streamed, and nothing else', async (t) => {
  const answering = (body: string, error = 'None') => fakeAws(t, { invoke: `for last; do :; done; for one in "$@"; do case "$one" in /*) printf '%s' '${body}' > "$one" ;; esac; done; echo ${error}` })
  t.equal(answering('{"statusCode":200,"body":"{\\"status\\":\\"healthy\\"}"}').run('check-health.sh', 'us-east-1', 'atalaya').status, 0)
  t.equal(answering('{"statusCode":200}........{"status":"healthy"}').run('check-health.sh', 'us-east-1', 'atalaya').status, 0)
  t.match(answering('{"errorMessage":"boom"}', 'Unhandled').run('check-health.sh', 'us-east-1', 'atalaya', '1'), { status: 1, stderr: /boom/ })
})
