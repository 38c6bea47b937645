import type { Catalogue, Table } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'

/** A step from a table to one that it points to: each row has at most one on the other side. */
export interface Step {
  from: Table
  to: Table
  columns: string[]
  otherColumns: string[]
}

export interface JoinGraph {
  /** The shortest way by many-to-one steps; null where there is none, [] from a table to itself. `via` prefers a step by the words of its column. */
  path (from: Table, to: Table, via?: (step: Step) => number): Step[] | null
  /** Whether there is just one shortest way. */
  isSole (from: Table, to: Table, via?: (step: Step) => number): boolean
  /** Every table that points to this one. */
  pointingTo (table: Table): Step[]
  steps (table: Table): Step[]
}

const longest = 5

/** The foreign keys of a schema, and those that its names tell where none are declared. */
export function createJoinGraph ({ tables }: Catalogue): JoinGraph {
  const steps = new Map<Table, Step[]>()
  const all = [...tables.values()].filter(({ isPartition }) => !isPartition)
  const add = (step: Step) => {
    const known = steps.get(step.from) ?? []
    if (!known.some(({ to, columns }) => to === step.to && columns.join() === step.columns.join())) steps.set(step.from, [...known, step])
  }
  for (const table of all) for (const { columns, table: other, otherColumns } of table.foreignKeys) add({ from: table, to: other, columns, otherColumns })
  for (const table of all) {
    for (const column of table.columns) {
      if ((steps.get(table) ?? []).some(({ columns }) => columns.includes(column.name))) continue
      const [target, ...others] = all.filter((other) => other !== table && isKeyOf(other, table, column.name))
      if (target !== undefined && others.length === 0) add({ from: table, to: target, columns: [column.name], otherColumns: [keyOf(target) ?? ''] })
    }
  }
  const pointing = new Map<Table, Step[]>()
  for (const list of steps.values()) for (const step of list) pointing.set(step.to, [...pointing.get(step.to) ?? [], step])
  return {
    steps: (table) => steps.get(table) ?? [],
    pointingTo: (table) => pointing.get(table) ?? [],
    path: (from, to, via) => find(from, to, via)?.steps ?? null,
    isSole: (from, to, via) => find(from, to, via)?.isSole ?? true
  }

  function find (from: Table, to: Table, via: (step: Step) => number = () => 0): { steps: Step[], isSole: boolean } | null {
    let level: Step[][] = [[]]
    const seen = new Set([from])
    if (from === to) return { steps: [], isSole: true }
    for (let length = 0; length < longest; length++) {
      const next: Step[][] = []
      for (const way of level) {
        const at = way.at(-1)?.to ?? from
        for (const step of steps.get(at) ?? []) if (step.to === to || !seen.has(step.to)) next.push([...way, step])
      }
      const arrived = next.filter((way) => way.at(-1)?.to === to)
      const [best, second] = arrived.sort((a, b) => total(b, via) - total(a, via))
      if (best !== undefined) {
        // the first key of a table says whose its rows are; two keys to one table say different things of it
        const isOther = second !== undefined && (best.length === 1 || best[0]?.to !== second[0]?.to) && best.at(-1)?.from !== second.at(-1)?.from
        return { steps: best, isSole: second === undefined || total(best, via) > total(second, via) || isOther }
      }
      for (const way of next) seen.add(way.at(-1)?.to ?? from)
      level = next
    }
    return null
  }
}

function total (way: Step[], via: (step: Step) => number): number {
  return way.reduce((sum, step) => sum + via(step), 0)
}

function keyOf (table: Table): string | undefined {
  return table.primaryKey.length === 1 ? table.primaryKey[0] : undefined
}

/** Whether a column's name says that it holds the key of `other`: the key's own name, or that behind the table's. */
function isKeyOf (other: Table, table: Table, column: string): boolean {
  const key = keyOf(other)
  if (key === undefined) return false
  const isPlain = ['id', 'codigo', 'code', 'key'].includes(key.toLowerCase())
  if (column === key) return !isPlain && !(table.primaryKey.length === 1 && table.primaryKey[0] === column)
  const [own, theirs] = [identifierWords(column).join(' '), identifierWords(key).join(' ')]
  return singulars(identifierWords(other.name).join(' ')).some((name) => own === `${name} ${theirs}` || own === `${theirs} ${name}`)
}

function singulars (name: string): string[] {
  return [name, name.replace(/s$/, ''), name.replace(/es$/, ''), name.replace(/ies$/, 'y')]
}
