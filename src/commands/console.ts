import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { consoleIsStale, consoleSource } from './console-files.ts'
import { runCommand } from './run-command.ts'

/** What the API answers. */
const routes = '^/(health|openapi.json|docs|sales|chat|venues|tickets|recommendations|ask|api|purchases)(?=[/?]|$)'

/**
 * `npm run console`: the page with hot reload, in front of the API that `npm run dev` serves (or `npm run console --
 * <url>`). `npm run console -- build`: the page as it is shipped, where what is there is older than its source.
 */
runCommand(async () => {
  const [argument = 'http://127.0.0.1:3000'] = process.argv.slice(2)
  if (argument === 'build') await buildWhereStale()
  else await serveWithHotReload(argument)
})

/** Says what is done before it loads what takes the seconds, since a person waits in front of it. */
async function buildWhereStale (): Promise<void> {
  if (!await consoleIsStale()) {
    process.stdout.write('The web page is up to date. Starting the server …\n')
    return
  }
  process.stdout.write('Building the web page, which is missing or older than its source …\n')
  const start = performance.now()
  const { buildConsole } = await import('./build-console.ts')
  await buildConsole()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stdout.write(`The web page is built, in ${seconds} s. Starting the server …\n`)
}

async function serveWithHotReload (target: string): Promise<void> {
  const [{ createServer }, { consoleConfig }] = await Promise.all([import('vite'), import('./build-console.ts')])
  // the folders of the page have the names of some routes: its own files do not go to the API
  const bypass = ({ url = '' }: { url?: string }) => {
    const { pathname } = new URL(url, 'http://localhost')
    return extname(pathname) !== '' && existsSync(join(consoleSource, pathname)) ? url : null
  }
  const proxy = { [routes]: { target, changeOrigin: true, bypass } }
  const server = await createServer({ ...consoleConfig, server: { proxy } })
  await server.listen()
  const addresses = server.resolvedUrls?.local.join(', ') ?? ''
  process.stdout.write(`The console is on ${addresses} in front of ${target}\n`)
}
