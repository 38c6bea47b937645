import type { Table } from '../../catalogue/catalogue.ts'
import { fillers, identifierWords } from '../../words.ts'
import { verbOf, isCounter, isTime, has, bonus } from './columns.ts'
import { shareKey } from './glossary.ts'
import type { Marks } from './marks.ts'
import { bestTable, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Query, Use } from './query.ts'
import type { Reading } from './reading.ts'
import { money } from './small-words.ts'
import type { ValueRef } from './values.ts'

/** Values are conditions; several of one column are any of them, and a word that is a name as well is one only beside its column. */
export function addValues (reading: Reading, query: Query, used: Set<Mention>, denied: Set<Mention>, main: Table | null): void {
  const byColumn = new Map<string, { use: Use, values: string[], negated: boolean }>()
  for (const mention of reading.mentions) {
    if (used.has(mention) || mention.values.length === 0 || !reading.isValueOnly(mention)) continue
    const before = reading.mentions.find(({ end }) => end === mention.start || (end === mention.start - 1 && fillers.has(reading.sentence.words[end]?.text ?? '')))
    const column = before === undefined || used.has(before) ? null : reading.column(before, main)
    if (isDateVerb(reading, mention)) {
      used.add(mention)
      continue
    }
    const via = viaFor(reading, mention)
    const ranked = mention.values.map((ref) => ({ ref, score: valueScore(reading, ref, main, column) })).sort((a, b) => b.score - a.score)
    const [best, second] = ranked
    if (best === undefined) continue
    if (second !== undefined && second.score === best.score && second.ref.column !== best.ref.column && second.ref.table !== best.ref.table) throw new NotUnderstood(reading.wordsOf(mention))
    const after = reading.mentions.find(({ start }) => start === mention.end)
    if (after !== undefined && !used.has(after) && !reading.isTable(after) && reading.column(after, main)?.column === best.ref.column) used.add(after) // "high priority"
    if (column !== null && before !== undefined && best.ref.column === column.column && !reading.isTable(before)) used.add(before)
    used.add(mention)
    const negated = denied.has(mention)
    const key = `${best.ref.table.schema}.${best.ref.table.name}.${best.ref.column.name}.${via ?? ''}.${negated}`
    const known = byColumn.get(key) ?? { use: { table: best.ref.table, column: best.ref.column, ...(via !== undefined && { via }) }, values: [], negated }
    known.values.push(...ranked.filter(({ ref }) => ref.column === best.ref.column && ref.table === best.ref.table).map(({ ref }) => ref.value))
    byColumn.set(key, known)
  }
  for (const { use, values, negated } of byColumn.values()) query.conditions.push({ kind: 'in', use, values: [...new Set(values)], negated })
}

/** "That departed in 2025": when it did rather than that it did, where its table tells when. */
export function isDateVerb (reading: Reading, { end, values, start }: Mention): boolean {
  if (!reading.periods.some((period) => period.start >= end && period.start - end <= 1)) return false
  const keys = reading.sentence.keys[start] ?? new Set<string>()
  return values.every(({ table }) => table.columns.some((column) => isTime(column) && identifierWords(column.name).some((word) => verbOf[word]?.test(reading.sentence.words[start]?.text ?? '') === true || shareKey(keys, reading.knowledge.glossary.keysOf(word)))))
}

export function valueScore (reading: Reading, { table, column }: ValueRef, main: Table | null, beside: Use | null): number {
  const isBeside = beside !== null && beside.column === column && beside.table === table
  return reading.nearness(table, main) + (isBeside ? 1 : 0) + (has(column, reading.knowledge.glossary, ['email', 'telefono', 'descripcion', 'direccion']) ? -0.3 : 0) + bonus(column)
}

/** "From Barcelona to Cancún", between two ways to the same table. */
export function viaFor (reading: Reading, mention: Mention): string | undefined {
  const word = reading.sentence.words[mention.start - 1]?.text ?? ''
  const wanted = /^(?:from|desde|de)$/.test(word) ? 'origen' : /^(?:to|a|hacia|hasta)$/.test(word) ? 'destino' : null
  if (wanted === null) return undefined
  for (const table of reading.strong) {
    const ways = reading.knowledge.graph.steps(table).filter(({ to }) => mention.values.some((ref) => ref.table === to))
    if (ways.length < 2) continue
    const way = ways.find(({ columns }) => identifierWords(columns[0] ?? '').some((part) => shareKey(reading.knowledge.glossary.keysOf(part), reading.knowledge.glossary.keysOf(wanted))))
    if (way !== undefined) return way.columns[0]
  }
  return undefined
}

