import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'
import { createLogger } from './http/log.ts'
import { createHandler, createStreamHandler as createStreamedHandler, type HandlerOptions } from './invocations/handlers.ts'
import type { LambdaStreaming } from './invocations/stream.ts'
import { createPlatform } from './platform.ts'
import { createStreamHandler } from './purchases/handler.ts'
import { version } from './version.ts'

declare global {
  /** There only in the Lambda runtime. */
  var awslambda: LambdaStreaming | undefined
}

const config = loadConfig()
const log = createLogger(config)
const platform = await createPlatform(config, log, { standIns: false })
const app = await buildApp({ config, platform, log })
await app.ready() // in the init phase, which is faster and not billed to a caller

const options: HandlerOptions = {
  app,
  log,
  streamRecords: platform.archive === null ? null : createStreamHandler(platform.archive, { ...config.purchases, processedBy: `atalaya/${version}` }, log),
  migrate: async () => {
    const { createReader, migrateAll } = await import('./postgres/migrate.ts')
    const applied = await migrateAll(config.databases, { demo: false })
    const { owner, readerPassword, schemas } = config.ask
    if (owner !== null && readerPassword !== null) await createReader(owner, readerPassword, schemas)
    return { applied }
  }
}

/** For every source that sends a whole event and waits for a whole answer. */
export const handler = createHandler(options)

/** For a Function URL with invoke mode RESPONSE_STREAM, where the runtime has streaming; the buffered handler elsewhere. */
export const streamHandler = globalThis.awslambda === undefined ? handler : createStreamedHandler(options, globalThis.awslambda)
