import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Test } from 'tap'
import { buildApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/config.ts'
import { createLogger } from '../../src/log/log.ts'
import { refuseUnderPressure } from '../../src/http/under-pressure.ts'
import { createPlatform } from '../../src/platform/platform.ts'
import { devEnvironment, freePort, startDevServer, type DevServer } from '../dev-server.ts'
import { listen, noteLog, startPostgres, testFolder } from '../helper.ts'

export interface Demo {
  origin: string
  /** The answer of the API to a path, parsed. Throws an Error for one that is an error. */
  api: (path: string, init?: RequestInit) => Promise<ReturnType<typeof JSON.parse>>
  /** The same for a body that is posted. */
  post: (path: string, body: object) => Promise<ReturnType<typeof JSON.parse>>
}

/**
 * The app with its embedded twins over a PostgreSQL of the test's own with the demo's data, in this process; with
 * `purchases` there are some in the archive. It ends with the test.
 */
export async function startDemo (t: Test, { purchases = false } = {}): Promise<Demo> {
  const dataDir = join(testFolder(t), 'data')
  if (purchases) archivePurchases(dataDir)
  const postgres = await startPostgres(t, { demo: true })
  const config = loadConfig({ DATABASE_URL: postgres.url, DATA_DIR: dataDir })
  const log = createLogger(config, { write: noteLog })
  const platform = await createPlatform(config, log, () => import('../../src/platform/embedded.ts'))
  const app = await buildApp({ config, platform, log, refuseOverload: refuseUnderPressure })
  t.teardown(async () => {
    await app.close()
    await platform.close()
  })
  return withApi(await listen(app))
}

export interface DevDemo extends DevServer {
  /** Starts it again at the same address. */
  restart: () => Promise<void>
}

/** `npm run dev` on its embedded defaults, with purchases in the archive. It ends with the test. */
export async function startDevDemo (t: Test): Promise<DevDemo> {
  const dataDir = join(testFolder(t), 'data')
  archivePurchases(dataDir)
  const port = await freePort()
  let server = await startDevServer({ dataDir, port })
  let isUp = true
  const stop = async () => {
    isUp = false
    await server.stop()
  }
  const restart = async () => {
    server = await startDevServer({ dataDir, port })
    isUp = true
  }
  t.teardown(async () => { if (isUp) await server.stop() })
  return { origin: server.origin, port, said: () => server.said(), printed: () => server.printed(), stop, restart }
}

function archivePurchases (dataDir: string): void {
  const env = devEnvironment({ DATA_DIR: dataDir })
  const demo = spawnSync('npm', ['run', '-s', 'demo:purchases'], { env, encoding: 'utf8' })
  if (demo.status !== 0) throw new Error(demo.stderr)
}

function withApi (origin: string): Demo {
  const api: Demo['api'] = async (path, init) => {
    const answer = await fetch(`${origin}${path}`, init)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const post: Demo['post'] = async (path, body) => {
    return api(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  }
  return { origin, api, post }
}
