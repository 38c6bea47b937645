import { wordsOf } from '../language/words.ts'
import type { Catalogue, Table } from './catalogue/catalogue.ts'
import { describeTable } from './prompt.ts'
import { identifierWords, stemsOf, stopWords } from './words.ts'

export interface SchemaLinker {
  /**
   * The tables that a question may be about, the likeliest first, within `budget` characters of their descriptions; all
   * of them where they fit.
   */
  link (question: string, budget: number): Table[]
}

/** For each stem the tables that it is said of, with how much that tells. */
type StemIndex = Map<string, Map<Table, number>>

const weights = { tableName: 6, columnName: 3, comment: 2, value: 3 }
/** A word that most tables share tells little, where there are many. */
const maxShare = 0.5
const fewTables = 20
/** The best tables, whose keys are followed to others. */
const tablesWithNeighbours = 8

/** Finds tables by the words of a question (Spanish and English stems) in names, comments and common values. */
export function createSchemaLinker (catalogue: Catalogue): SchemaLinker {
  const tables = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition)
  const index: StemIndex = new Map()
  for (const table of tables) addTable(index, table)
  const sizes = new Map(tables.map((table) => [table, describeTable(table).length]))
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return {
    link (question, budget) {
      const scores = scoreTables(question, index, tables.length)
      const ranked = [...scores]
        .sort(([a, x], [b, y]) => y - x || a.name.localeCompare(b.name))
        .map(([table]) => table)
      if (total <= budget) return [...ranked, ...tables.filter((table) => !scores.has(table))]
      return withinBudget(ranked, budget, sizes)
    }
  }
}

function addTable (index: StemIndex, table: Table): void {
  const add = (words: string[], weight: number) => addWords(index, table, words, weight)
  add(identifierWords(table.name), weights.tableName)
  add(identifierWords(table.comment ?? ''), weights.comment)
  for (const { name, comment, values } of table.columns) {
    add(identifierWords(name), weights.columnName)
    add(identifierWords(comment ?? ''), weights.comment)
    for (const value of values ?? []) add(wordsOf(value).map(({ text }) => text), weights.value)
  }
}

function addWords (index: StemIndex, table: Table, words: string[], weight: number): void {
  for (const stem of words.filter((word) => !stopWords.has(word)).flatMap(stemsOf)) {
    const tables = index.get(stem) ?? new Map<Table, number>()
    tables.set(table, Math.max(tables.get(table) ?? 0, weight))
    index.set(stem, tables)
  }
}

/** A table's score: over the question's words, the best of each word's stems, rare ones more. */
function scoreTables (question: string, index: StemIndex, count: number): Map<Table, number> {
  const scores = new Map<Table, number>()
  const words = new Set(wordsOf(question).map(({ text }) => text).filter((word) => !stopWords.has(word)))
  for (const word of words) {
    const best = new Map<Table, number>()
    for (const stem of stemsOf(word)) {
      const found = index.get(stem)
      if (found === undefined || (count > fewTables && found.size > count * maxShare)) continue
      const rarity = Math.log(1 + count / found.size)
      for (const [table, weight] of found) best.set(table, Math.max(best.get(table) ?? 0, weight * rarity))
    }
    for (const [table, score] of best) scores.set(table, (scores.get(table) ?? 0) + score)
  }
  return scores
}

/** The best tables with those that their keys lead to, as many as fit. */
function withinBudget (ranked: Table[], budget: number, sizes: Map<Table, number>): Table[] {
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
    if (place < tablesWithNeighbours) for (const { table: other } of table.foreignKeys) add(other)
  }
  return [...chosen]
}
