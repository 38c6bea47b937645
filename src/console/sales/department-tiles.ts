import type { Bar } from '../components/bar.ts'
/** Honduras by name and ISO 3166-2 code, each department about where it lies (west left, north up), row by row. */
import departments from './department-tiles.json' with { type: 'json' }

export interface Tile extends Bar {
  code: string
  column: number
  row: number
}

/**
 * The departments with their values; none where fewer than half of what is named is one, as in data of another
 * country.
 */
export function tilesOf (bars: readonly Bar[], onPick: (name: string) => void): Tile[] {
  const known = new Map(bars.map((bar) => [foldName(bar.label), bar]))
  const found = departments.filter(({ name }) => known.has(foldName(name)))
  if (found.length * 2 < bars.length || bars.length === 0) return []
  return departments.map(({ name, ...position }) => {
    const empty = { label: name, value: 0, text: '–', onPick: () => onPick(name) }
    return { ...empty, ...known.get(foldName(name)), ...position }
  })
}

/** The name without its accents and capitals. */
function foldName (name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
