import { parseArgs } from 'node:util'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { member } from '../json/is-object.ts'
import { runCommand } from './run-command.ts'
import { smokeSteps, type SmokeStep } from './smoke-steps.ts'

const timeoutMs = 60_000

/** What is read of an OpenAPI document: the operations of each path by their methods. */
const openApi = Type.Object({
  paths: Type.Record(Type.String(), Type.Record(Type.String(), Type.Object({
    operationId: Type.Optional(Type.String())
  })))
})

interface Outcome {
  operation: string
  request: string
  status: string
  ms: number
  verdict: 'ok' | 'not configured' | string
}

/**
 * `npm run smoke -- <base url> [--key …]`: calls every operation of a running deployment and prints what came
 * of it. Exit code 1 if one did not hold, or if the deployment has an operation that no step covers.
 */
runCommand(async () => {
  const { positionals: [base], values: { key } } = parseArgs({
    allowPositionals: true, options: { key: { type: 'string' } }
  })
  if (base === undefined || !URL.canParse(base)) throw new Error('Usage: npm run smoke -- https://address [--key KEY]')
  const origin = base.replace(/\/$/, '')
  const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key }
  const operations = await fetchOperations(origin)
  const outcomes: Outcome[] = []
  let before = ''
  for (const step of smokeSteps) {
    const { text, ...outcome } = await run(origin, step, headers, before)
    outcomes.push(outcome)
    before = text
  }
  const covered = new Set(smokeSteps.map(({ operation }) => operation))
  for (const operation of operations.filter((name) => !covered.has(name))) {
    outcomes.push({ operation, request: '', status: '', ms: 0, verdict: 'no step covers it' })
  }
  print(outcomes)
  const held = outcomes.every(({ verdict }) => verdict === 'ok' || verdict === 'not configured')
  process.exitCode = held ? 0 : 1
})

/** The operationIds that the deployment's own document has. */
async function fetchOperations (origin: string): Promise<string[]> {
  const answer = await fetch(`${origin}/openapi.json`, { signal: AbortSignal.timeout(timeoutMs) })
  const { paths } = Parse(openApi, await answer.json())
  return Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId = '?' }) => operationId))
}

async function run (
  origin: string, step: SmokeStep, headers: Record<string, string>, before: string
): Promise<Outcome & { text: string }> {
  const { operation, method = 'GET', type = 'application/json', mayBeMissing = false, holds } = step
  const start = performance.now()
  let request: string = method
  const done = (status: string, verdict: string, text = '') => {
    return { operation, request, status, ms: Math.round(performance.now() - start), verdict, text }
  }
  try {
    const [path, body] = [step.path, step.body].map((part) => typeof part === 'function' ? part(before) : part)
    request = `${method} ${path}`
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': type }) },
      body: body ?? null,
      signal: AbortSignal.timeout(timeoutMs)
    })
    const text = await answer.text()
    const status = String(answer.status)
    if (answer.status === 503 && saysNotConfigured(text)) return done(status, 'not configured', text)
    if (answer.status === 404 && mayBeMissing && text.includes('"not_found"')) return done(status, 'ok', text)
    if (!answer.ok) return done(status, text.slice(0, 200), text)
    return done(status, holds(text) ? 'ok' : `another answer than expected: ${text.slice(0, 200)}`, text)
  } catch (error) {
    return done('', describeError(error))
  }
}

function describeError (error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function saysNotConfigured (text: string): boolean {
  const answer: unknown = JSON.parse(text)
  return member(answer, 'error') === 'service_not_configured' || member(answer, 'database') === 'not_configured'
}

function print (outcomes: Outcome[]): void {
  const width = Math.max(...outcomes.map(({ request }) => request.length))
  for (const { operation, request, status, ms, verdict } of outcomes) {
    const answer = `${status.padStart(3)} ${String(ms).padStart(6)} ms`
    process.stdout.write(`${answer}  ${operation.padEnd(18)} ${request.padEnd(width)}  ${verdict}\n`)
  }
}
