import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from '../../config/config.ts'
import type { Log } from '../statement.ts'
import { findNativeFolder, prepareBinaries, type Binaries } from './binaries.ts'
import { openFolder, type Folder } from './folder.ts'
import { startPostmaster } from './postmaster.ts'

export interface EmbeddedOptions {
  dataDir: string
  log: Log
  /** Server settings beside the defaults, as `-c name=value`. */
  settings?: Record<string, string>
  /** Told what is done next, before each step that may take long. */
  onProgress?: (step: string) => void
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

const restartPauseMs = 1000

/** Whether the embedded PostgreSQL is installed on this machine; it is a development dependency. */
export function isInstalled (): boolean {
  return findNativeFolder() !== null
}

/**
 * Starts the PostgreSQL that npm installed on a free loopback port, with its data in `dataDir`. It ends with
 * this process however that ends, and is started again if it dies by itself. Throws a ConfigError where a person has to
 * do something (it is not installed, the folder is in use), else an Error with the server's own words.
 */
export async function startEmbeddedPostgres (
  { dataDir, log, settings = {}, onProgress = () => {} }: EmbeddedOptions
): Promise<EmbeddedPostgres> {
  const native = findNativeFolder()
  if (native === null) {
    throw new ConfigError([
      'The embedded PostgreSQL is not installed: run npm ci with development dependencies, or set DATABASE_URL'
    ])
  }
  const binaries = prepareBinaries(native, onProgress)
  const folder = await openFolder(dataDir, binaries, onProgress)
  try {
    onProgress('starting the database')
    return await supervise(binaries, folder, log, settings)
  } catch (error) {
    folder.release()
    throw error
  }
}

async function supervise (
  binaries: Binaries, folder: Folder, log: Log, settings: Record<string, string>
): Promise<EmbeddedPostgres> {
  const port = await freePort()
  const state = { isStopping: false }
  const start = async () => {
    const server = await startPostmaster(binaries, folder, port, settings)
    server.exited.then(restart, restart)
    return server
  }
  const restart = async () => {
    while (!state.isStopping) {
      log.warn({ logFile: folder.logFile }, 'the embedded PostgreSQL ended by itself; starting it again')
      try {
        server = await start()
        return
      } catch (error) {
        log.warn({ err: error }, 'the embedded PostgreSQL did not start')
        await sleep(restartPauseMs)
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
      if (state.isStopping) return
      state.isStopping = true
      await server.stop()
      folder.release()
    }
  }
}

async function freePort (): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No loopback port is free')
  return address.port
}
