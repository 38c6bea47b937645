import { once } from 'node:events'
import { createServer } from 'node:net'
import closeWithGrace from 'close-with-grace'
import { buildApp } from './app.ts'
import { loadConfig, loadEnvFile, type Config } from './config/config.ts'
import { refuseUnderPressure } from './http/under-pressure.ts'
import { openLogDestination } from './log/destination.ts'
import { createLogger } from './log/log.ts'
import { createPlatform } from './platform/platform.ts'
import { welcome } from './welcome.ts'

const closeTimeoutMs = 20_000

/** `npm run dev` asks for readable lines wherever they go; a terminal has them anyway. */
const readable = process.stdout.isTTY || process.argv.includes('--readable')

async function main (): Promise<void> {
  loadEnvFile()
  const config = loadConfig()
  await assertPortIsFree(config)
  const log = createLogger(config, await openLogDestination(readable))
  const platform = await createPlatform(config, log, () => import('./platform/embedded.ts'))
  const app = await buildApp({ config, platform, log, refuseOverload: refuseUnderPressure })
  closeWithGrace({ delay: closeTimeoutMs, logger: log }, async ({ err: error }) => {
    if (error) log.fatal({ err: error }, 'stopping after an error that nobody caught')
    await app.close()
    await platform.close()
  })
  await listen(app, config).catch(async (error: unknown) => {
    await platform.close()
    throw error
  })
  process.stderr.write(welcome(config, app.listeningOrigin))
}

/** Told before the databases are made ready, which takes long. Throws Node's EADDRINUSE. */
async function assertPortIsFree ({ host, port }: Config): Promise<void> {
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  await once(probe.close(), 'close')
}

async function listen (app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Config): Promise<void> {
  await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
}

/** What a person can do something about is a sentence; the rest says where it happened. */
function describeStartupError (error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'ConfigError') return error.message
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}: set PORT to another one.`
  return error.stack ?? error.message
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartupError(error)}\n`)
  process.exit(1)
})
