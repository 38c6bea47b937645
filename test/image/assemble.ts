import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import dockerignore from '@balena/dockerignore'
import { Copy, DockerfileParser } from 'dockerfile-ast'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'

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

type Expand = (value: string) => string

/** What AWS's base images for Node.js set (their Dockerfiles in aws/aws-lambda-base-images). */
const baseEnv = { LAMBDA_TASK_ROOT: '/var/task' }

/**
 * Builds the file tree of `Dockerfile.lambda` in `folder` without a container engine: its COPY lines through
 * `.dockerignore`, its RUN lines with this machine's Node, its ENV, LABEL and CMD. In place of `npm ci` the
 * repository's own `node_modules` are linked, which the same lock file installed.
 */
export function assembleImage (folder: string): Image {
  const ignore = dockerignore.default().add(readFileSync('.dockerignore', 'utf8'))
  const isIgnored = (path: string) => ignore.ignores(path)
  const stages: Stage[] = []
  const image: Image = { root: '', taskRoot: '', env: {}, command: [], labels: {} }
  const args: Record<string, string> = {}
  for (const instruction of DockerfileParser.parse(readFileSync('Dockerfile.lambda', 'utf8')).getInstructions()) {
    const keyword = instruction.getKeyword()
    const text = instruction.getArgumentsContent() ?? ''
    if (keyword === 'ARG') {
      const [name = '', value = ''] = text.split('=')
      args[name] = value
      continue
    }
    if (keyword === 'FROM') {
      stages.push(openStage(join(folder, `stage-${stages.length}`), text))
      continue
    }
    const stage = stages.at(-1)
    if (stage === undefined) throw new Error(`${keyword} stands before FROM`)
    const expand: Expand = (value) => {
      return value.replace(/\$\{(\w+)\}/g, (_all, name: string) => stage.env[name] ?? args[name] ?? '')
    }
    switch (keyword) {
      case 'WORKDIR':
        stage.workdir = text
        mkdirSync(join(stage.root, text), { recursive: true })
        break
      case 'COPY':
        if (instruction instanceof Copy) copy(instruction, stage, stages, isIgnored, expand)
        break
      case 'RUN':
        run(text, stage)
        break
      case 'ENV':
        Object.assign(stage.env, pairs(text, expand))
        break
      case 'LABEL':
        Object.assign(image.labels, pairs(text, expand))
        break
      case 'CMD':
        image.command = Parse(Type.Array(Type.String()), JSON.parse(text))
        break
      case 'USER':
        break
      default:
        throw new Error(`${keyword} is not known here`)
    }
  }
  const last = stages.at(-1)
  if (last === undefined) throw new Error('Dockerfile.lambda has no stage')
  const { LAMBDA_TASK_ROOT: inside = '', ...env } = last.env
  const taskRoot = join(last.root, inside)
  const here = Object.entries(env).map(([name, value]) => [name, value.replaceAll(inside, taskRoot)])
  return { ...image, root: last.root, taskRoot, env: Object.fromEntries(here) }
}

function openStage (root: string, from: string): Stage {
  mkdirSync(root, { recursive: true })
  const name = / AS (\w+)$/.exec(from)?.[1] ?? null
  return { name, root, workdir: '/', env: /lambda\/nodejs/.test(from) ? { ...baseEnv } : {} }
}

function copy (
  instruction: Copy, stage: Stage, stages: Stage[], isIgnored: (path: string) => boolean, expand: Expand
): void {
  const paths = instruction.getArguments().map((argument) => expand(argument.getValue()))
  const target = paths.pop() ?? '.'
  const from = instruction.getFromFlag()?.getValue() ?? null
  const source = from === null ? null : stages.find(({ name }) => name === from)
  if (source === undefined) throw new Error(`there is no stage ${from}`)
  const destination = join(stage.root, resolve(stage.workdir, target))
  for (const path of paths) {
    const origin = source === null ? path : join(source.root, path)
    if (source === null && isIgnored(path)) throw new Error(`.dockerignore leaves out ${path}`)
    const to = statSync(origin).isDirectory() ? destination : join(destination, basename(path))
    const isWanted = (file: string) => source !== null || file === origin || !isIgnored(file)
    cpSync(origin, to, { recursive: true, filter: isWanted })
  }
}

function run (command: string, stage: Stage): void {
  const cwd = join(stage.root, stage.workdir)
  if (command.startsWith('npm ci')) {
    symlinkSync(resolve('node_modules'), join(cwd, 'node_modules'))
    return
  }
  const inside = ([name, value]: [string, string]) => [name, value.startsWith('/') ? join(stage.root, value) : value]
  const env = Object.fromEntries(Object.entries(stage.env).map(inside))
  execFileSync('sh', ['-c', command.replaceAll('\\\n', ' ')], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: stage.root, ...env },
    stdio: ['ignore', 'ignore', 'pipe']
  })
}

function pairs (text: string, expand: Expand): Record<string, string> {
  const found = [...text.matchAll(/([\w.]+)=("[^"]*"|\S+)/g)]
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, expand(value.replaceAll('"', ''))]))
}
