import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'

export const consoleSource = 'src/console'
export const consoleTarget = 'dist/pages'

/** Whether the built page is missing, or older than what it is made of. */
export async function consoleIsStale (): Promise<boolean> {
  const built = await modifiedAt(join(consoleTarget, 'index.html'))
  if (built === null) return true
  const made = (await filesIn(consoleSource)).filter((name) => !name.endsWith('.d.ts')) // types leave no trace in it
  const parts = [...made.map((name) => join(consoleSource, name)), 'package-lock.json']
  const times = await Promise.all(parts.map(modifiedAt))
  return times.some((time) => time !== null && time > built)
}

/** The files in a folder and in those below it, each by its path from there. */
export async function filesIn (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

async function modifiedAt (file: string): Promise<number | null> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, () => null)
}
