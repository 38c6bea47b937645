import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, type InlineConfig } from 'vite'
import { filesIn, consoleSource, consoleTarget } from './console-files.ts'

/** Below this many bytes a compressed copy is not worth its file. */
const minCompressedBytes = 1024

/** How Vite makes the page; its addresses are relative, since it does not know under which prefix it is served. */
export const consoleConfig: InlineConfig = {
  root: consoleSource,
  base: './',
  configFile: false,
  envDir: false,
  plugins: [react()],
  logLevel: 'warn',
  build: {
    emptyOutDir: false, // it is new each time
    assetsInlineLimit: 0, // the page's policy knows no data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { bundlerTimings: false } }, // nothing that a newcomer could mend
    chunkSizeWarningLimit: 1000
  }
}

/**
 * Builds the page, with a brotli and a gzip copy beside each file that is larger for want of one. It takes the place of
 * the one before when it is whole: a build that is broken off leaves no half of a page.
 */
export async function buildConsole (): Promise<void> {
  const fresh = `${consoleTarget}.${process.pid}`
  try {
    await build({ ...consoleConfig, build: { ...consoleConfig.build, outDir: resolve(fresh) } })
    for (const name of await filesIn(fresh)) await compress(join(fresh, name))
    await rm(consoleTarget, { recursive: true, force: true })
    await rename(fresh, consoleTarget)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

async function compress (file: string): Promise<void> {
  const content = await readFile(file)
  if (content.length < minCompressedBytes || !/\.(js|css|html|svg)$/.test(file)) return
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content))
  await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
}
