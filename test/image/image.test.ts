import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { validate } from 'dockerfile-utils'
import t from 'tap'
import { noteLog, startPostgres, testFolder } from '../helper.ts'
import { startGemini } from '../stand-ins/gemini.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { assembleImage } from './assemble.ts'

const image = assembleImage(testFolder(t))

t.test('the Dockerfile has no fault that a linter knows', async (t) => {
  t.same(validate(readFileSync('Dockerfile.lambda', 'utf8')), [])
})

t.test('the image holds the function\'s bundle and nothing else, readable by everyone', async (t) => {
  t.same(readdirSync(image.taskRoot).sort(), ['chunks', 'compile-cache', 'compile-cache.mjs', 'daily-trends.sql', 'demo', 'features.sql', 'fingerprint.sql', 'functions.sql', 'history.sql', 'keys.sql', 'lambda.mjs', 'login.sql', 'migrations', 'pages', 'purchase.sql', 'recent-purchases.sql', 'recommend.sql', 'relations.sql', 'report.sql', 'sales-with-geo.sql', 'static', 'top-products.sql', 'types-and-operators.sql', 'values.sql', 'venue-popularity.sql'])
  const all = readdirSync(image.taskRoot, { recursive: true, encoding: 'utf8' })
  t.notOk(all.some((file) => /node_modules|\.ts$|\.env|\.git/.test(file)))
  const stats = all.map((file) => statSync(join(image.taskRoot, file)))
  t.ok(stats.every(({ mode }) => (mode & 0o004) !== 0))
  const megabytes = stats.reduce((sum, { size }) => sum + size, 0) / 1e6
  t.ok(megabytes < 12, `${megabytes.toFixed(1)} MB`)
  t.match(image.labels, { 'org.opencontainers.image.title': 'Atalaya', 'org.opencontainers.image.version': JSON.parse(readFileSync('package.json', 'utf8')).version })
})

t.test('it answers under a Runtime API, with its own command and environment', async (t) => {
  const postgres = await startPostgres(t, { demo: true })
  const gemini = await startGemini(t, () => ({ sql: 'SELECT count(*) AS n FROM clientes' }))
  const api = await startRuntimeApi()
  const [file, handler = ''] = image.command[0]?.split('.') ?? []
  t.equal(file, 'lambda')
  const runtime = startRuntime(api, { taskRoot: image.taskRoot, handler, env: { ...image.env, TMPDIR: testFolder(t), DATABASE_URL: postgres.url, GEMINI_API_KEY: 'stand-in', GEMINI_BASE_URL: gemini.url } })
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
  t.match(await answer({ path: '/ask', method: 'POST', body: { question: '¿Cuántos clientes hay?' } }), { data: [{ n: 2000 }], meta: { engine: 'gemini' } }, 'with the parser that it brings')
  t.match(await answer({ command: 'migrate' }), { applied: [] })
  t.match(await answer({ path: '/docs/static/swagger-ui.css' }), /swagger/)
  t.match(await answer({ path: '/' }), /<!doctype html>/, 'the console')
  t.match(await answer({ version: '2.0', rawPath: '/sales', rawQueryString: '', headers: {}, requestContext: { http: { method: 'GET' } } }), { statusCode: 401 })
  t.match(runtime.output(), '"environment":"production"')
})

const hasCompileCache = Number(process.versions.node.split('.', 1)[0]) >= 22

t.test('another user than the one who built the image finds its compile cache', { skip: !hasCompileCache && 'Node 20 has no compile cache' }, async (t) => {
  t.ok(readdirSync(join(image.taskRoot, 'compile-cache')).length > 0)
  const script = "const { getCompileCacheDir } = require('node:module'); console.log(require('node:fs').readdirSync(require('node:path').dirname(getCompileCacheDir())).length)"
  const output = execFileSync(process.execPath, [`--import=${join(image.taskRoot, 'compile-cache.mjs')}`, '-e', script], { env: { TMPDIR: testFolder(t) }, encoding: 'utf8' })
  t.match(output, /^[1-9]/)
})
