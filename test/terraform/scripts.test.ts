import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

t.test('rollback.sh puts each alias back, and has nothing to do where nothing was published', async (t) => {
  const aws = fakeAws(t, {})
  const before = join(testFolder(t), 'before')
  t.match(aws.run('rollback.sh', 'us-east-1', before), { status: 0, stderr: 'nothing was published' })
  writeFileSync(before, 'atalaya 7\natalaya-events 4\n')
  t.match(aws.run('rollback.sh', 'us-east-1', before), { status: 0, stderr: /atalaya-events: live is 4 again/ })
  t.match(aws.calls(), [/^update-alias --name live --function-version 7/, /^update-alias-events --name live --function-version 4/])
})

t.test('deploy.sh makes the repository, the image and everything else, in this order, and again', async (t) => {
  const folder = testFolder(t)
  cpSync('terraform', join(folder, 'terraform'), { recursive: true, filter: (file) => !/\.tfvars$|\.tfstate|\.terraform/.test(file) })
  writeFileSync(join(folder, 'terraform', 'terraform.tfvars'), 'architecture = "x86_64"\naws_region = "eu-west-1"\n')
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const log = join(folder, 'calls')
  const fake = (name: string, cases: string) => {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\necho "${name} $*" >> '${log}'\ncase "$*" in\n${cases}\nesac\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const repository = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/atalaya'
  fake('terraform', `"output -raw ecr_repository_url") echo ${repository} ;;\n"output -raw function_url") echo https://abc.example/ ;;\n"output -json function_names") echo '{"events":"atalaya-events","http":"atalaya"}' ;;\n"output -raw api_keys_secret_arn") echo arn:secret ;;`)
  fake('aws', `"ecr describe-images"*) echo sha256:${'1'.repeat(64)} ;;\n*get-alias*) echo 1 ;;\n*publish-version*) echo 2 ;;`)
  fake('docker', '"login"*) cat >/dev/null ;;')
  fake('curl', '*) echo healthy ;;')
  const run = () => spawnSync(join(folder, 'terraform', 'deploy.sh'), { encoding: 'utf8', env: { ...process.env, PATH: `${bin}:${process.env['PATH']}`, TF_STATE_BUCKET: 'state' } })
  for (const time of ['first', 'second']) {
    const { status, stdout, stderr } = run()
    t.equal(status, 0, `${time}: ${stderr}`)
    t.match(stdout, /Up: https:\/\/abc.example\/[^]*Callers need a key: put one into arn:secret/)
  }
  const calls = readFileSync(log, 'utf8').split('\n')
  const order = [
    /^terraform init/, /^terraform apply .*-target=aws_ecr_repository.lambda/, /^docker login .* 123456789012\.dkr\.ecr/, /^docker buildx build .*--platform linux\/amd64 --provenance=false --sbom=false .*--push/,
    /^terraform apply -input=false -auto-approve$/, /^aws lambda update-alias .*--function-name atalaya-events/, /^aws lambda update-alias .*--function-name atalaya$/, /^curl .*https:\/\/abc.example\/health/
  ].map((call) => calls.findIndex((line) => call.test(line)))
  t.same(order, [...order].sort((a, b) => a - b))
  t.notOk(order.includes(-1), calls.join('\n'))
  t.match(readFileSync(join(folder, 'terraform', 'image.auto.tfvars'), 'utf8'), `image_uri = "${repository}@sha256:${'1'.repeat(64)}"`)
  t.match(readFileSync(join(folder, 'terraform', 'backend_override.tf'), 'utf8'), /bucket += "state"[^]*region += "eu-west-1"/)
})

t.test('check-health.sh takes a healthy answer, whole or streamed, and nothing else', async (t) => {
  const answering = (body: string, error = 'None') => fakeAws(t, { invoke: `for last; do :; done; for one in "$@"; do case "$one" in /*) printf '%s' '${body}' > "$one" ;; esac; done; echo ${error}` })
  t.equal(answering('{"statusCode":200,"body":"{\\"status\\":\\"healthy\\"}"}').run('check-health.sh', 'us-east-1', 'atalaya').status, 0)
  t.equal(answering('{"statusCode":200}........{"status":"healthy"}').run('check-health.sh', 'us-east-1', 'atalaya').status, 0)
  t.match(answering('{"errorMessage":"boom"}', 'Unhandled').run('check-health.sh', 'us-east-1', 'atalaya', '1'), { status: 1, stderr: /boom/ })
})
