import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from '../../config/config.ts'
import type { Binaries } from './binaries.ts'

/** A process that was just killed is still there for a moment. */
const maxWaitMs = 2000

/** A data folder of the embedded PostgreSQL, held by this process. */
export interface Folder {
  /** PostgreSQL's own data directory. */
  data: string
  /** Where PostgreSQL writes its log. */
  logFile: string
  password: string
  release (): void
}

/**
 * Takes `dataDir` for this process and creates the database cluster in it where there is none. Throws a
 * ConfigError that names the process which holds the folder already.
 */
export async function openFolder (
  dataDir: string, binaries: Binaries, onProgress: (step: string) => void
): Promise<Folder> {
  const root = resolve(dataDir)
  mkdirSync(root, { recursive: true })
  const release = await takeLock(join(root, 'owner.pid'), dataDir)
  try {
    const passwordFile = join(root, 'postgres.password')
    const data = join(root, 'postgres')
    if (!existsSync(data)) {
      onProgress('creating the database (once)')
      writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
      createCluster(root, readFileSync(passwordFile, 'utf8'), binaries)
    }
    return { data, logFile: join(root, 'postgres.log'), password: readFileSync(passwordFile, 'utf8'), release }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * The path by which PostgreSQL finds its working directory. As root on Linux it is given through /proc:
 * the user it runs as need not be able to walk there from `/` (a folder of `mktemp -d` is closed to others).
 */
export function pathOf (workingDirectory: string, binaries: Binaries): string {
  return binaries.runAs !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : workingDirectory
}

async function takeLock (file: string, dataDir: string): Promise<() => void> {
  for (const start = Date.now(); ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const owner = Number(readFileSync(file, 'utf8'))
    if (owner === process.pid || programOf(owner) === null) {
      rmSync(file, { force: true })
    } else if (Date.now() - start > maxWaitMs) {
      throw new ConfigError([
        `The data folder ${dataDir} is in use by process ${owner}: stop that one, or set DATA_DIR to another folder ` +
        `(if ${owner} is not Atalaya, delete ${file})`
      ])
    } else {
      await sleep(100)
    }
  }
}

function codeOf (error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/**
 * What runs under `pid` (the program's name, cut as ps does), or null where nothing does or only its exit status is
 * left.
 */
export function programOf (pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null
  try {
    process.kill(pid, 0) // sends nothing, asks only
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return null
  }
  const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'stat=,comm='], { encoding: 'utf8' })
  const [state = '', program = 'unknown'] = (stdout ?? '').trim().split(/\s+/, 2)
  return state.startsWith('Z') ? null : program
}

/** Runs initdb in a folder beside, which takes its place only when it is whole. */
function createCluster (root: string, password: string, binaries: Binaries): void {
  for (const name of readdirSync(root)) {
    if (name.startsWith('initdb-')) rmSync(join(root, name), { recursive: true })
  }
  const staging = join(root, `initdb-${process.pid}`)
  const data = join(staging, 'data')
  const passwordFile = join(staging, 'password')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (binaries.runAs !== undefined) {
    for (const path of [staging, data, passwordFile]) chownSync(path, binaries.runAs.uid, binaries.runAs.gid)
  }
  const here = pathOf(data, binaries)
  const { status, stderr, error } = spawnSync(join(binaries.bin, 'initdb'), [
    '-D', here, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${here}/../password`, '-E', 'UTF8',
    '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync'
  ], { cwd: data, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, ...binaries.runAs })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`initdb failed in ${root}: ${stderr.trim()}`)
  renameSync(data, join(root, 'postgres'))
  rmSync(staging, { recursive: true })
}
