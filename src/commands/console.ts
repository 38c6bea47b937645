import { consoleIsStale } from './console-files.ts'

/**
 * `npm run console`: the page with hot reload, in front of the API that `npm run dev` serves (or `npm run console -- <url>`).
 * `npm run console -- build`: the page as it is shipped, where what is there is older than its source.
 */
const [argument = 'http://127.0.0.1:3000'] = process.argv.slice(2)
if (argument !== 'build') await serveWithHotReload(argument)
else if (await consoleIsStale()) await (await import('./build-console.ts')).buildConsole()

async function serveWithHotReload (target: string): Promise<void> {
  const [{ createServer }, { consoleConfig }] = await Promise.all([import('vite'), import('./build-console.ts')])
  const routes = '^/(health|openapi.json|docs|sales|chat|venues|tickets|recommendations|ask|api|purchases)(?=[/?]|$)'
  // the folders of the page have the names of some routes
  const bypass = ({ url = '' }: { url?: string }) => /\.tsx?(\?|$)/.test(url) ? url : null
  const server = await createServer({ ...consoleConfig, server: { proxy: { [routes]: { target, changeOrigin: true, bypass } } } })
  await server.listen()
  process.stdout.write(`The console is on ${server.resolvedUrls?.local.join(', ') ?? ''} in front of ${target}\n`)
}
