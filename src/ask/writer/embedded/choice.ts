import type { Table } from '../../catalogue/catalogue.ts'
import { isNumber } from './columns.ts'
import { fail } from './not-understood.ts'
import type { Option } from './options.ts'
import type { Group, Query } from './query.ts'
import type { Reading } from './reading.ts'
import type { Slot } from './slots.ts'

/** A reading of every mention, and what of the question it leaves open. */
export interface Choice {
  reading: Reading
  options: readonly Option[]
  query: Query
  /** The table whose rows are listed, counted or summed. */
  main: Table | null
  subject: Option | undefined
  /** Slots that another took with it. */
  spent: Set<Slot>
  /** The places of numbers that were read. */
  numbers: Set<number>
  /** Whether what the groups are compared by is what is asked of them. */
  ownHaving: boolean
  /** What speaks against it. */
  cost: number
}

/** What fills a slot. */
export function fillers (choice: Choice, slot: Option['slot']): Option[] {
  return choice.options.filter((option) => option.slot === slot && option.role === 'fill')
}

export function tablesOf (options: readonly Option[]): Table[] {
  return [...new Set(options.flatMap(({ sense }) => sense.kind === 'table' ? [sense.table] : sense.kind === 'money' ? [] : [sense.use.table]))]
}

/** A subject as what others are grouped by. */
export function subjectGroup ({ sense }: Option): Group {
  if (sense.kind === 'table') return { kind: 'entity', table: sense.table, via: sense.via }
  return sense.kind === 'column' && !isNumber(sense.use.column) ? { kind: 'column', use: sense.use } : fail([])
}

/** The one table that points to this one, where there is just one that is no list of its own kinds. */
export function soleFollower (reading: Reading, table: Table): Table | null {
  const followers = [...new Set(reading.knowledge.graph.pointingTo(table).map(({ from }) => from))].filter((one) => one !== table)
  return followers.length === 1 ? followers[0] ?? null : null
}
