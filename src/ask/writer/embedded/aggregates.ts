import type { Table } from '../../catalogue/catalogue.ts'
import { isNumber, isCounter, isSummable, isTime } from './columns.ts'
import { show } from './lists.ts'
import { moneyOf, soldOf } from './measures.ts'
import { bestTable, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Measure, Query } from './query.ts'
import { rank } from './rankings.ts'
import type { Reading } from './reading.ts'

export function count (reading: Reading, query: Query, target: Mention, main: Table | null, used: Set<Mention>): void {
  used.add(target)
  const isDistinct = reading.marks.distinct.length > 0
  if (reading.isTable(target) && main !== null) {
    // a column of it that is a quantity is summed: "how many units"
    query.measures.push({ kind: 'count', table: main })
    query.entity = main
  } else {
    const other = /^(?:unidades|units|unidad|pieces|piezas)$/.test(reading.wordsOf(target).join(' ')) ? reading.mentions.find((mention) => mention !== target && !used.has(mention) && !reading.isTable(mention) && reading.column(mention, null, isNumber) !== null) : undefined
    if (other !== undefined) used.add(other)
    const sum = reading.column(other ?? target, null, isNumber)
    const column = reading.column(other ?? target, null)
    if (column === null) throw new NotUnderstood(reading.wordsOf(target))
    if (!isDistinct && sum !== null && isCounter(sum.column)) query.measures.push({ kind: 'sum', use: sum })
    else if (!isDistinct && column.column.category === 'B') {
      query.measures.push({ kind: 'count', table: column.table })
      query.conditions.push({ kind: 'true', use: column, negated: false })
    } else if (column.column.category === 'B' || (!isDistinct && (isTime(column.column) || column.column.category === 'N'))) throw new NotUnderstood(reading.wordsOf(target))
    else query.measures.push({ kind: 'distinct', use: column })
  }
  const rest = reading.mentions.filter((mention) => !used.has(mention) && !reading.isValueOnly(mention))
  const isEach = reading.marks.group.length > 0 && query.groups.length === 0
  for (const mention of rest) relate(reading, query, mention, used, main, isEach)
}

/** A table or a column that is named beside the target: what it must be related to. */
export function relate (reading: Reading, query: Query, mention: Mention, used: Set<Mention>, main: Table | null, isGroup: boolean): void {
  const table = reading.isTable(mention) ? bestTable(mention)?.element.table : undefined
  const flag = reading.isTable(mention) ? null : reading.column(mention, main, ({ category }) => category === 'B')
  if (isGroup && flag !== null) {
    used.add(mention)
    query.conditions.push({ kind: 'true', use: flag, negated: false })
    return
  }
  if (isGroup) {
    used.add(mention)
    query.groups.push(reading.groupOf(mention, main))
    return
  }
  if (table !== undefined && table === main) {
    used.add(mention)
    return
  }
  if (table === undefined || main === null) {
    const use = reading.column(mention, main)
    if (use !== null && use.column.category === 'B') {
      used.add(mention)
      query.conditions.push({ kind: 'true', use, negated: false })
    } else if (use !== null && query.conditions.some((condition) => condition.kind !== 'related' && condition.use.table === use.table)) {
      used.add(mention) // it says of which kind the value beside it is
    }
    return
  }
  const isThere = query.conditions.some((condition) => condition.kind !== 'related' && condition.use.table === table) || query.groups.some((group) => group.kind === 'entity' && group.table === table)
  used.add(mention)
  if (isThere || reading.knowledge.graph.path(main, table) !== null) return
  query.conditions.push({ kind: 'related', table, negated: false, conditions: [] })
}

