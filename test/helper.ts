import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Test } from 'tap'
import { buildApp } from '../src/app.ts'
import { loadConfig } from '../src/config/config.ts'
import { refuseUnderPressure } from '../src/http/under-pressure.ts'
import { createLogger } from '../src/log/log.ts'
import { createPlatform, type Platform } from '../src/platform/platform.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/postgres/embedded/server.ts'
import { fastSettings, quiet, runFolder, templateFolder } from './template.ts'

export interface TestPostgres {
  server: EmbeddedPostgres
  url: string
  /** Runs one statement as the owner. */
  sql<R extends pg.QueryResultRow> (text: string, values?: unknown[]): Promise<R[]>
}

/** A PostgreSQL of the test's own with the product's tables, with `demo` the demo's data too; it ends with the test. */
export async function startPostgres (t: Test, { demo = false, durable = false } = {}): Promise<TestPostgres> {
  const folder = testFolder(t)
  execFileSync('cp', ['-Rp', `${templateFolder()}/.`, folder])
  chmodSync(folder, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder, log: quiet, settings: durable ? {} : fastSettings })
  t.teardown(() => server.stop())
  noteSecret(server.password)
  const url = `postgres://${server.user}:${server.password}@${server.host}:${server.port}/${demo ? 'demo' : 'plain'}`
  return {
    server,
    url,
    sql: async <R extends pg.QueryResultRow> (text: string, values: unknown[] = []) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      try {
        return (await client.query<R>(text, values)).rows
      } finally {
        await client.end()
      }
    }
  }
}

/** A folder that is removed with the test, and that another user may enter. */
export function testFolder (t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-test-run-'))
  chmodSync(folder, 0o755)
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

export interface TestApp {
  app: FastifyInstance
  platform: Platform
  /** Every log line until now. */
  logs: Record<string, unknown>[]
}

/** The app under an environment of the test's own. Its log is kept for the test and noted for the run. */
export async function startApp (
  t: Test,
  env: Record<string, string> = {},
  { listens = false, replaced = {} }: { listens?: boolean, replaced?: Partial<Platform> } = {}
): Promise<TestApp> {
  const config = loadConfig({ LOG_LEVEL: 'trace', ...env })
  const logs: Record<string, unknown>[] = []
  const log = createLogger(config, {
    write: (line: string) => {
      noteLog(line)
      logs.push(JSON.parse(line))
    }
  })
  const platform = { ...await createPlatform(config, log, null), ...replaced }
  const app = await buildApp({ config, platform, log, ...(listens && { refuseOverload: refuseUnderPressure }) })
  t.teardown(async () => {
    await app.close()
    await platform.close()
  })
  return { app, platform, logs }
}

/** The address of the app, listening on a free port. */
export async function listen (app: FastifyInstance): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 })
}

/** Notes a secret: at the end of the run no log may have it. */
export function noteSecret (secret: string): string {
  appendFileSync(join(runFolder, 'secrets', String(process.pid)), `${secret}\n`)
  return secret
}

export function noteLog (text: string): void {
  appendFileSync(join(runFolder, 'logs', String(process.pid)), text)
}

const maxWaitMs = 60_000

/** Waits until `condition` holds, for a minute at most: a busy machine is slow. */
export async function until (
  condition: () => boolean | Promise<boolean>, what: string | (() => string) = 'the condition'
): Promise<void> {
  const giveUpAt = Date.now() + maxWaitMs
  while (!await condition()) {
    if (Date.now() > giveUpAt) {
      const name = typeof what === 'string' ? what : what()
      throw new Error(`${name} did not come true in ${maxWaitMs} ms`)
    }
    await sleep(20)
  }
}

export const jsonHeaders = { 'content-type': 'application/json' }
