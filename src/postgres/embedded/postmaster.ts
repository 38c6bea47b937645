import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { pathOf, programOf, type Folder } from './folder.ts'

const startTimeoutMs = 60_000
const readyPauseMs = 20
/** A server that was left over ends by itself when its owner is gone; after that it is asked to, then told to. */
const askLeftOverAfterMs = 1000
const tellLeftOverAfterMs = 5000
const maxLeftOverMs = 8000
const logLinesInError = 4

/** PostgreSQL's first process, which this one started. */
export interface Postmaster {
  pid: number
  exited: Promise<void>
  /** Stops it (fast shutdown) and waits until it has ended. */
  stop (): Promise<void>
}

/**
 * Starts PostgreSQL on a folder and waits until it answers on `port`. Throws an Error with the server's own last words
 * where it ends instead.
 */
export async function startPostmaster (
  binaries: Binaries, folder: Folder, port: number, settings: Record<string, string>
): Promise<Postmaster> {
  await endLeftOver(folder)
  const child = launch(binaries, folder, port, settings)
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve())
  })
  child.unref()
  const pid = child.pid
  if (pid === undefined) throw new Error(`${join(binaries.bin, 'postgres')} cannot be run`)
  const guard = watch(pid)
  child.once('exit', () => guard.kill('SIGKILL')) // before its pid can be another process's
  try {
    await waitUntilReady(child, folder, port)
  } catch (error) {
    child.kill('SIGQUIT')
    throw error
  }
  return {
    pid,
    exited,
    stop: async () => {
      child.ref() // a process that has nothing else to do must still wait for this
      child.kill('SIGINT')
      await exited
    }
  }
}

function launch (binaries: Binaries, folder: Folder, port: number, settings: Record<string, string>): ChildProcess {
  const options = {
    listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', ...settings
  }
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logFile = openSync(folder.logFile, 'w')
  const args = ['-D', pathOf(folder.data, binaries), '-p', String(port), ...flags]
  const child = spawn(join(binaries.bin, 'postgres'), args, {
    cwd: folder.data,
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: { ...process.env, LC_ALL: 'C' },
    ...binaries.runAs
  })
  closeSync(logFile)
  return child
}

/**
 * Stops PostgreSQL when this process is gone, however it went: a shell waits for the end of its input, which
 * only this process holds open. (Linux could do that by a flag on the child, macOS could not.)
 */
function watch (pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'cat >/dev/null; kill -INT "$1"', 'atalaya-guard', String(pid)], {
    detached: true, stdio: ['pipe', 'ignore', 'ignore']
  })
  guard.stdin.on('error', () => {}) // the guard was ended first
  guard.unref()
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  return guard
}

async function waitUntilReady (child: ChildProcess, folder: Folder, port: number): Promise<void> {
  const giveUpAt = Date.now() + startTimeoutMs
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      const lastWords = readFileSync(folder.logFile, 'utf8').trim().split('\n').slice(-logLinesInError).join(' | ')
      throw new Error(`The embedded PostgreSQL did not start: ${lastWords}`)
    }
    const { password } = folder
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' })
    client.on('error', () => {}) // a connection that is refused rejects connect() too
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await sleep(readyPauseMs)
    }
  }
}

/** A server whose process was killed may still run on the folder: it is given time to end, then told to. */
async function endLeftOver ({ data }: Folder): Promise<void> {
  const start = Date.now()
  for (let pid = leftOverPid(data); pid !== null; pid = leftOverPid(data)) {
    const waitedMs = Date.now() - start
    if (waitedMs > maxLeftOverMs) throw new Error(`PostgreSQL (process ${pid}) still runs on ${data}: end it first`)
    if (waitedMs > askLeftOverAfterMs) process.kill(pid, waitedMs > tellLeftOverAfterMs ? 'SIGQUIT' : 'SIGINT')
    await sleep(100)
  }
}

/** The process of a server that runs on `data`, or null. */
function leftOverPid (data: string): number | null {
  const pid = notedPid(data)
  return pid !== null && programOf(pid)?.includes('postgres') === true ? pid : null
}

function notedPid (data: string): number | null {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null // no such file: it ended properly
  }
}