export function aggregate (reading: Reading, query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>): void {
  const mark = reading.marks.aggregate[0]
  if (mark === undefined) throw new NotUnderstood([])
  const behind = reading.mentions.filter((mention) => !used.has(mention) && !reading.isValueOnly(mention))
  const next = behind.find(({ start }) => start >= mark.end) ?? behind.at(-1)
  const kind = mark.kind
  // "the venue with the highest capacity": a row rather than a number
  const before = behind.find((mention) => mention.end <= mark.start && reading.isTable(mention))
  if ((kind === 'max' || kind === 'min') && before !== undefined && next !== undefined && next !== before) {
    const table = bestTable(before)?.element.table ?? null
    const use = reading.column(next, table, (column) => isNumber(column) || isTime(column))
    if (table !== null && use !== null) {
      used.add(before)
      used.add(next)
      query.entity = table
      if (use.table === table || reading.knowledge.graph.path(table, use.table) !== null) {
        show(reading, query, table)
        query.columns.push(use)
        query.order = { by: use, descending: kind === 'max' }
      } else {
        query.groups.push({ kind: 'entity', table })
        query.measures.push({ kind, use })
        query.order = { by: 'measure', descending: kind === 'max' }
      }
      query.limit = 1
      return
    }
  }
  const columns = behind.map((mention) => ({ mention, use: reading.isTable(mention) && reading.isMoney(mention) ? null : reading.column(mention, main, (column) => isNumber(column) || (kind !== 'sum' && kind !== 'avg' && isTime(column))) })).filter(({ mention, use }) => use !== null && !(reading.isTable(mention) && (bestTable(mention)?.score ?? 0) > 0.9 && bestTable(mention)?.element.table !== use.table))
  const behindMark = columns.filter(({ mention }) => mention.start >= mark.end)
  const chosen = behindMark.find(({ mention }) => reading.isMoney(mention)) ?? behindMark[0] ?? columns[0]
  const isMoney = reading.moneyWords.length > 0 || columns.length === 0
  for (const mention of behind) if (mention !== chosen?.mention) relate(reading, query, mention, used, main, false)
  if (chosen?.use !== undefined && chosen.use !== null && !(reading.isMoney(chosen.mention) && kind === 'sum' && chosen.use.column.category !== 'N')) {
    used.add(chosen.mention)
    const own: Measure = { kind, use: chosen.use }
    const generic = reading.isMoney(chosen.mention) ? moneyOf(reading, query, kind) : null
    query.measures.push(generic !== null && reading.wordsOf(chosen.mention).length === 1 ? generic : own)
    if (own.kind === 'sum' && !isSummable(own.use.column, reading.knowledge.glossary) && query.measures.at(-1) === own) throw new NotUnderstood(reading.wordsOf(chosen.mention))
  } else if (isMoney && (kind === 'sum' || kind === 'avg')) {
    // it names what has no numbers, as prices that are kept as text
    if (reading.moneyWords.length === 0 && next !== undefined && next.start >= mark.end && !reading.isTable(next)) throw new NotUnderstood(reading.wordsOf(next))
    const measure = soldOf(reading, behind) ?? moneyOf(reading, query, kind)
    if (measure === null) throw new NotUnderstood(target === undefined ? [] : reading.wordsOf(target))
    query.measures.push(measure)
    for (const mention of behind) used.add(mention)
  } else if (kind === 'sum' && target !== undefined && main !== null && reading.isTable(target)) {
    used.add(target)
    query.measures.push({ kind: 'count', table: main })
  } else throw new NotUnderstood(target === undefined ? [] : reading.wordsOf(target))
}

/** "The highest average": both words, of which the second says what is compared. */
export function isExtremeMean (reading: Reading): boolean {
  const kinds = reading.marks.aggregate.map(({ kind }) => kind)
  const isExtreme = kinds.some((kind) => kind === 'max' || kind === 'min') || reading.marks.superlative.some(({ concept }) => concept === 'high')
  return isExtreme && kinds.some((kind) => kind === 'avg' || kind === 'sum')
}

export function extremeMean (reading: Reading, query: Query, target: Mention, main: Table | null, used: Set<Mention>): void {
  const extreme = reading.marks.aggregate.find(({ kind }) => kind === 'max' || kind === 'min')
  const mean = reading.marks.aggregate.find(({ kind }) => kind === 'avg' || kind === 'sum')
  const measured = reading.mentions.find((mention) => mention !== target && !used.has(mention) && !reading.isValueOnly(mention) && reading.column(mention, main, isNumber) !== null)
  const isMost = extreme?.kind === 'max' || (extreme === undefined && reading.marks.superlative[0]?.descending === true)
  if (mean === undefined || (mean.kind !== 'avg' && mean.kind !== 'sum')) throw new NotUnderstood([])
  used.add(target)
  query.groups.unshift(reading.groupOf(target, null))
  const use = measured === undefined ? null : reading.column(measured, main, isNumber)
  if (measured !== undefined) used.add(measured)
  const measure: Measure | null = use === null ? moneyOf(reading, query, mean.kind) : { kind: mean.kind, use }
  if (measure === null) throw new NotUnderstood([])
  rank(reading, query, measure, isMost, reading.marks.top[0]?.limit ?? 1)
  for (const mention of reading.mentions) if (!used.has(mention) && !reading.isValueOnly(mention)) relate(reading, query, mention, used, main, false)
}
