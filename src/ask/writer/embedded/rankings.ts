import type { Table } from '../../catalogue/catalogue.ts'
import { relate } from './aggregates.ts'
import { isNumber, isTime } from './columns.ts'
import { show } from './lists.ts'
import { moneyOf, measureOf, soldOf, soleMeasure, countOfValues, bySuperlative } from './measures.ts'
import { bestTable, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Measure, Query } from './query.ts'
import type { Reading } from './reading.ts'

export function most (reading: Reading, query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
  const [mark] = reading.marks.most
  if (mark === undefined || target === undefined) throw new NotUnderstood([])
  if (reading.mentions.some((mention) => mention.start < target.start && reading.isValueOnly(mention) && mention.values.every(({ table }) => table === main))) throw new NotUnderstood(reading.wordsOf(target))
  used.add(target)
  query.groups.unshift(reading.groupOf(target, null))
  const after = reading.mentions.find((mention) => mention.start >= mark.end && !used.has(mention) && !reading.isValueOnly(mention))
  const sold = reading.soldAt.some((place) => place >= mark.start) || after !== undefined ? soldOf(reading, after === undefined ? reading.mentions : [after]) : null
  let measure = rankMeasure ?? sold
  if (measure === null && reading.moneyWords.some((place) => place >= mark.start && (after === undefined || place < after.start))) measure = moneyOf(reading, query, 'sum')
  if (measure === null && after !== undefined) measure = measureOf(reading, after, used, query, reading.marks.aggregate[0]?.kind ?? 'sum')
  else if (after !== undefined) used.add(after)
  measure ??= reading.moneyWords.length === 0 ? countOfValues(reading, query, main) : moneyOf(reading, query, 'sum')
  if (measure === null) throw new NotUnderstood([])
  rank(reading, query, measure, mark.descending, reading.marks.top[0]?.limit ?? number(reading) ?? 1)
  for (const mention of reading.mentions) if (!used.has(mention) && !reading.isValueOnly(mention)) relate(reading, query, mention, used, main, false)
}

/** A small number in front of what is ranked: "los 5 pacientes". */
export function number (reading: Reading): number | null {
  const place = reading.sentence.words.findIndex(({ text }, at) => /^\d{1,3}$/.test(text) && !reading.sentence.isTaken(at))
  if (place === -1) return null
  reading.sentence.take(place, place + 1)
  return Number(reading.sentence.words[place]?.text)
}

export function rank (reading: Reading, query: Query, measure: Measure, descending: boolean, limit: number): void {
  query.measures.push(measure)
  query.order = { by: 'measure', descending }
  query.limit = limit
}

export function topBy (reading: Reading, query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
  const [mark] = reading.marks.top
  if (mark === undefined || target === undefined) throw new NotUnderstood([])
  used.add(target)
  const aggregate = reading.marks.aggregate[0]
  const after = reading.mentions.find((mention) => mention.start > target.start && !used.has(mention) && !reading.isValueOnly(mention))
  let measure = rankMeasure
  if (aggregate !== undefined && measure !== null && measure.kind === 'sum') measure = { ...measure, kind: aggregate.kind }
  if (measure === null && after !== undefined) measure = measureOf(reading, after, used, query, aggregate?.kind ?? 'sum')
  if (measure === null && reading.moneyWords.length > 0) measure = moneyOf(reading, { ...query, groups: [reading.groupOf(target, null), ...query.groups] }, 'sum')
  if (measure === null && aggregate !== undefined) {
    const numeric = reading.knowledge.catalogue.tables.size > 0 ? soleMeasure(reading, main) : null
    if (numeric !== null) measure = { kind: aggregate.kind, use: numeric }
  }
  if (measure === null) throw new NotUnderstood(reading.wordsOf(target))
  const table = reading.isTable(target) ? main : null
  // a column of the target's own is no sum
  if (table !== null && measure.kind !== 'count' && measure.kind !== 'distinct' && measure.use.table === table && measure.times === undefined) {
    query.entity = table
    show(reading, query, table)
    query.columns.push(measure.use)
    query.order = { by: measure.use, descending: true }
    query.limit = mark.limit
  } else {
    query.groups.unshift(reading.groupOf(target, null))
    rank(reading, query, measure, true, mark.limit)
  }
  for (const mention of reading.mentions) if (!used.has(mention) && !reading.isValueOnly(mention)) relate(reading, query, mention, used, main, false)
}

export function superlative (reading: Reading, query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>, rankMeasure: Measure | null): void {
  const [mark] = reading.marks.superlative
  if (mark === undefined || target === undefined) throw new NotUnderstood([])
  const limit = reading.marks.top[0]?.limit ?? Number(mark.groups['limit'] ?? number(reading) ?? 1)
  const own = reading.column(target, null, isNumber)
  const other = reading.mentions.find((mention) => mention !== target && !used.has(mention) && reading.isTable(mention))
  // "the price of the dearest ticket": a number
  if (!reading.isTable(target) && own !== null && other !== undefined) {
    used.add(target)
    const table = bestTable(other)?.element.table
    used.add(other)
    query.measures.push({ kind: mark.descending ? 'max' : 'min', use: table === undefined ? own : reading.column(target, table, isNumber) ?? own })
    return
  }
  used.add(target)
  if (main === null) throw new NotUnderstood(reading.wordsOf(target))
  const said = reading.mentions.find((mention) => mention !== target && !used.has(mention) && !reading.isValueOnly(mention) && !reading.isTable(mention) && (mention.end === mark.start || mention.start === mark.end))
  const measured = said === undefined ? null : reading.column(said, main, (column) => isNumber(column) || isTime(column))
  if (said !== undefined && measured !== null && measured.table === main) {
    used.add(said)
    query.entity = main
    show(reading, query, main)
    query.columns.push(measured)
    query.order = { by: measured, descending: mark.descending }
    query.limit = limit
    for (const mention of reading.mentions) if (!used.has(mention) && !reading.isValueOnly(mention)) relate(reading, query, mention, used, main, false)
    return
  }
  const use = rankMeasure !== null && rankMeasure.kind !== 'count' ? { use: rankMeasure.use, descending: mark.descending } : bySuperlative(reading, mark.concept, main, mark.descending)
  if (use === null) throw new NotUnderstood(reading.sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
  query.entity = main
  show(reading, query, main)
  query.columns.push(use.use)
  query.order = { by: use.use, descending: use.descending }
  query.limit = limit
  for (const mention of reading.mentions) if (!used.has(mention) && !reading.isValueOnly(mention)) relate(reading, query, mention, used, main, false)
}
