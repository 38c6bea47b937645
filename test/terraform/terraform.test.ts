import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { testFolder } from '../helper.ts'

const isInstalled = spawnSync('terraform', ['version']).status === 0
const plugins = pluginFolder()
const root = testFolder(t)
const folder = join(root, 'terraform')

function terraform (...parameters: string[]) {
  const run = spawnSync('terraform', [`-chdir=${folder}`, ...parameters, '-no-color'], {
    encoding: 'utf8',
    env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' }
  })
  return { status: run.status, output: run.stdout + run.stderr }
}

/** A folder with the AWS provider, for machines that reach no registry. */
function pluginFolder (): string | undefined {
  const named = process.env['TF_PLUGIN_DIR']
  if (named !== undefined) return named
  const entries = readdirSync('/', { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const roots = ['/', ...entries.map(({ name }) => `/${name}`)]
  return roots.map((root) => join(root, 'tf-plugins')).find((candidate) => existsSync(candidate))
}

function whatIsMissing (): string | false {
  if (!isInstalled) return 'Terraform is not installed'
  return plugins === undefined && 'there is no provider folder (TF_PLUGIN_DIR)'
}

const missing = whatIsMissing()

/** Any provider that knows all but the newest resource. */
const olderProvider = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100"
    }
  }
}
`

/** The provider at hand may be one that does not know the newest resource; then a copy without it is checked. */
t.before(() => {
  const isOwn = (file: string) => !/\.terraform|\.tfstate|\.tfvars$|_override\.tf$/.test(file)
  cpSync('terraform', folder, { recursive: true, filter: isOwn })
  // the catalogue and the queries that it deploys
  for (const file of ['catalogue.json', 'queries']) {
    cpSync(join('src/purchases', file), join(root, 'src/purchases', file), { recursive: true })
  }
  const versions = plugins === undefined ? [] : readdirSync(join(plugins, 'registry.terraform.io/hashicorp/aws'))
  if (versions.some((version) => isAtLeast(version, [6, 28]))) return
  rmSync(join(folder, 'function-url-permission.tf'))
  writeFileSync(join(folder, 'versions_override.tf'), olderProvider)
})

function isAtLeast (version: string, [major = 0, minor = 0]: number[]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

t.test('the files are formatted', { skip: !isInstalled && missing }, async (t) => {
  const { status, output } = terraform('fmt', '-check', '-recursive', '-diff')
  t.equal(status, 0, output)
})

t.test('the configuration is valid, and every setting makes what it should', { skip: missing }, async (t) => {
  const init = terraform('init', '-backend=false', '-input=false', `-plugin-dir=${plugins}`)
  t.equal(init.status, 0, init.output)
  const valid = terraform('validate')
  t.equal(valid.status, 0, valid.output)
  const tested = terraform('test')
  t.equal(tested.status, 0, tested.output)
  t.match(tested.output, /Success! \d+ passed, 0 failed/)
})
