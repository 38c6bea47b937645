import { cp, mkdir, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { build } from 'esbuild'
import { buildConsole } from './build-console.ts'
import { bundling } from './bundling.ts'

/**
 * `npm run build [-- lambda]`: `dist/server.mjs` and `dist/lambda.mjs` (or that alone), which need no node_modules beside them. What they
 * load only when it is asked for (SDK clients, documentation) is in chunks of its own; the stand-ins, which
 * are development dependencies, stay outside.
 */
await rm('dist', { recursive: true, force: true })
await mkdir('dist')
// the function's bundle is one of its own, without what only a port needs: each file less is time less at a cold start
await build({
  ...bundling,
  entryPoints: { lambda: 'src/lambda.ts', 'compile-cache': 'src/compile-cache.ts' },
  outdir: 'dist',
  external: [...bundling.external, '*/embedded/server.ts', '*/embedded.ts', '*/duckdb.ts', '*/folder.ts', '@fastify/under-pressure']
})
const lambdaOnly = process.argv[2] === 'lambda'
if (!lambdaOnly) {
  await build({ ...bundling, entryPoints: { server: 'src/server.ts', migrate: 'src/commands/migrate.ts' }, outdir: 'dist' })
}
const isWanted = (file: string) => file.endsWith('.sql') && !file.startsWith('postgres') && !(lambdaOnly && file.includes('/embedded/'))
const sqlFiles = (await readdir('src', { recursive: true })).filter(isWanted).map((file) => join('src', file))
// what the code reads beside itself at run time
const require = createRequire(import.meta.url)
for (const beside of ['dist', 'dist/chunks']) {
  for (const file of sqlFiles) await cp(file, join(beside, basename(file)))
  await cp('src/postgres/migrations', join(beside, 'migrations'), { recursive: true })
  await cp('src/postgres/demo', join(beside, 'demo'), { recursive: true })
}
// PostgreSQL's own parser, which a chunk opens beside itself
await cp(join(dirname(require.resolve('libpg-query')), 'libpg-query.wasm'), 'dist/chunks/libpg-query.wasm')
const swaggerUi = dirname(require.resolve('@fastify/swagger-ui'))
await cp(join(swaggerUi, 'static'), 'dist/static', { recursive: true })
await buildConsole()
