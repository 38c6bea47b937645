import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { bundling } from '../../src/commands/bundling.ts'
import { loadLinesSource } from '../../src/sales/sales.ts'
import { linesStatement } from '../../src/sales/statement.ts'
import { installNode24, type InstalledNode } from '../node24/install.ts'
import { startRuntime, startRuntimeApi } from '../stand-ins/runtime-api.ts'
import { startHarness, median, report, type Result } from './harness.ts'

/**
 * `npm run bench:cold -- [--node24] [rounds]`: our bundle against bare Fastify behind @fastify/aws-lambda, both under
 * the same fake Runtime API, on this process's Node or on that of the function's image.
 */
const { values: flags, positionals } = parseArgs({ options: { node24: { type: 'boolean' } }, allowPositionals: true })
const rounds = Number(positionals[0] ?? 30)
const node = nodeOf(flags.node24 === true)
/** Each round starts both anew: V8 compiles no two processes alike, and their neighbours on the machine change. */
const warmRounds = 11
const warmCalls = 2000
/** Until V8 has optimized both. */
const warmUpCalls = 8000

/** Everything that can be configured, so that nothing is cheap because it is off. Nothing of it is called. */
const apiKey = { name: 'bench', sha256: '7f0e0bd1ef3ab41a8f4e3f4c1bb5b5ab8ee5ed7ee8b3b1a7ba7d7bd0e2a9f0c3' }
const everything = {
  AUTH: 'api-key,jwt',
  API_KEYS: JSON.stringify([apiKey]),
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

function nodeOf (is24: boolean): InstalledNode {
  const found = is24 ? installNode24() : { path: process.execPath, version: process.version }
  if (typeof found === 'string') throw new Error(found)
  return found
}

function get (rawPath: string, rawQueryString = '') {
  const domainName = 'abc.lambda-url.us-east-1.on.aws'
  const http = { method: 'GET', path: rawPath, sourceIp: '203.0.113.7' }
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: { host: domainName, 'user-agent': 'bench' },
    requestContext: { http, domainName, requestId: 'r' },
    isBase64Encoded: false
  }
}

async function startSubject ({ taskRoot, env }: Subject) {
  const api = await startRuntimeApi()
  const startedAt = performance.now()
  const runtime = startRuntime(api, { taskRoot, handler: 'handler', env, stdio: 'ignore', node: node.path })
  return {
    startedAt,
    invoke: api.invoke,
    stop: async () => {
      await runtime.stop()
      await api.close()
    }
  }
}

/** Milliseconds from the start of a new Node process to its first answer. */
async function coldStart (subject: Subject): Promise<number> {
  const { startedAt, invoke, stop } = await startSubject(subject)
  await succeed(invoke(subject.event))
  const took = performance.now() - startedAt
  await stop()
  return took
}

/** Calls a second, one after the other, of a process that is warm. */
async function warmRate (subject: Subject): Promise<number> {
  const { invoke, stop } = await startSubject(subject)
  for (let call = 0; call < warmUpCalls; call++) await succeed(invoke(subject.event))
  const start = performance.now()
  for (let call = 0; call < warmCalls; call++) await succeed(invoke(subject.event))
  const rate = warmCalls / ((performance.now() - start) / 1000)
  await stop()
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
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    bare: median(pairs.map(({ bare }) => bare)),
    ratio: median(pairs.map(({ ours, bare }) => ours / bare))
  }
}

const folder = await mkdtemp(join(tmpdir(), 'atalaya-bench-'))
const bareFolder = async (name: string) => {
  const taskRoot = join(folder, name)
  const entryPoints = { lambda: `test/bench/bare/${name}.ts` }
  await build({ ...bundling, plugins: [], external: ['pg-native'], entryPoints, outdir: taskRoot })
  return taskRoot
}
const taskRoot = join(folder, 'ours')
await cp('dist', taskRoot, { recursive: true })
const [hello, sales] = [await bareFolder('hello'), await bareFolder('sales')]
const statement = linesStatement(loadLinesSource(null), {}, { limit: 2, cursor: null })
await writeFile(join(sales, 'statement.json'), JSON.stringify(statement))

const harness = await startHarness(3998)
const env = { ...everything, DATABASE_URL: harness.url }
const health = {
  ours: { taskRoot, env, event: get('/health') },
  bare: { taskRoot: hello, env, event: get('/health') }
}
const line = {
  ours: { taskRoot, env: { ...env, AUTH: 'none' }, event: get('/sales', 'limit=1') },
  bare: { taskRoot: sales, env, event: get('/sales', 'limit=1') }
}
process.stdout.write(`both on Node ${node.version}\n`)
const cold = await compare(health.ours, health.bare, rounds, coldStart)
const coldLine = await compare(line.ours, line.bare, rounds, coldStart)
const warm = await compare(health.ours, health.bare, warmRounds, warmRate)
await harness.close()
await rm(folder, { recursive: true })

const ms = (value: number) => `${value.toFixed(0)} ms`
const rate = (value: number) => `${value.toFixed(0)}/s`
const results: Result[] = [
  {
    name: 'cold start to the first /health, against bare Fastify',
    ours: ms(cold.ours),
    peer: ms(cold.bare),
    ratio: cold.ratio,
    limit: 1.35,
    bound: 'at most'
  },
  {
    name: 'cold start to the first /sales?limit=1, against bare Fastify with pg',
    ours: ms(coldLine.ours),
    peer: ms(coldLine.bare),
    ratio: coldLine.ratio,
    limit: 1.5,
    bound: 'at most'
  },
  {
    name: 'warm /health, calls a second against bare Fastify',
    ours: rate(warm.ours),
    peer: rate(warm.bare),
    ratio: warm.ratio,
    limit: node.version.startsWith('v24.') ? 0.9 : 0.8,
    bound: 'at least'
  }
]
report(results)
