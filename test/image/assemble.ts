import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import dockerignore from '@balena/dockerignore'
import { DockerfileParser, type Copy } from 'dockerfile-ast'

export interface Image {
  /** Where `/` of the image is on this machine. */
  root: string
  taskRoot: string
  env: Record<string, string>
  command: string[]
  labels: Record<string, string>
}

interface Stage {
  name: string | null
  root: string
  workdir: string
  env: Record<string, string>
}

/** What AWS's base images for Node.js set (their Dockerfiles in aws/aws-lambda-base-images). */
const baseEnv = { LAMBDA_TASK_ROOT: '/var/task' }

/**
 * Builds the file tree of `Dockerfile.lambda` in `folder` without a container engine: its COPY lines through
 * `.dockerignore`, its RUN lines with this machine's Node, its ENV, LABEL and CMD. In place of `npm ci` the
 * repository's own `node_modules` are linked, which the same lock file installed.
 */
export function assembleImage (folder: string): Image {
  const ignore = dockerignore.default().add(readFileSync('.dockerignore', 'utf8'))
  const stages: Stage[] = []
  const image: Image = { root: '', taskRoot: '', env: {}, command: [], labels: {} }
  const args: Record<string, string> = {}
  for (const instruction of DockerfileParser.parse(readFileSync('Dockerfile.lambda', 'utf8')).getInstructions()) {
    const text = instruction.getArgumentsContent() ?? ''
    const stage = stages.at(-1)
    const expand = (value: string) => value.replace(/\$\{(\w+)\}/g, (_all, name: string) => stage?.env[name] ?? args[name] ?? '')
    switch (instruction.getKeyword()) {
      case 'ARG': {
        const [name = '', value = ''] = text.split('=')
        args[name] = value
        break
      }
      case 'FROM': {
        const root = join(folder, `stage-${stages.length}`)
        mkdirSync(root, { recursive: true })
        stages.push({ name: / AS (\w+)$/.exec(text)?.[1] ?? null, root, workdir: '/', env: /lambda\/nodejs/.test(text) ? { ...baseEnv } : {} })
        break
      }
      case 'WORKDIR': if (stage !== undefined) mkdirSync(join(stage.root, stage.workdir = text), { recursive: true }); break
      case 'COPY': if (stage !== undefined) copy(instruction as Copy, stage, stages, (path) => ignore.ignores(path), expand); break
      case 'RUN': if (stage !== undefined) run(text, stage); break
      case 'ENV': if (stage !== undefined) Object.assign(stage.env, pairs(text, expand)); break
      case 'LABEL': Object.assign(image.labels, pairs(text, expand)); break
      case 'CMD': image.command = JSON.parse(text) as string[]; break
      case 'USER': break
      default: throw new Error(`${instruction.getKeyword()} is not known here`)
    }
  }
  const last = stages.at(-1)
  if (last === undefined) throw new Error('Dockerfile.lambda has no stage')
  const { LAMBDA_TASK_ROOT: taskRoot = '', ...env } = last.env
  return { ...image, root: last.root, taskRoot: join(last.root, taskRoot), env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll(taskRoot, join(last.root, taskRoot))])) }
}

function copy (instruction: Copy, stage: Stage, stages: Stage[], isIgnored: (path: string) => boolean, expand: (value: string) => string): void {
  const paths = instruction.getArguments().map((argument) => expand(argument.getValue()))
  const target = paths.pop() ?? '.'
  const from = instruction.getFromFlag()?.getValue()
  const source = from === undefined || from === null ? null : stages.find(({ name }) => name === from)
  if (source === undefined) throw new Error(`there is no stage ${from ?? ''}`)
  const destination = join(stage.root, resolve(stage.workdir, target))
  for (const path of paths) {
    const origin = source === null ? path : join(source.root, path)
    if (source === null && isIgnored(path)) throw new Error(`.dockerignore leaves out ${path}`)
    const to = statSync(origin).isDirectory() ? destination : join(destination, basename(path))
    cpSync(origin, to, { recursive: true, filter: (file) => source !== null || file === origin || !isIgnored(file) })
  }
}

function run (command: string, stage: Stage): void {
  const cwd = join(stage.root, stage.workdir)
  if (command.startsWith('npm ci')) return symlinkSync(resolve('node_modules'), join(cwd, 'node_modules'))
  const env = Object.fromEntries(Object.entries(stage.env).map(([name, value]) => [name, value.startsWith('/') ? join(stage.root, value) : value]))
  execFileSync('sh', ['-c', command.replaceAll('\\\n', ' ')], { cwd, env: { PATH: process.env['PATH'], HOME: stage.root, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
}

function pairs (text: string, expand: (value: string) => string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w.]+)=("[^"]*"|\S+)/g)].map(([, name = '', value = '']) => [name, expand(value.replaceAll('"', ''))]))
}
