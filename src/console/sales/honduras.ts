import type { Bar } from '../parts/bars.tsx'

/** The departments by name and ISO 3166-2 code, each with a column and a row about where it lies: west left, north up. */
const departments = [
  ['Islas de la Bahía', 'IB', 4, 1], ['Cortés', 'CR', 2, 2], ['Atlántida', 'AT', 4, 2], ['Colón', 'CL', 5, 2], ['Gracias a Dios', 'GD', 6, 2],
  ['Copán', 'CP', 1, 3], ['Santa Bárbara', 'SB', 2, 3], ['Comayagua', 'CM', 3, 3], ['Yoro', 'YO', 4, 3], ['Olancho', 'OL', 5, 3],
  ['Ocotepeque', 'OC', 1, 4], ['Lempira', 'LE', 2, 4], ['Intibucá', 'IN', 3, 4], ['Francisco Morazán', 'FM', 4, 4], ['El Paraíso', 'EP', 5, 4],
  ['La Paz', 'LP', 3, 5], ['Valle', 'VA', 4, 5], ['Choluteca', 'CH', 5, 5]
] as const

export interface Place extends Bar {
  code: string
  column: number
  row: number
}

/** The departments with their values; none where fewer than half of what is named is one, as in data of another country. */
export function placesIn (bars: readonly Bar[], onPick: (name: string) => void): Place[] {
  const known = new Map(bars.map((bar) => [folded(bar.label), bar]))
  const found = departments.filter(([name]) => known.has(folded(name)))
  if (found.length * 2 < bars.length || bars.length === 0) return []
  return departments.map(([name, code, column, row]) => ({ label: name, value: 0, text: '–', onPick: () => onPick(name), ...known.get(folded(name)), code, column, row }))
}

function folded (name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
