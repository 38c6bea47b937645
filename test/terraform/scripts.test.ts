import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t, { type Test } from 'tap'
import { testFolder } from '../helper.ts'

const account = '123456789012.dkr.ecr'
const image = `${account}.us-east-1.amazonaws.com/atalaya@sha256:${'0'.repeat(64)}`

/** Puts a program into `bin` that notes its calls in `log` and does what a shell `case` says for its arguments. */
function fakeProgram (bin: string, log: string, name: string, cases: string[]): void {
  const file = join(bin, name)
  const lines = ['#!/usr/bin/env bash', `echo "${name} $*" >> '${log}'`, 'case "$*" in', ...cases, 'esac', '']
  writeFileSync(file, lines.join('\n'))
  chmodSync(file, 0o755)
}

function runWith (bin: string, file: string, parameters: string[] = [], env: Record<string, string> = {}) {
  return spawnSync(file, parameters, {
    encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, ...env }
  })
}

/** An AWS CLI that notes its calls and answers as `answers` says, by the beginning of the call. */
function fakeAws (t: Test, answers: Record<string, string>) {
  const bin = testFolder(t)
  const log = join(bin, 'calls')
  const cases = Object.entries(answers).map(([call, script]) => `  "lambda ${call}"*) ${script} ;;`)
  fakeProgram(bin, log, 'aws', cases)
  const withoutPlace = (call: string) => (
    call.replace(/^aws lambda /, '').replace(/ --region us-east-1 --function-name atalaya/, '')
  )
  return {
    run: (script: string, ...parameters: string[]) => runWith(bin, resolve('terraform', script), parameters),
    calls: () => readFileSync(log, 'utf8').trim().split('\n').map(withoutPlace)
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
    /^get-alias/,
    /^wait function-updated-v2/,
    `update-function-code --image-uri ${image}`,
    /^wait function-updated-v2/,
    /^publish-version/,
    /^wait published-version-active --qualifier 8/,
    /^update-alias .*--function-version 8/
  ])
})

t.test('publish.sh leaves the alias alone when a step before it fails', async (t) => {
  const aws = fakeAws(t, { 'get-alias': 'echo 7', 'update-function-code': 'echo "no such image" >&2; exit 254' })
  const run = aws.run('publish.sh', 'us-east-1', 'atalaya', image)
  t.match(run, { status: 254, stderr: /no such image/ })
  t.notOk(aws.calls().some((call) => call.startsWith('update-alias')))
})

t.test('rollback.sh puts each alias back, and has nothing to do where nothing was published', async (t) => {
  const aws = fakeAws(t, {})
  const before = join(testFolder(t), 'before')
  t.match(aws.run('rollback.sh', 'us-east-1', before), { status: 0, stderr: 'nothing was published' })
  writeFileSync(before, 'atalaya 7\natalaya-events 4\n')
  const run = aws.run('rollback.sh', 'us-east-1', before)
  t.match(run, { status: 0, stderr: /atalaya-events: live is 4 again/ })
  t.match(aws.calls(), [
    /^update-alias --name live --function-version 7/,
    /^update-alias-events --name live --function-version 4/
  ])
})

t.test('deploy.sh makes the repository, the image and everything else, in this order, and again', async (t) => {
  const folder = testFolder(t)
  const terraform = join(folder, 'terraform')
  cpSync('terraform', terraform, { recursive: true, filter: (file) => !/\.tfvars$|\.tfstate|\.terraform/.test(file) })
  writeFileSync(join(terraform, 'terraform.tfvars'), 'architecture = "x86_64"\naws_region = "eu-west-1"\n')
  const bin = testFolder(t)
  const log = join(folder, 'calls')
  const repository = `${account}.eu-west-1.amazonaws.com/atalaya`
  const digest = `sha256:${'1'.repeat(64)}`
  fakeProgram(bin, log, 'terraform', [
    `"output -raw ecr_repository_url") echo ${repository} ;;`,
    '"output -raw function_url") echo https://abc.example/ ;;',
    '"output -json function_names") echo \'{"events":"atalaya-events","http":"atalaya"}\' ;;',
    '"output -raw api_keys_secret_arn") echo arn:secret ;;'
  ])
  fakeProgram(bin, log, 'aws', [
    `"ecr describe-images"*) echo ${digest} ;;`,
    '*get-alias*) echo 1 ;;',
    '*publish-version*) echo 2 ;;'
  ])
  fakeProgram(bin, log, 'docker', ['"login"*) cat >/dev/null ;;'])
  fakeProgram(bin, log, 'curl', ['*) echo healthy ;;'])
  for (const time of ['first', 'second']) {
    const { status, stdout, stderr } = runWith(bin, join(terraform, 'deploy.sh'), [], { TF_STATE_BUCKET: 'state' })
    t.equal(status, 0, `${time}: ${stderr}`)
    t.match(stdout, /Up: https:\/\/abc.example\/[^]*Callers need a key: put one into arn:secret/)
  }
  const calls = readFileSync(log, 'utf8').split('\n')
  const order = [
    /^terraform init/,
    /^terraform apply .*-target=aws_ecr_repository.lambda/,
    /^docker login .* 123456789012\.dkr\.ecr/,
    /^docker buildx build .*--platform linux\/amd64 --provenance=false --sbom=false .*--push/,
    /^terraform apply -input=false -auto-approve$/,
    /^aws lambda update-alias .*--function-name atalaya-events/,
    /^aws lambda update-alias .*--function-name atalaya$/,
    /^curl .*https:\/\/abc.example\/health/
  ].map((call) => calls.findIndex((line) => call.test(line)))
  t.same(order, [...order].sort((a, b) => a - b))
  t.notOk(order.includes(-1), calls.join('\n'))
  t.equal(readFileSync(join(terraform, 'image.auto.tfvars'), 'utf8'), `image_uri = "${repository}@${digest}"\n`)
  const backend = readFileSync(join(terraform, 'backend_override.tf'), 'utf8')
  t.match(backend, /bucket += "state"[^]*region += "eu-west-1"/)
})

t.test('check-health.sh takes a healthy answer, whole or streamed, and nothing else', async (t) => {
  /** `aws lambda invoke` writes the answer into the file that its arguments name, and prints the error's kind. */
  const checkOf = (body: string, error = 'None') => {
    const write = `for one in "$@"; do case "$one" in /*) printf '%s' '${body}' > "$one" ;; esac; done`
    return fakeAws(t, { invoke: `${write}; echo ${error}` }).run('check-health.sh', 'us-east-1', 'atalaya', '1')
  }
  t.equal(checkOf('{"statusCode":200,"body":"{\\"status\\":\\"healthy\\"}"}').status, 0)
  t.equal(checkOf('{"statusCode":200}........{"status":"healthy"}').status, 0)
  t.match(checkOf('{"errorMessage":"boom"}', 'Unhandled'), { status: 1, stderr: /boom/ })
})
