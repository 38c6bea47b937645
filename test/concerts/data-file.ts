import { readFileSync } from 'node:fs'

/** A data file of `src/concerts`, as its text and as what that says. */
export function readDataFile (path: string): { text: string, data: Record<string, unknown> } {
  const text = readFileSync(new URL(`../../src/concerts/${path}`, import.meta.url), 'utf8')
  return { text, data: JSON.parse(text) }
}

/**
 * Data as its file has it: members in the order of their names, and one entry a line: `depth` levels are opened, what
 * is below them stands on its entry's line. Texts in a list keep their order.
 */
export function formatData (data: unknown, depth: number): string {
  return `${format(data, depth, '')}\n`
}

function format (data: unknown, depth: number, indent: string): string {
  const inner = depth > 0 ? `${indent}  ` : ''
  const [before, after] = depth > 0 ? [`\n${inner}`, `\n${indent}`] : [' ', ' ']
  const separator = depth > 0 ? `,${before}` : ', '
  if (Array.isArray(data)) {
    const items = data.map((item) => format(item, depth - 1, inner))
    return depth > 0 ? `[${before}${items.join(separator)}${after}]` : `[${items.join(separator)}]`
  }
  if (typeof data !== 'object' || data === null) return JSON.stringify(data)
  const members = Object.entries(data).sort(([a], [b]) => a < b ? -1 : 1)
  const lines = members.map(([name, value]) => `${JSON.stringify(name)}: ${format(value, depth - 1, inner)}`)
  return `{${before}${lines.join(separator)}${after}}`
}
