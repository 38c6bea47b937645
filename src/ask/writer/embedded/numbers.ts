import type { Table } from '../../catalogue/catalogue.ts'
import { fillers, subjectGroup, type Choice } from './choice.ts'
import { isCounter, isNumber, isSummable, isTime, isYear } from './columns.ts'
import { moneyOf, soldOf, soleMeasure } from './measures.ts'
import { fail } from './not-understood.ts'
import type { Option } from './options.ts'
import type { Condition, Measure } from './query.ts'
import type { Reading } from './reading.ts'
import type { SlotOf } from './slots.ts'

/** What a mention measures: the rows of a table, a column, or what was earned. */
export function measureOf (choice: Choice, option: Option, kind: 'sum' | 'avg' | 'max' | 'min'): Measure {
  const { reading, query } = choice
  if (option.sense.kind === 'table') {
    const { table } = option.sense
    return option.slot?.kind === 'aggregate' ? sumOf(table, kind) : { kind: 'count', table }
  }
  if (option.sense.kind === 'money') return moneyOf(reading, query, kind) ?? fail(reading.wordsOf(option.mention))
  const { use } = option.sense
  if (isNumber(use.column) || ((kind === 'max' || kind === 'min') && (isTime(use.column) || isYear(use.column, reading.knowledge.glossary)))) return { kind, use }
  return { kind: 'distinct', use }
}

/** What the rows of a table come to: their amounts where they have one, else how many they are. */
export function sumOf (table: Table, kind: 'sum' | 'avg' | 'max' | 'min' = 'sum'): Measure {
  const column = table.columns.find((one) => isNumber(one) && /(?:^|_)(?:total|amount|monto|importe|valor)/i.test(one.name))
  return column === undefined ? { kind: 'count', table } : { kind, use: { table, column } }
}

export function count (choice: Choice, counted: Option, aggregates: SlotOf<'aggregate'>[]): void {
  const { query, reading } = choice
  if (counted.sense.kind === 'table') {
    query.measures.push({ kind: 'count', table: counted.sense.table })
    query.entity = counted.sense.table
    if (query.having !== null && query.groups.length === 0) {
      if (query.having.measure.kind === 'count' && query.having.measure.table === counted.sense.table) fail([])
      query.groups.push({ kind: 'entity', table: counted.sense.table })
      query.isCountOfGroups = true
      query.measures = []
    }
  } else if (counted.sense.kind === 'column') {
    const { use } = counted.sense
    const isDistinct = reading.marks.distinct.length > 0
    if (!isDistinct && choice.options.some(({ role, sense }) => role === 'related' && sense.kind === 'table' && sense.table === use.table)) fail(reading.wordsOf(counted.mention))
    if (!isDistinct && isNumber(use.column) && !isCounter(use.column) && /^(?:smallint|integer|bigint)/.test(use.column.type) && !isYear(use.column, reading.knowledge.glossary)) {
      choice.cost += 0.2
      query.measures.push({ kind: 'sum', use })
    } else if (!isDistinct && isNumber(use.column) && isCounter(use.column)) query.measures.push({ kind: 'sum', use })
    else if (use.column.category === 'B') fail(reading.wordsOf(counted.mention))
    else if (isTime(use.column) || (use.column.category === 'N' && !isDistinct)) fail(reading.wordsOf(counted.mention))
    else query.measures.push({ kind: 'distinct', use })
  } else fail(reading.wordsOf(counted.mention))
  for (const slot of aggregates) addAggregate(choice, slot, aggregates)
}

/** "What percentage of the orders were cancelled": what stands before the rows says which, what behind them how many of those. */
export function share ({ query, options }: Choice, counted: Option | undefined): void {
  if (counted?.sense.kind !== 'table' || query.having !== null) return fail(['percent'])
  const { mention, sense: { table } } = counted
  const placeOf = (condition: Condition) => options.find(({ sense }) => condition.kind !== 'related' && (sense.kind === 'value' || sense.kind === 'column') && sense.use.column === condition.use.column)?.mention.start ?? Infinity
  const behind = query.conditions.filter((condition) => placeOf(condition) > mention.start)
  const conditions = behind.length > 0 ? behind : query.conditions
  if (conditions.length === 0) return fail(['percent'])
  query.conditions = query.conditions.filter((condition) => !conditions.includes(condition))
  query.measures.push({ kind: 'share', table, conditions })
}

