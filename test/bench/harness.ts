import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { demo } from '../../src/postgres/demo.ts'
import { migrateAll } from '../../src/postgres/migrate.ts'
import { settingsOf } from '../template.ts'

/** What a benchmark runs on: PostgreSQL with its durable settings, and the built server as a process of its own. */
export interface Harness {
  url: string
  origin: string
  server: ChildProcess
  close (): Promise<void>
}

const quiet = { warn: () => {}, debug: () => {} }

/** `nodeOptions` are given to the server's process, with which its parent can talk over IPC. */
export async function startHarness (port: number, nodeOptions: string[] = []): Promise<Harness> {
  const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, log: quiet })
  const url = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`
  await migrateAll(settingsOf(url), { demo })
  const origin = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [...nodeOptions, 'dist/server.mjs'], {
    env: { ...process.env, DATABASE_URL: url, PORT: String(port), DB_POOL_MAX: '16' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  await until(() => fetch(`${origin}/health`).then((answer) => answer.ok, () => false))
  return {
    url,
    origin,
    server,
    close: async () => {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      await postgres.stop()
      await rm(dataDir, { recursive: true })
    }
  }
}

/** Waits until `condition` holds, half a minute at most. */
export async function until (condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return
    await sleep(50)
  }
  throw new Error('the server did not start')
}

export interface Result {
  name: string
  ours: string
  peer: string
  ratio: number
  limit: number
  /** `at least` for rates, `at most` for times and sizes. */
  bound: 'at least' | 'at most'
}

export function report (results: Result[]): void {
  for (const { name, ours, peer, ratio, limit, bound } of results) {
    const held = bound === 'at least' ? ratio >= limit : ratio <= limit
    const verdict = held ? 'held  ' : 'MISSED'
    const measured = `${ratio.toFixed(2)} (${bound} ${limit}); ours ${ours}, peer ${peer}`
    process.stdout.write(`${verdict}  ${name}: ${measured}\n`)
  }
}

/** The middle one of several measurements. */
export function median (values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** The largest resident set that a process had until now, in MB (Linux; NaN elsewhere). */
export async function peakMemory (pid: number): Promise<number> {
  const { readFile } = await import('node:fs/promises')
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024
}
