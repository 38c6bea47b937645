import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { bundling } from '../../src/commands/bundling.ts'
import { loadLinesSource } from '../../src/sales/sales.ts'
import { linesStatement } from '../../src/sales/statement.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { makeBed, median, report, type Result } from './bed.ts'

/** `npm run bench:cold`: our bundle against bare Fastify behind @fastify/aws-lambda, both under the same fake Runtime API. */
const rounds = Number(process.argv[2] ?? 30)
/** Each round starts both anew: V8 compiles no two processes alike, and their neighbours on the machine change. */
const warmRounds = 11
const warmCalls = 2000
/** Until V8 has optimized both. */
const warmUpCalls = 8000

/** Everything that can be configured, so that nothing is cheap because it is off. Nothing of it is called. */
const everything = {
  AUTH: 'api-key,jwt',
  API_KEYS: JSON.stringify([{ name: 'bench', sha256: '7f0e0bd1ef3ab41a8f4e3f4c1bb5b5ab8ee5ed7ee8b3b1a7ba7d7bd0e2a9f0c3' }]),
  JWT_ISSUER: 'https://issuer.example.com/',
  JWT_AUDIENCE: 'atalaya',
  CORS_ORIGINS: 'https://app.example.com',
  REDSHIFT_WORKGROUP: 'bench',
  REDSHIFT_DATABASE: 'bench',
  BEDROCK_AGENT_ID: 'AGENT12345',
  BEDROCK_AGENT_ALIAS_ID: 'ALIAS12345',
  SAGEMAKER_TICKET_ENDPOINT: 'tickets',
  SAGEMAKER_VENUE_ENDPOINT: 'venues',
  GEMINI_API_KEY: 'unused',
  PURCHASES_BUCKET: 'bench'
}

interface Subject {
  taskRoot: string
  env: Record<string, string>
  event: object
}

const get = (rawPath: string, rawQueryString = '') => ({
  version: '2.0',
  rawPath,
  rawQueryString,
  headers: { host: 'abc.lambda-url.us-east-1.on.aws', 'user-agent': 'bench' },
  requestContext: { http: { method: 'GET', path: rawPath, sourceIp: '203.0.113.7' }, domainName: 'abc.lambda-url.us-east-1.on.aws', requestId: 'r' },
  isBase64Encoded: false
})

/** Milliseconds from the start of a new Node process to its first answer. */
async function coldStart ({ taskRoot, env, event }: Subject): Promise<number> {
  const api = await startRuntimeApi()
  const start = performance.now()
  const runtime = startRuntime(api, { taskRoot, handler: 'handler', env, stdio: 'ignore' })
  await succeed(api.invoke(event))
  const took = performance.now() - start
  await runtime.stop()
  await api.close()
  return took
}

/** Calls a second, one after the other, of a process that is warm. */
async function warmRate ({ taskRoot, env, event }: Subject): Promise<number> {
  const api = await startRuntimeApi()
  const runtime = startRuntime(api, { taskRoot, handler: 'handler', env, stdio: 'ignore' })
  for (let call = 0; call < warmUpCalls; call++) await succeed(api.invoke(event))
  const start = performance.now()
  for (let call = 0; call < warmCalls; call++) await succeed(api.invoke(event))
  const rate = warmCalls / ((performance.now() - start) / 1000)
  await runtime.stop()
  await api.close()
  return rate
}

async function succeed (invoked: ReturnType<Awaited<ReturnType<typeof startRuntimeApi>>['invoke']>): Promise<void> {
  const answer = await invoked
  if (answer.kind === 'error') throw new Error(answer.errorMessage)
  const { statusCode } = JSON.parse(await text(answer.body)) as { statusCode: number }
  if (statusCode !== 200) throw new Error(`the answer was a ${statusCode}`)
}

/** The middle of each, and of their ratio round by round, taken in turns so that both see the same machine. */
async function compare (ours: Subject, bare: Subject, times: number, measure: (subject: Subject) => Promise<number>) {
  await measure(ours)
  await measure(bare)
  const pairs: { ours: number, bare: number }[] = []
  for (let round = 0; round < times; round++) pairs.push({ ours: await measure(ours), bare: await measure(bare) })
  return { ours: median(pairs.map(({ ours }) => ours)), bare: median(pairs.map(({ bare }) => bare)), ratio: median(pairs.map(({ ours, bare }) => ours / bare)) }
}

const folder = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
const bareFolder = async (name: string) => {
  const taskRoot = join(folder, name)
  await build({ ...bundling, plugins: [], external: ['pg-native'], entryPoints: { lambda: `test/bench/bare/${name}.ts` }, outdir: taskRoot })
  return taskRoot
}
const taskRoot = join(folder, 'ours')
await cp('dist', taskRoot, { recursive: true })
const [hello, sales] = [await bareFolder('hello'), await bareFolder('sales')]
await writeFile(join(sales, 'statement.json'), JSON.stringify(linesStatement(loadLinesSource(null), {}, { limit: 2, cursor: null })))

const bed = await makeBed(3998)
const env = { ...everything, DATABASE_URL: bed.url }
const health = { ours: { taskRoot, env, event: get('/health') }, bare: { taskRoot: hello, env, event: get('/health') } }
const line = {
  ours: { taskRoot, env: { ...env, AUTH: 'none' }, event: get('/sales', 'limit=1') },
  bare: { taskRoot: sales, env, event: get('/sales', 'limit=1') }
}
const cold = await compare(health.ours, health.bare, rounds, coldStart)
const coldLine = await compare(line.ours, line.bare, rounds, coldStart)
const warm = await compare(health.ours, health.bare, warmRounds, warmRate)
await bed.close()
await rm(folder, { recursive: true })

const ms = (value: number) => `${value.toFixed(0)} ms`
const results: Result[] = [
  { name: 'cold start to the first /health, against bare Fastify', ours: ms(cold.ours), peer: ms(cold.bare), ratio: cold.ratio, limit: 1.35, bound: 'at most' },
  { name: 'cold start to the first /sales?limit=1, against bare Fastify with pg', ours: ms(coldLine.ours), peer: ms(coldLine.bare), ratio: coldLine.ratio, limit: 1.5, bound: 'at most' },
  { name: 'warm /health, calls a second against bare Fastify', ours: `${warm.ours.toFixed(0)}/s`, peer: `${warm.bare.toFixed(0)}/s`, ratio: warm.ratio, limit: 0.8, bound: 'at least' }
]
report(results)