function addAggregate (choice: Choice, slot: SlotOf<'aggregate'>, all: SlotOf<'aggregate'>[]): void {
  const { reading, query, main } = choice
  const own = fillers(choice, slot)[0]
  const shared = own ?? all.flatMap((other) => fillers(choice, other))[0]
  if (shared !== undefined) {
    if (own === undefined && slot.function === 'sum') return
    const measure = measureOf(choice, shared, slot.function)
    if (measure.kind === 'distinct') fail(reading.wordsOf(shared.mention))
    if (measure.kind === 'sum' && shared.sense.kind === 'column' && !isSummable(measure.use.column, reading.knowledge.glossary)) fail(reading.wordsOf(shared.mention))
    query.measures.push(measure)
    return
  }
  const sold = soldOf(reading, reading.mentions)
  if (slot.function === 'sum' && /\b(?:cuant[oa]|how much)\b/.test(reading.sentence.words.slice(slot.start, slot.end).map(({ text }) => text).join(' ')) && sold === null && main !== null && reading.moneyWords.length === 0) {
    const table = choice.subject === undefined ? main : choice.subject.sense.kind === 'table' ? choice.subject.sense.table : main
    const column = table.columns.find((one) => isNumber(one) && isCounter(one))
    const own = sumOf(table)
    if (column !== undefined) query.measures.push({ kind: 'sum', use: { table, column } })
    else if (own.kind === 'sum') query.measures.push(own)
    else fail(['much'])
    return
  }
  if (slot.function === 'sum' && sold !== null) query.measures.push(sold)
  else if (slot.function === 'sum' && choice.subject?.sense.kind === 'table' && reading.moneyWords.length === 0) query.measures.push(sumOf(choice.subject.sense.table))
  else if (slot.function === 'sum' || slot.function === 'avg') {
    choice.cost += reading.moneyWords.length > 0 ? 0.2 : 0.9
    const measure = (slot.function === 'avg' && main !== null ? soleMean(reading, main, 'avg') : null) ?? moneyOf(reading, query, slot.function)
    if (measure === null) fail([])
    else query.measures.push(measure)
  } else fail([])
}

export function aggregate (choice: Choice, aggregates: SlotOf<'aggregate'>[], counted: Option | undefined): void {
  const { query, subject } = choice
  const isGroup = subject !== undefined && subject.sense.kind !== 'money' && !(aggregates.length === 1 && aggregates[0]?.function === 'sum' && fillers(choice, aggregates[0]).length === 0)
  if (isGroup && subject !== undefined) {
    if (query.groups.length > 0) choice.cost += 0.8
    query.groups.unshift(subjectGroup(subject))
    choice.cost += subject.mention.start > (aggregates[0]?.start ?? counted?.mention.start ?? 0) ? 1.2 : 0.2
  }
  for (const slot of aggregates) addAggregate(choice, slot, aggregates)
  if (counted !== undefined) query.measures.push(measureOf(choice, counted, 'sum'))
  if (query.measures.length === 0) fail([])
}

/** A group without a word for what of it: its rows are counted, what can be summed is. */
export function grouped (choice: Choice): void {
  const { query, subject, reading, main } = choice
  const sold = soldOf(reading, subject === undefined ? reading.mentions : [subject.mention])
  if (sold !== null) query.measures.push(sold)
  else if (subject?.sense.kind === 'table') query.measures.push({ kind: 'count', table: subject.sense.table })
  else if (subject?.sense.kind === 'column' && isNumber(subject.sense.use.column) && isSummable(subject.sense.use.column, reading.knowledge.glossary)) query.measures.push({ kind: 'sum', use: subject.sense.use })
  else if (subject?.sense.kind === 'money' || reading.moneyWords.length > 0) query.measures.push(moneyOf(reading, query, 'sum') ?? fail([]))
  else if (subject === undefined && main !== null) query.measures.push({ kind: 'count', table: main })
  else fail([])
}

/** The mean of the one number that the rows of what points to a table have. */
export function soleMean (reading: Reading, main: Table, kind: 'sum' | 'avg' | 'max' | 'min'): Measure | null {
  const use = soleMeasure(reading, main)
  return use === null ? null : { kind, use }
}
