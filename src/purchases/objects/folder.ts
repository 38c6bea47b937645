import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'lossless-json'
import { cut } from '../keys.ts'
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
    return cut(name, longestName)
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
      try {
        await writeDurably(temporary, body)
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
        await rm(temporary, { force: true })
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
      const entries = await readdir(join(root, 'compras'), { withFileTypes: true }).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      return entries.filter((entry) => entry.isDirectory() && /^[\w.~%-]+$/.test(entry.name) && !entry.name.startsWith('.')).map(({ name }) => name).sort().slice(0, limit)
    },
    probe: async () => { if (existsSync(root)) await readdir(root) },
    close: () => {}
  }
}

async function writeDurably (path: string, body: string): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(body)
    await file.datasync()
  } finally {
    await file.close()
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
