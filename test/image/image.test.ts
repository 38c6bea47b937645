import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { validate } from 'dockerfile-utils'
import t from 'tap'
import manifest from '../../package.json' with { type: 'json' }
import { noteLog, startPostgres, testFolder } from '../helper.ts'
import { startGemini } from '../stand-ins/gemini.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { assembleImage } from './assemble.ts'

const image = assembleImage(testFolder(t))
const filesBelow = (folder: string) => readdirSync(join(image.taskRoot, folder), { recursive: true, encoding: 'utf8' })

t.test('the Dockerfile has no fault that a linter knows', async (t) => {
  t.same(validate(readFileSync('Dockerfile.lambda', 'utf8')), [])
})

t.test('the image holds the function\'s bundle and nothing else, readable by everyone', async (t) => {
  const all = filesBelow('.')
  const isChunk = (name: string) => /-[0-9A-Z]{8}\.mjs$/.test(name)
  t.same(readdirSync(image.taskRoot).filter((name) => !isChunk(name)).sort(), [
    'compile-cache', 'compile-cache.mjs', 'files', 'lambda.mjs', 'packages', 'pages'
  ])
  t.notOk(all.some((file) => /node_modules|\.ts$|\.env|\.git/.test(file)))
  const stats = all.map((file) => statSync(join(image.taskRoot, file)))
  t.ok(stats.every(({ mode }) => (mode & 0o004) !== 0))
  const megabytes = stats.reduce((sum, { size }) => sum + size, 0) / 1e6
  t.ok(megabytes < 12, `${megabytes.toFixed(1)} MB`)
  t.match(image.labels, {
    'org.opencontainers.image.title': 'Atalaya',
    'org.opencontainers.image.version': manifest.version
  })
})

t.test('each file that the function opens has its path below src, and the embedded twins bring none', async (t) => {
  t.same(filesBelow('files').filter((name) => name.includes('.')).sort(), [
    'ask/catalogue/fingerprint.sql',
    'ask/catalogue/functions.sql',
    'ask/catalogue/keys.sql',
    'ask/catalogue/relations.sql',
    'ask/catalogue/types-and-operators.sql',
    'ask/catalogue/values.sql',
    'ask/reader/login.sql',
    'concerts/recommendations/recommend.sql',
    'concerts/tickets/features.sql',
    'concerts/venues/venue-popularity.sql',
    'concerts/warehouse/completed-concerts.sql',
    'concerts/warehouse/fold-text.sql',
    'concerts/warehouse/tier-price.sql',
    'postgres/migrations/ask/001.do.ask.sql',
    'postgres/migrations/car-events/001.do.car-events.sql',
    'postgres/migrations/car-events/002.do.comments.sql',
    'purchases/queries/purchase.sql',
    'purchases/queries/report.sql',
    'sales/sales-with-geo.sql'
  ])
})

t.test('it answers under a Runtime API, with its own command and environment', async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const gemini = await startGemini(t, () => ({ sql: 'SELECT count(*) AS n FROM clientes' }))
  const api = await startRuntimeApi()
  const [file, handler = ''] = image.command[0]?.split('.') ?? []
  t.equal(file, 'lambda')
  const env = {
    ...image.env,
    TMPDIR: testFolder(t),
    DATABASE_URL: postgres.url,
    GEMINI_API_KEY: 'stand-in',
    GEMINI_BASE_URL: gemini.url
  }
  const runtime = startRuntime(api, { taskRoot: image.taskRoot, handler, env })
  t.teardown(async () => {
    await runtime.stop()
    await api.close()
    noteLog(runtime.output())
  })
  const answer = async (event: unknown) => {
    const invoked = await api.invoke(event)
    return invoked.kind === 'error' ? invoked : JSON.parse(await text(invoked.body))
  }
  t.match(await answer({}), { meta: { row_count: 1000 } })
  t.match(await answer({ path: '/health' }), { status: 'healthy', services: { postgres: 'configured' } })
  const question = { path: '/ask', method: 'POST', body: { question: '¿Cuántos clientes hay?' } }
  t.match(await answer(question), { data: [{ n: 2000 }], meta: { engine: 'gemini' } }, 'with the parser that it brings')
  t.match(await answer({ command: 'migrate' }), { applied: [] })
  t.match(await answer({ path: '/docs/static/swagger-ui.css' }), /swagger/)
  t.match(await answer({ path: '/' }), /<!doctype html>/, 'the console')
  const urlEvent = {
    version: '2.0', rawPath: '/sales', rawQueryString: '', headers: {}, requestContext: { http: { method: 'GET' } }
  }
  t.match(await answer(urlEvent), { statusCode: 401 })
  t.match(runtime.output(), '"environment":"production"')
})

const hasCompileCache = Number(process.versions.node.split('.', 1)[0]) >= 22
const unlessCached = { skip: !hasCompileCache && 'Node 20 has no compile cache' }

t.test('another user than the one who built the image finds its compile cache', unlessCached, async (t) => {
  t.ok(readdirSync(join(image.taskRoot, 'compile-cache')).length > 0)
  const script = `const { getCompileCacheDir } = require('node:module')
    const folder = require('node:path').dirname(getCompileCacheDir())
    console.log(require('node:fs').readdirSync(folder).length)`
  const preload = `--import=${join(image.taskRoot, 'compile-cache.mjs')}`
  const env = { TMPDIR: testFolder(t) }
  const output = execFileSync(process.execPath, [preload, '-e', script], { env, encoding: 'utf8' })
  t.match(output, /^[1-9]/)
})
