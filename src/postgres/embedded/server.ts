import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../database.ts'
import { findNativeFolder, prepareBinaries, type Binaries } from './binaries.ts'
import { openFolder, pathOf, programOf, type Folder } from './folder.ts'

export interface EmbeddedOptions {
  dataDir: string
  log: Log
  /** Server settings beside the defaults, as `-c name=value`. */
  settings?: Record<string, string>
}

export interface EmbeddedPostgres {
  host: string
  port: number
  user: string
  password: string
  /** The postmaster's process id now. */
  pid (): number
  /** Stops the server (fast shutdown) and gives the data folder back. */
  stop (): Promise<void>
}

const startTimeoutMs = 60_000
const takeOverMs = 8000

/** Whether the embedded PostgreSQL is installed on this machine; it is a development dependency. */
export function isInstalled (): boolean {
  return findNativeFolder() !== null
}

/**
 * Starts the PostgreSQL that npm installed on a free loopback port, with its data in `dataDir`. It ends with
 * this process however that ends, and is started again if it dies by itself. Throws an Error that says why
 * it cannot run: not installed, the folder in use, or the server's own words.
 */
export async function startEmbeddedPostgres ({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const native = findNativeFolder()
  if (native === null) throw new Error('The embedded PostgreSQL is not installed: run npm ci with development dependencies, or set DATABASE_URL')
  const binaries = prepareBinaries(native)
  const folder = await openFolder(dataDir, binaries)
  try {
    return await supervise(binaries, folder, log, settings)
  } catch (error) {
    folder.release()
    throw error
  }
}

async function supervise (binaries: Binaries, folder: Folder, log: Log, settings: Record<string, string>): Promise<EmbeddedPostgres> {
  const port = await freePort()
  const state = { stopping: false }
  const start = async () => {
    await endLeftOver(folder)
    const server = await launch(binaries, folder, port, settings)
    server.exited.then(restart, restart)
    return server
  }
  const restart = async () => {
    while (!state.stopping) {
      log.warn({ logFile: folder.logFile }, 'the embedded PostgreSQL ended by itself; starting it again')
      try {
        server = await start()
        return
      } catch (error) {
        log.warn({ err: error }, 'the embedded PostgreSQL did not start')
        await sleep(1000)
      }
    }
  }
  let server = await start()
  return {
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: folder.password,
    pid: () => server.pid,
    stop: async () => {
      if (state.stopping) return
      state.stopping = true
      await server.stop()
      folder.release()
    }
  }
}

interface Server {
  pid: number
  exited: Promise<void>
  stop (): Promise<void>
}

async function launch (binaries: Binaries, folder: Folder, port: number, settings: Record<string, string>): Promise<Server> {
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', log_timezone: 'UTC', ...settings }
  const logFile = openSync(folder.logFile, 'w')
  const child = spawn(join(binaries.bin, 'postgres'), [
    '-D', pathOf(folder.data, binaries), '-p', String(port), ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  ], { cwd: folder.data, detached: true, stdio: ['ignore', logFile, logFile], env: { ...process.env, LC_ALL: 'C' }, ...binaries.runAs })
  closeSync(logFile)
  const exited = new Promise<void>((resolve) => { child.once('exit', () => resolve()).once('error', () => resolve()) })
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
      throw new Error(`The embedded PostgreSQL did not start: ${readFileSync(folder.logFile, 'utf8').trim().split('\n').slice(-4).join(' | ')}`)
    }
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: folder.password, database: 'postgres' })
    client.on('error', () => {}) // a connection that is refused rejects connect() too
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await sleep(20)
    }
  }
}

/** A server whose process was killed may still run on the folder: it is given time to end, then told to. */
async function endLeftOver ({ data }: Folder): Promise<void> {
  const start = Date.now()
  for (let pid = postmasterPid(data); pid !== null && programOf(pid)?.includes('postgres') === true; pid = postmasterPid(data)) {
    const waited = Date.now() - start
    if (waited > takeOverMs) throw new Error(`PostgreSQL (process ${pid}) still runs on ${data}: end it first`)
    if (waited > 1000) process.kill(pid, waited > 5000 ? 'SIGQUIT' : 'SIGINT')
    await sleep(100)
  }
}

function postmasterPid (data: string): number | null {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return null // no such file: it ended properly
  }
}

async function freePort (): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
