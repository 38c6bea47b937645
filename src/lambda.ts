import { buildApp } from './app.ts'
import { currentTraceId, loadConfig } from './config/config.ts'
import { createLogger } from './log/log.ts'
import { createHandler, createStreamingHandler, type HandlerOptions } from './invocations/handlers.ts'
import type { LambdaStreaming } from './invocations/lambda-streaming.ts'
import { createPlatform } from './platform/platform.ts'
import { createStreamHandler } from './purchases/handler.ts'
import { version } from './config/version.ts'

declare global {
  /** There only in the Lambda runtime. */
  var awslambda: LambdaStreaming | undefined
}

const config = loadConfig()
const log = createLogger(config)
const platform = await createPlatform(config, log, null)
const app = await buildApp({ config, platform, log })
await app.ready() // in the init phase, which is faster and not billed to a caller

const options: HandlerOptions = {
  app,
  log,
  streamRecords: streamHandlerOf(platform.archive),
  traceId: currentTraceId,
  migrate: async () => {
    const { prepareDatabases } = await import('./postgres/migrate.ts')
    return { applied: await prepareDatabases(config.databases, config.ask.readerLogin) }
  }
}

/** For every source that sends a whole event and waits for a whole answer. */
export const handler = createHandler(options)

/**
 * For a Function URL with invoke mode RESPONSE_STREAM, where the runtime has streaming; the buffered handler elsewhere.
 */
export const streamHandler = globalThis.awslambda === undefined
  ? handler
  : createStreamingHandler(options, globalThis.awslambda)

/** Who archives the changes of purchases; null where there is no archive. */
function streamHandlerOf (archive: typeof platform.archive): HandlerOptions['streamRecords'] {
  if (archive === null) return null
  return createStreamHandler(archive, { ...config.purchases, processedBy: `atalaya/${version}` }, log)
}
