import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'lossless-json'
import { member } from '../../json/is-object.ts'
import { truncateSegment } from '../keys.ts'
import type { ObjectStore } from './objects.ts'

export interface FolderStore extends ObjectStore {
  /** The folder that holds a tenant's objects, by its segment. */
  tenantFolder (segment: string): string
}

/** Bytes that file systems take for one name. */
const maxNameBytes = 240

/** The archive in a folder: a file is written aside, then linked to its name, which only the first can. */
export function createFolderStore (root: string): FolderStore {
  const stagingFolder = join(root, '.writing')
  let isInsensitive: boolean | undefined
  // nothing is made until something is written
  const ignoresCase = () => {
    if (isInsensitive === undefined && existsSync(root)) isInsensitive = isCaseInsensitive(root)
    return isInsensitive ?? false
  }
  const nameOf = (segment: string) => {
    return truncateSegment(ignoresCase() ? encodeCapitals(segment) : segment, maxNameBytes)
  }
  const pathOf = (key: string) => join(root, ...key.split('/').map(nameOf))
  return {
    kind: 'folder',
    tenantFolder: (segment) => join(root, 'compras', nameOf(segment)),
    async create (key, body, _metadata, signal) {
      signal.throwIfAborted()
      await mkdir(stagingFolder, { recursive: true })
      const path = pathOf(key)
      const temporary = join(stagingFolder, randomUUID())
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
      const document: unknown = parse(body)
      return String(member(member(document, 'metadata'), 'event_id') ?? member(document, 'event_id'))
    },
    read: (key, signal) => readOrNull(pathOf(key), signal),
    async tenants (limit) {
      const entries = await readdir(join(root, 'compras'), { withFileTypes: true }).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw error
      })
      const tenants = entries.filter((entry) => entry.isDirectory() && tenantPattern.test(entry.name))
      return tenants.map(({ name }) => name).sort().slice(0, limit)
    },
    probe: async () => { if (existsSync(root)) await readdir(root) },
    close: () => {}
  }
}

/** The name of a tenant's folder: a segment of a key, which does not begin with a dot. */
const tenantPattern = /^(?!\.)[\w.~%-]+$/

/** Capitals percent-encoded, so that no two names differ in their case only. */
function encodeCapitals (segment: string): string {
  return segment.replaceAll(/%[0-9A-F]{2}|[A-Z]/g, (part) => {
    return part.length === 1 ? `%${part.charCodeAt(0).toString(16)}` : part
  })
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
function isCaseInsensitive (root: string): boolean {
  const probe = join(root, `.case-${randomUUID()}`)
  mkdirSync(`${probe}a`)
  try {
    return existsSync(`${probe}A`)
  } finally {
    rmdirSync(`${probe}a`)
  }
}

const codeOf = (error: unknown) => error instanceof Error && 'code' in error ? error.code : undefined
