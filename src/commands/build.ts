import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'
import { bundle } from './bundling.ts'
import { filesIn } from './console-files.ts'
import { runCommand } from './run-command.ts'

const outdir = 'dist'
const functionEntries = { lambda: 'src/lambda.ts', 'compile-cache': 'src/compile-cache.ts' }
const serverEntries = { server: 'src/server.ts', migrate: 'src/commands/migrate.ts' }

/**
 * `npm run build [-- lambda]`: the entries of the function and of the server (or of the function alone) as bundles that
 * need no node_modules beside them, and the page. What they load on demand (SDK clients, documentation) is in chunks of
 * its own. The function's bundle is one of its own, since each file less is time less at a cold start: it holds what
 * `lambda.ts` imports, which is none of the embedded twins.
 */
runCommand(async () => {
  const start = performance.now()
  const [part] = process.argv.slice(2)
  if (part !== undefined && part !== 'lambda') {
    throw new Error(`There is no ${part} to build: npm run build [-- lambda]`)
  }
  const bundles = part === 'lambda' ? [functionEntries] : [functionEntries, serverEntries]
  const names = bundles.flatMap((entryPoints) => Object.keys(entryPoints))
  process.stdout.write(`Building ${names.join(', ')} and the page\n`)
  await rm(outdir, { recursive: true, force: true })
  for (const entryPoints of bundles) await bundle({ root: 'src', entryPoints, outdir })
  await buildConsole()
  process.stdout.write(`${await describe()} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
})

async function describe (): Promise<string> {
  const files = await filesIn(outdir)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(outdir, file))).size))
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6
  return `${outdir}: ${files.length} files, ${megabytes.toFixed(1)} MB`
}
