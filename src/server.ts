import closeWithGrace from 'close-with-grace'
import pino, { type DestinationStream } from 'pino'
import { buildApp } from './app.ts'
import { ConfigError, loadConfig, loadEnvFile, type Config } from './config.ts'
import { createLogger } from './http/log.ts'
import { createPlatform } from './platform.ts'
import { welcome } from './welcome.ts'

const closeTimeoutMs = 20_000

async function main (): Promise<void> {
  loadEnvFile()
  const config = loadConfig()
  const log = createLogger(config, await logStream())
  const platform = await createPlatform(config, log, { standIns: true })
  const app = await buildApp({ config, platform, log, listens: true })
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

async function listen (app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Config): Promise<void> {
  await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` })
}

/** For a person in front of a terminal the log is made readable, where pino-pretty is installed. */
async function logStream (): Promise<DestinationStream> {
  if (process.stdout.isTTY) {
    try {
      const { default: pretty } = await import('pino-pretty')
      return pretty({ ignore: '_aws,pid,hostname,environment' })
    } catch {
      // not installed (npm ci --omit=dev): JSON lines are readable enough
    }
  }
  return pino.destination({ sync: false })
}

/** What a person can do something about in a sentence, the rest with where it happened. */
function told (error: unknown): string {
  if (error instanceof ConfigError) return `The environment is not right:\n${error.message}`
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') return `${error.message}: set PORT to another one.`
  return error.stack ?? error.message
}

main().catch((error: unknown) => {
  process.stderr.write(`${told(error)}\n`)
  process.exit(1)
})
