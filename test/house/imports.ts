import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import ts from 'typescript'

export interface Import {
  from: string
  /** A path of the tree, or the name of a package. */
  to: string
  isPackage: boolean
}

/** The TypeScript files below `folder`. */
export async function sourceFiles (folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  const files = names.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  return files.map((name) => join(folder, name)).sort()
}

/** Every import of the files below `folder`: of values, of types, dynamic ones, and those of types in an expression. */
export async function readImports (folder: string): Promise<Import[]> {
  return (await sourceFiles(folder)).flatMap((from) => {
    const { importedFiles } = ts.preProcessFile(readFileSync(from, 'utf8'), true, true)
    return [...new Set(importedFiles.map(({ fileName }) => fileName))].map((specifier) => {
      const isPackage = !specifier.startsWith('.')
      return { from, to: isPackage ? packageOf(specifier) : join(dirname(from), specifier), isPackage }
    })
  })
}

function packageOf (specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
