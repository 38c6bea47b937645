import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { report, until, type Result } from './harness.ts'

const port = 3996
const connections = 8
const seconds = 8
const limitMs = 60

const venues = [
  {},
  { city: 'New York', min_events: 1 },
  { venue_type: 'arena', top_n: 100 },
  { window_days: 3650, top_n: 100 }
]
const recommendations = [
  {},
  { artist_preferences: ['rock', 'jazz'], top_n: 50 },
  { location: 'New York' },
  { user_id: 'user_16' },
  { user_id: 'user_333', artist_preferences: ['pop'], max_price: 80 }
]

/** The 99th percentile of the routes on the demo's warehouse, embedded, against their limit. */
export async function benchConcerts (only: string | undefined): Promise<void> {
  if (only !== undefined && only !== 'concerts') return
  const dataDir = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
  await chmod(dataDir, 0o755)
  const server = spawn(process.execPath, ['dist/server.mjs'], {
    env: { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir, PORT: String(port) }, stdio: 'ignore'
  })
  try {
    await until(() => fetch(`http://127.0.0.1:${port}/health`).then((answer) => answer.ok, () => false))
    report([await latency('/venues/popularity', venues), await latency('/recommendations', recommendations)])
  } finally {
    server.kill('SIGTERM')
    await new Promise((resolve) => server.once('exit', resolve))
    await rm(dataDir, { recursive: true })
  }
}

async function latency (path: string, bodies: object[]): Promise<Result> {
  let next = 0
  const run = (duration: number) => autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    duration,
    requests: [{
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: JSON.stringify(bodies[next++ % bodies.length]) })
    }]
  })
  await run(2)
  const { latency, non2xx, errors } = await run(seconds)
  if (non2xx > 0 || errors > 0) throw new Error(`${path}: ${non2xx} answers were not 200, ${errors} errors`)
  return {
    name: `POST ${path}, ${connections} connections, p99 against ${limitMs} ms`,
    ours: `${latency.p99} ms (median ${latency.p50})`,
    peer: `${limitMs} ms`,
    ratio: latency.p99 / limitMs,
    limit: 1,
    bound: 'at most'
  }
}
