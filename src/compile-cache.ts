import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import module from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Loaded before everything else (`node --import`) where the image has a compile cache: Node 22 and later then
 * run what was compiled when the image was built. Node keeps the cache in a folder named after its own
 * version, the processor and the user's id; the id that Lambda runs as is not the one that built the image.
 */
function useBakedCache (): void {
  const baked = join(import.meta.dirname, 'compile-cache')
  if (!existsSync(baked) || !('enableCompileCache' in module) || typeof module.enableCompileCache !== 'function') return
  const own = join(tmpdir(), 'atalaya-compile-cache')
  mkdirSync(own, { recursive: true })
  for (const folder of readdirSync(baked)) {
    const link = join(own, folder.replace(/-\d+$/, `-${process.getuid?.() ?? 0}`))
    if (!existsSync(link)) symlinkSync(join(baked, folder), link)
  }
  module.enableCompileCache(own)
}

try {
  useBakedCache()
} catch (error) {
  // a start must not fail for want of a cache
  process.stderr.write(`the compile cache cannot be used: ${error instanceof Error ? error.message : String(error)}\n`)
}
