import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { noteLog } from './helper.ts'

export interface DevServer {
  origin: string
  port: number
  /** What it said to the person in front of the terminal, until now. */
  said: () => string
  /** Its log lines, until now. */
  printed: () => string
  /** Ends it as Ctrl-C does, and resolves when it is gone. */
  stop: () => Promise<void>
}

const startMs = 90_000

export interface DevOptions {
  dataDir: string
  port: number
  /** Where the project is; the tree under test where none is given. */
  folder?: string
}

/** `npm run dev` on a data folder and port of the test's own; resolves when it answers. */
export async function startDevServer ({ dataDir, port, folder = '.' }: DevOptions): Promise<DevServer> {
  const server = spawn('npm', ['run', '-s', 'dev'], {
    cwd: folder, env: devEnvironment({ PORT: String(port), DATA_DIR: dataDir }), stdio: ['ignore', 'pipe', 'pipe']
  })
  let said = ''
  server.stderr.on('data', (data) => { said += data })
  let printed = ''
  server.stdout.on('data', (data) => {
    printed += data
    noteLog(String(data))
  })
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const endToo = () => { server.kill('SIGTERM') } // where the test ends without saying so
  process.once('exit', endToo)
  const origin = `http://127.0.0.1:${port}`
  const giveUpAt = Date.now() + startMs
  while (!await fetch(`${origin}/health`).then((answer) => answer.ok, () => false)) {
    if (Date.now() > giveUpAt || server.exitCode !== null) throw new Error(`npm run dev did not answer: ${said}`)
    await sleep(100)
  }
  const stop = async () => {
    process.off('exit', endToo)
    server.kill('SIGTERM')
    await exited
  }
  return { origin, port, said: () => said, printed: () => printed, stop }
}

/** This environment without a database, so that the embedded one is used. */
export function devEnvironment (own: Record<string, string>): Record<string, string | undefined> {
  const { DATABASE_URL: _, ...env } = process.env
  return { ...env, ...own }
}

export async function freePort (): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
