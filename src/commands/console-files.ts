import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export const source = 'src/console'
export const target = 'dist/pages'

/** Whether the built page is missing, or older than what it is made of. */
export async function consoleIsStale (): Promise<boolean> {
  const built = await modifiedAt(join(target, 'index.html'))
  if (built === null) return true
  const made = (await filesIn(source)).filter((name) => !name.endsWith('.d.ts')) // types leave no trace in it
  const parts = [...made.map((name) => join(source, name)), 'package-lock.json']
  const times = await Promise.all(parts.map(modifiedAt))
  return times.some((time) => time !== null && time > built)
}

export async function filesIn (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

async function modifiedAt (file: string): Promise<number | null> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, () => null)
}
