import { createHash } from 'node:crypto'
import t from 'tap'
import { listen, noteLog, noteSecret, startApp, startPostgres } from '../helper.ts'
import { startFunctionUrl } from '../stand-ins/function-url.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { runCommandFile } from './run.ts'

const postgres = await startPostgres(t, { demo: true })
const key = noteSecret('a-key-for-smoke-tests-only')
const env = {
  DATABASE_URL: postgres.url,
  AUTH: 'api-key',
  API_KEYS: JSON.stringify([{ name: 'smoke', sha256: createHash('sha256').update(key).digest('hex') }])
}

async function smoke (...parameters: string[]): Promise<{ code: number | null, output: string }> {
  const { code, stdout, stderr } = await runCommandFile('smoke', parameters)
  return { code, output: stdout + stderr }
}

t.test('every route of the local server holds', async (t) => {
  const { app } = await startApp(t, env, { listens: true })
  const origin = await listen(app)
  const { code, output } = await smoke(origin, '--key', key)
  t.equal(code, 0, output)
  t.match(output, /200 +\d+ ms +listSales +GET \/sales\?limit=1 +ok/)
  t.equal((await postgres.sql("SELECT 1 FROM business_events WHERE id = 'atalaya-smoke-1'")).length, 1)

  const refused = await smoke(origin)
  t.equal(refused.code, 1)
  t.match(refused.output, /401 .*listSales.*unauthorized/)
})

for (const handler of ['handler', 'streamHandler']) {
  t.test(`every route of the Lambda function holds, by ${handler}`, async (t) => {
    const api = await startRuntimeApi()
    const runtime = startRuntime(api, { taskRoot: `${process.cwd()}/dist`, handler, env })
    const url = await startFunctionUrl(api)
    t.teardown(async () => {
      await url.close()
      await runtime.stop()
      await api.close()
      noteLog(runtime.output())
    })
    const { code, output } = await smoke(url.origin, '--key', key)
    t.equal(code, 0, output)
  })
}

t.test('a service that is not configured is named and no failure; what does not answer is one', async (t) => {
  const { app } = await startApp(t, { AUTH: 'none' })
  const { code, output } = await smoke(await listen(app))
  t.match(output, /503 .*listSales.*not configured/)
  t.match(output, /503 .*getEventsHealth.*not configured/)
  t.equal(code, 0)
  const { app: broken } = await startApp(t, { AUTH: 'none', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  const outage = await smoke(await listen(broken))
  t.equal(outage.code, 1, 'a database that is away is an outage, whatever else is not configured')
  t.match(outage.output, /503 .*getHealth +GET \/health\?deep=true +.*unreachable/)
  t.match(await smoke('http://127.0.0.1:1'), { code: 1, output: /fetch failed/ })
  t.match(await smoke('nonsense'), { code: 1, output: /Usage/ })
})
