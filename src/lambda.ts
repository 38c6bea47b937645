import { buildApp } from './app.ts'
import { currentTraceId, loadConfig } from './config.ts'
import { createLogger } from './http/log.ts'
import { invocations, type Invocation } from './invocations/context.ts'
import { detect, UnknownEventSource } from './invocations/detect.ts'
import { answerDirect } from './invocations/direct.ts'
import { createHttpHandler, httpSource } from './invocations/http.ts'
import { createPlatform } from './platform.ts'

/** What of Lambda's context object is used. */
export interface LambdaContext {
  awsRequestId?: string
}

const config = loadConfig()
const log = createLogger(config)
const platform = await createPlatform(config, log, { standIns: false })
const app = await buildApp({ config, platform, log })
const answerHttp = createHttpHandler(app)
await app.ready() // in the init phase, which is faster and not billed to a caller

/** Answers every source that sends a whole event and waits for a whole answer. Throws UnknownEventSource. */
export async function handler (event: unknown, context: LambdaContext): Promise<unknown> {
  const detected = detect(event)
  const base = { awsRequestId: context.awsRequestId, traceId: currentTraceId() }
  switch (detected.kind) {
    case 'http': {
      const invocation: Invocation = { ...base, source: httpSource(detected.event), trusted: false }
      return invocations.run(invocation, () => answerHttp(detected.event, context))
    }
    case 'direct': return invocations.run({ ...base, source: 'direct', trusted: true }, () => answerDirect(app, detected.event))
    case 'command': return runCommand(detected.command)
  }
}

async function runCommand (command: string): Promise<unknown> {
  if (command !== 'migrate') throw new UnknownEventSource()
  const { migrateAll } = await import('./postgres/migrate.ts')
  return { applied: await migrateAll(config.databases, { demo: false }) }
}
