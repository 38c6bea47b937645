import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A fenced block of a document, as a reader would copy it. */
export interface Block {
  document: string
  line: number
  /** What stands behind the fence: `sh`, `sh no-test: why`, `tsx`, or nothing. */
  info: string
  text: string
}

/** Every document that a person reads, README first. */
export function listDocuments (): string[] {
  const inFolder = (folder: string) => (
    readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => join(folder, name))
  )
  return ['README.md', ...inFolder('docs'), ...inFolder('.github')]
}

/** The fenced blocks of a document, those of lists without the list's indentation. */
export function readBlocks (document: string): Block[] {
  const text = readFileSync(document, 'utf8')
  return [...text.matchAll(/^( *)```(.*)\n([^]*?)^\1```$/gm)].map((fenced) => {
    const [, indent = '', info = '', body = ''] = fenced
    return {
      document,
      line: text.slice(0, fenced.index).split('\n').length,
      info: info.trim(),
      text: indent === '' ? body : body.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    }
  })
}

/** The commands of a `sh` block: one a line, where quotes or a backslash do not carry it on. */
export function splitCommands (text: string): string[] {
  const commands: string[] = []
  let open = ''
  for (const line of text.split('\n')) {
    open += open === '' ? line : `\n${line}`
    if (open.trim() === '') open = ''
    if (open === '' || isUnfinished(open)) continue
    commands.push(open)
    open = ''
  }
  if (open !== '') throw new Error(`a quote is never closed: ${open}`)
  return commands
}

/** Whether a shell would ask for more: a quote is open, or the line ends in a backslash. */
function isUnfinished (command: string): boolean {
  let quote = ''
  for (let index = 0; index < command.length; index++) {
    const character = command[index] ?? ''
    if (character === '\\' && quote !== "'") index++
    else if (quote === '') quote = character === "'" || character === '"' ? character : ''
    else if (character === quote) quote = ''
  }
  return quote !== '' || command.endsWith('\\')
}
