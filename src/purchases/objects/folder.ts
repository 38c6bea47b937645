import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'lossless-json'
import type { Objects } from './objects.ts'

export interface Folder extends Objects {
  /** The folder that holds a tenant's objects, by its segment. */
  tenantFolder (segment: string): string
}

/** Bytes that file systems take for one name. */
const longestName = 240

/** The archive in a folder: a file is written aside, then linked to its name, which only the first can. */
export function createFolder (root: string): Folder {
  const aside = join(root, '.writing')
  let fold: boolean | undefined
  // nothing is made until something is written
  const foldsNames = () => {
    if (fold === undefined && existsSync(root)) fold = foldsCase(root)
    return fold ?? false
  }
  const nameOf = (segment: string) => {
    const name = foldsNames() ? segment.replaceAll(/%[0-9A-F]{2}|[A-Z]/g, (part) => part.length === 1 ? `%${part.charCodeAt(0).toString(16)}` : part) : segment
    return name.length <= longestName ? name : `${name.slice(0, longestName - 65)}~${createHash('sha256').update(name).digest('hex')}`
  }
  const pathOf = (key: string) => join(root, ...key.split('/').map(nameOf))
  return {
    kind: 'folder',
    tenantFolder: (segment) => join(root, 'compras', nameOf(segment)),
    async create (key, body, _labels, signal) {
      signal.throwIfAborted()
      await mkdir(aside, { recursive: true })
      const path = pathOf(key)
      const temporary = join(aside, randomUUID())
      const file = await open(temporary, 'wx')
      try {
        await file.writeFile(body)
        await file.datasync()
      } finally {
        await file.close()
      }
      try {
        await link(temporary, path).catch(async (error: unknown) => {
          if (codeOf(error) !== 'ENOENT') throw error
          await mkdir(dirname(path), { recursive: true })
          await link(temporary, path)
        })
        return 'created'
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return 'exists'
        throw error
      } finally {
        await unlink(temporary)
      }
    },
    async eventOf (key, signal) {
      const body = await readOrNull(pathOf(key), signal)
      if (body === null) return null
      const { metadata, event_id: own } = parse(body) as { metadata?: { event_id?: unknown }, event_id?: unknown }
      return String(metadata?.event_id ?? own)
    },
    read: (key, signal) => readOrNull(pathOf(key), signal),
    async tenants (limit) {
      const names = await readdir(join(root, 'compras')).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      return names.sort().slice(0, limit)
    },
    probe: async () => { if (existsSync(root)) await readdir(root) },
    close: () => {}
  }
}

async function readOrNull (path: string, signal: AbortSignal): Promise<string | null> {
  try {
    return await readFile(path, { encoding: 'utf8', signal })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Whether two names that differ in case only are one here: those of tenants must stay apart. */
function foldsCase (root: string): boolean {
  const probe = join(root, `.case-${randomUUID()}`)
  mkdirSync(`${probe}a`)
  try {
    return existsSync(`${probe}A`)
  } finally {
    rmdirSync(`${probe}a`)
  }
}

const codeOf = (error: unknown) => error instanceof Error && 'code' in error ? error.code : undefined
