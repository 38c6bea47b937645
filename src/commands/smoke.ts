import { parseArgs } from 'node:util'
import type { OpenAPIV3 } from 'openapi-types'
import { smokeSteps } from './smoke-steps.ts'

const timeoutMs = 60_000

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
async function main (): Promise<boolean> {
  const { positionals: [base], values: { key } } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } })
  if (base === undefined || !URL.canParse(base)) throw new Error('Usage: npm run smoke -- https://address [--key KEY]')
  const origin = base.replace(/\/$/, '')
  const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key }
  const document = await (await fetch(`${origin}/openapi.json`, { signal: AbortSignal.timeout(timeoutMs) })).json() as OpenAPIV3.Document
  const outcomes: Outcome[] = []
  let before = ''
  for (const step of smokeSteps) {
    const { text, ...outcome } = await run(origin, step, headers, before)
    outcomes.push(outcome)
    before = text
  }
  const covered = new Set(smokeSteps.map(({ operation }) => operation))
  for (const item of Object.values(document.paths)) {
    for (const { operationId = '?' } of Object.values(item ?? {}) as OpenAPIV3.OperationObject[]) {
      if (!covered.has(operationId)) outcomes.push({ operation: operationId, request: '', status: '', ms: 0, verdict: 'no step covers it' })
    }
  }
  print(outcomes)
  return outcomes.every(({ verdict }) => verdict === 'ok' || verdict === 'not configured')
}

async function run (origin: string, step: typeof smokeSteps[number], headers: Record<string, string>, before: string): Promise<Outcome & { text: string }> {
  const { operation, method = 'GET', type = 'application/json', mayBeMissing = false, holds } = step
  const start = performance.now()
  let request = method as string
  const done = (status: string, verdict: string, text = ''): Outcome & { text: string } => ({ operation, request, status, ms: Math.round(performance.now() - start), verdict, text })
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
    if (answer.status === 503 && saysNotConfigured(text)) return done('503', 'not configured', text)
    if (answer.status === 404 && mayBeMissing && text.includes('"not_found"')) return done('404', 'ok', text)
    if (!answer.ok) return done(String(answer.status), text.slice(0, 200), text)
    return done(String(answer.status), holds(text) ? 'ok' : `another answer than expected: ${text.slice(0, 200)}`, text)
  } catch (error) {
    return done('', error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error))
  }
}

function saysNotConfigured (text: string): boolean {
  const { error, database } = JSON.parse(text) as { error?: string, database?: string }
  return error === 'service_not_configured' || database === 'not_configured'
}

function print (outcomes: Outcome[]): void {
  const width = Math.max(...outcomes.map(({ request }) => request.length))
  for (const { operation, request, status, ms, verdict } of outcomes) {
    process.stdout.write(`${status.padStart(3)} ${String(ms).padStart(6)} ms  ${operation.padEnd(18)} ${request.padEnd(width)}  ${verdict}\n`)
  }
}

main().then((held) => { process.exitCode = held ? 0 : 1 }, (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