export function addNegations (reading: Reading, query: Query, negations: { mark: { start: number, end: number }, mention: Mention | undefined }[], used: Set<Mention>, main: Table | null): void {
  for (const { mark, mention } of negations) {
    const said = reading.sentence.words.slice(mark.end, mark.end + 2).some(({ text }) => money.test(text))
    const follower = said && main !== null && (mention === undefined || reading.isMoney(mention)) ? soleFollower(reading, main) : null
    if (follower !== null) {
      if (mention !== undefined) used.add(mention)
      query.conditions.push({ kind: 'related', table: follower, negated: true, conditions: [] })
      continue
    }
    if (mention !== undefined && used.has(mention)) continue // a value, which is denied already
    const isNever = reading.marks.never.includes(mark as Marks['never'][number])
    const verb = mention ?? reading.mentions.find(({ start }) => start >= mark.end)
    if (verb === undefined || main === null) {
      const table = main === null || !isNever ? null : soleFollower(reading, main)
      if (table === null) throw new NotUnderstood(reading.sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
      query.conditions.push({ kind: 'related', table, negated: true, conditions: [] })
      continue
    }
    const table = reading.isTable(verb) ? bestTable(verb)?.element.table : undefined
    if (table !== undefined && table !== main) {
      used.add(verb)
      // what stands behind it narrows it: "no concerts in Honduras"
      const inside = query.conditions.filter((condition) => condition.kind === 'in' && condition.use.table !== main && reading.knowledge.graph.path(table, condition.use.table) !== null && reading.knowledge.graph.path(main, condition.use.table) === null)
      query.conditions = query.conditions.filter((condition) => !inside.includes(condition))
      for (const other of reading.mentions) {
        if (other.start <= verb.start || used.has(other) || reading.isTable(other) || reading.isValueOnly(other)) continue
        const flag = reading.column(other, table, ({ category }) => category === 'B')
        if (flag === null || flag.table !== table) continue
        used.add(other)
        inside.push({ kind: 'true', use: flag, negated: false })
      }
      query.conditions.push({ kind: 'related', table, negated: true, conditions: inside })
      for (const other of reading.mentions) {
        const further = reading.isTable(other) ? bestTable(other)?.element.table : undefined
        if (other.start > verb.start && further !== undefined && further !== main && reading.knowledge.graph.path(table, further) !== null) used.add(other)
      }
      continue
    }
    const use = reading.column(verb, main)
    if (use === null && reading.isMoney(verb)) {
      const follower = soleFollower(reading, main)
      if (follower === null) throw new NotUnderstood(reading.wordsOf(verb))
      used.add(verb)
      query.conditions.push({ kind: 'related', table: follower, negated: true, conditions: [] })
      continue
    }
    if (use === null) throw new NotUnderstood(reading.wordsOf(verb))
    used.add(verb)
    if (use.column.category === 'B' && use.table !== main && reading.knowledge.graph.path(main, use.table) === null) query.conditions.push({ kind: 'related', table: use.table, negated: true, conditions: [{ kind: 'true', use, negated: false }] })
    else if (use.column.category === 'B') query.conditions.push({ kind: 'true', use, negated: true })
    else if (!use.column.notNull) query.conditions.push({ kind: 'null', use, negated: false })
    else if (isCounter(use.column)) query.conditions.push({ kind: 'compare', use, operator: '=', value: 0 })
    else throw new NotUnderstood(reading.wordsOf(verb))
  }
}

/** The one table that points to this one, where there is just one that is no list of its own kinds. */
export function soleFollower (reading: Reading, table: Table): Table | null {
  const followers = [...new Set(reading.knowledge.graph.pointingTo(table).map(({ from }) => from))].filter((one) => one !== table)
  return followers.length === 1 ? followers[0] ?? null : null
}
