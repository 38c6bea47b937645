import type { Catalogue, Table } from './catalogue/catalogue.ts'
import { wordsOf } from '../language/words.ts'
import { describeTable } from './prompt.ts'
import { fillers, identifierWords, stemsOf } from './words.ts'

export interface Linker {
  /** The tables that a question may be about, the likeliest first, within `budget` characters of their descriptions; all of them where they fit. */
  link (question: string, budget: number): Table[]
}

const weights = { tableName: 6, columnName: 3, comment: 2, value: 3 }
/** A word that most tables share tells little. */
const mostShared = 0.5

/** Finds tables by the words of a question (Spanish and English stems) in names, comments and common values. */
export function createLinker (catalogue: Catalogue): Linker {
  const tables = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition)
  const byWord = new Map<string, Map<Table, number>>()
  const sizes = new Map(tables.map((table) => [table, describeTable(table).length]))
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  for (const table of tables) {
    note(byWord, table, identifierWords(table.name), weights.tableName)
    note(byWord, table, identifierWords(table.comment ?? ''), weights.comment)
    for (const column of table.columns) {
      note(byWord, table, identifierWords(column.name), weights.columnName)
      note(byWord, table, identifierWords(column.comment ?? ''), weights.comment)
      for (const value of column.values ?? []) note(byWord, table, wordsOf(value).map(({ text }) => text), weights.value)
    }
  }
  return {
    link (question, budget) {
      const scores = scoresFor(question, byWord, tables.length)
      const ranked = [...scores].sort(([a, x], [b, y]) => y - x || a.name.localeCompare(b.name)).map(([table]) => table)
      if (total <= budget) return [...ranked, ...tables.filter((table) => !scores.has(table))]
      return closed(ranked, budget, sizes)
    }
  }
}

function note (byWord: Map<string, Map<Table, number>>, table: Table, words: string[], weight: number): void {
  for (const word of words) {
    if (fillers.has(word)) continue
    for (const stem of stemsOf(word)) {
      const known = byWord.get(stem) ?? new Map<Table, number>()
      known.set(table, Math.max(known.get(table) ?? 0, weight))
      byWord.set(stem, known)
    }
  }
}

function scoresFor (question: string, byWord: Map<string, Map<Table, number>>, count: number): Map<Table, number> {
  const scores = new Map<Table, number>()
  const words = new Set(wordsOf(question).map(({ text }) => text).filter((word) => !fillers.has(word)))
  for (const word of words) {
    const best = new Map<Table, number>()
    for (const stem of stemsOf(word)) {
      const found = byWord.get(stem)
      if (found === undefined || (count > 20 && found.size > count * mostShared)) continue
      const rarity = Math.log(1 + count / found.size)
      for (const [table, weight] of found) best.set(table, Math.max(best.get(table) ?? 0, weight * rarity))
    }
    for (const [table, score] of best) scores.set(table, (scores.get(table) ?? 0) + score)
  }
  return scores
}

/** The best tables with those that their keys lead to, as many as fit. */
function closed (ranked: Table[], budget: number, sizes: Map<Table, number>): Table[] {
  const chosen = new Set<Table>()
  let left = budget
  const add = (table: Table) => {
    const size = sizes.get(table) ?? 0
    if (chosen.has(table) || size > left) return
    chosen.add(table)
    left -= size
  }
  for (const [place, table] of ranked.entries()) {
    add(table)
    if (place < 8) for (const { table: other } of table.foreignKeys) add(other)
  }
  return [...chosen]
}
