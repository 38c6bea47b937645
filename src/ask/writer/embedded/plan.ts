import type { Table } from '../../catalogue/catalogue.ts'
import { fillers, tablesOf, type Choice } from './choice.ts'
import { isCounter, isNumber, isTime } from './columns.ts'
import { displayColumns } from './display.ts'
import { addAverages, addComparisons, addEqualities, addLikes, addNegations, addSoldOut, addValues } from './filters.ts'
import { fail } from './not-understood.ts'
import { aggregate, count, grouped, share } from './numbers.ts'
import type { Option } from './options.ts'
import type { Group, Query } from './query.ts'
import { rank } from './ranking.ts'
import type { Reading } from './reading.ts'
import { addRelations, distanceCost } from './relations.ts'
import { addDetails, addOrder, list } from './rows.ts'
import type { SlotOf } from './slots.ts'
import { addPeriods, timeGroup } from './times.ts'

export interface Plan {
  query: Query
  /** The places of numbers that were read. */
  numbers: Set<number>
  /** What speaks against it, beside its words. */
  cost: number
}

/** Makes a query of what each mention was read as. Throws NotUnderstood where that makes none. */
export function planOf (reading: Reading, options: readonly Option[], implied: Table | null): Plan {
  const query: Query = { entity: null, columns: [], distinct: false, measures: [], groups: [], conditions: [], having: null, order: null, limit: null }
  reading.strong = new Set(tablesOf(options))
  const subjects = options.filter(({ role }) => role === 'subject')
  if (subjects.length > 1) fail([])
  const [subject] = subjects
  const counted = reading.slots.flatMap((slot) => slot.kind === 'count' ? fillers({ options } as Choice, slot).slice(0, 1) : [])[0]
  const tableOf = (option: Option | undefined) => option === undefined || option.sense.kind === 'money' ? null : option.sense.kind === 'table' ? option.sense.owner ?? option.sense.table : option.sense.use.table
  const measured = options.find(({ role, slot }) => role === 'fill' && slot?.kind === 'aggregate')
  const main = (subject === undefined ? tableOf(counted) : tableOf(subject)) ?? implied ?? tableOf(measured)
  const choice: Choice = { reading, options, query, main, subject, spent: new Set(), numbers: new Set(), ownHaving: false, cost: implied === null ? 0 : 0.7 }

  checkSlots(choice)
  if (subject === undefined && implied === null && reading.asksForPeople) choice.cost += 1
  if (subject?.sense.kind === 'table' && reading.sentence.words.slice(0, 2).some(({ text }) => /^(?:who|quien|quienes)$/.test(text)) && !reading.peopleTables().includes(subject.sense.table) && reading.peopleTables().length > 0) choice.cost += 0.8
  if (subject?.sense.kind === 'column' && isNumber(subject.sense.use.column) && reading.sentence.words.some(({ text }) => /^(?:who|quien|quienes)$/.test(text))) fail(['who'])
  if (implied !== null && options.some(({ role, sense, mention }) => role === 'shown' && mention.start === 0 && sense.kind === 'column' && isNumber(sense.use.column))) choice.cost += 0.5
  if (subject !== undefined) choice.cost += subjectCost(choice, subject)
  for (const option of options) if (option.role === 'fill' && option.slot?.kind === 'group') query.groups.push(groupOf(option, main))
  addValues(choice)
  addEqualities(choice)
  addComparisons(choice)
  addNegations(choice)
  addAverages(choice)
  addLikes(choice)
  addSoldOut(choice)

  const slots = reading.slots.filter((slot) => !choice.spent.has(slot))
  const aggregates = slots.filter((slot): slot is SlotOf<'aggregate'> => slot.kind === 'aggregate')
  const superlative = slots.find((slot): slot is SlotOf<'superlative'> => slot.kind === 'superlative')
  const most = slots.find((slot): slot is SlotOf<'most'> => slot.kind === 'most')
  const extreme = subject !== undefined && subject.sense.kind !== 'money' && aggregates.filter((slot) => slot.function === 'max' || slot.function === 'min').length === 1 ? aggregates.find((slot) => (slot.function === 'max' || slot.function === 'min') && subject.mention.start < slot.start) : undefined
  const rankedBy = options.find(({ role }) => role === 'rankBy')
  const top = reading.marks.top[0]
  const isRank = superlative !== undefined || most !== undefined || top !== undefined || extreme !== undefined

  const isTrailingCount = counted === undefined && subject !== undefined && slots.some((slot) => slot.kind === 'count' && slot.start > subject.mention.start)

  if (rankedBy !== undefined && !isRank) fail([])
  if (isRank) rank(choice, { superlative, most, extreme, rankedBy, counted, aggregates })
  else if (slots.some((slot) => slot.kind === 'count' && slot.isShare)) share(choice, counted ?? subject)
  else if (counted !== undefined && subject === undefined) count(choice, counted, aggregates)
  else if (counted === undefined && subject === undefined && implied !== null && slots.some(({ kind }) => kind === 'count')) query.measures.push({ kind: 'count', table: implied })
  else if (isTrailingCount && subject !== undefined && query.having === null && query.groups.length === 0) count(choice, subject, aggregates)
  else if (aggregates.length > 0 || counted !== undefined) aggregate(choice, aggregates, counted)
  else if (query.groups.length + reading.timeGroups.length > 0) grouped(choice)
  else list(choice)

  const [first] = query.measures
  // rows are not what their own number is grouped by
  if (!isRank && first !== undefined && first.kind !== 'count' && first.kind !== 'share') query.groups = query.groups.filter((group) => group.kind !== 'entity' || group.via !== undefined || group.table !== first.use.table)
  for (const measure of query.measures) if (measure.kind === 'count' && query.groups.some((group) => group.kind === 'entity' && group.via === undefined && group.table === measure.table)) fail([])
  if (query.having !== null && query.groups.length + reading.timeGroups.length === 0) fail(['having'])
  if (reading.periods.length > 0 && query.groups.some((group) => group.kind === 'column' && isTime(group.use.column))) fail(['by'])
  addDetails(choice)
  const [firstMeasure] = query.measures
  if (choice.ownHaving && query.having !== null && firstMeasure !== undefined) query.having.measure = firstMeasure
  for (const unit of new Set(reading.timeGroups.map((group) => group.unit))) query.groups.push(timeGroup(choice, unit))
  if (firstMeasure === undefined && query.having === null && query.groups.length > 0) fail([])
  addPeriods(choice)
  addOrder(choice)
  addRelations(choice)
  // "spent most on calls" is no number of calls
  if (query.measures.length > 0 && query.measures.every(({ kind }) => kind === 'count') && options.some(({ role, mention }) => role === 'idle' && reading.isMoney(mention))) choice.cost += 1
  const { order } = query
  if (query.distinct && order !== null && typeof order.by === 'object' && !query.columns.some(({ column }) => typeof order.by === 'object' && column === order.by.column)) query.distinct = false
  return { query, numbers: choice.numbers, cost: choice.cost + distanceCost(choice) }
}

/** "Name and job of the employees" are columns of rows, "cities of the airports" are values; a table behind its columns is what they are of. */
function subjectCost ({ reading, options }: Choice, { sense, mention }: Option): number {
  const shown = (table: Table) => options.filter((option) => option.role === 'shown' && option.sense.kind === 'column' && option.sense.use.table === table)
  if (sense.kind === 'table') return shown(sense.table).some((option) => option.sense.kind === 'column' && !isCounter(option.sense.use.column) && option.mention.end <= mention.start) && /^(?:of|de|del|los|las|the|all|each|cada|todos|todas|our)$/.test(reading.sentence.words[mention.start - 1]?.text ?? '') ? -0.8 : 0
  if (sense.kind !== 'column') return 0
  const { table, column } = sense.use
  const isNamed = options.some((option) => option.sense.kind === 'table' && option.sense.table === table && option.role === 'related')
  if (!isNamed) return 0
  const isBefore = options.some((option) => option.sense.kind === 'table' && option.sense.table === table && option.mention.end <= mention.start)
  const asksForNames = reading.sentence.words.some(({ text }) => /^(?:names?|nombres?)$/.test(text))
  return asksForNames || displayColumns(table, reading.nameRank).includes(column) || shown(table).length > 0 ? 1.5 : isBefore ? 1 : 0
}

/** Slots that nothing may leave empty. */
function checkSlots (choice: Choice): void {
  const { reading, options } = choice
  const subjects = options.filter(({ role }) => role === 'subject')
  for (const slot of reading.slots) {
    const filled = options.filter((option) => option.slot === slot)
    if (slot.kind === 'group') {
      const isAgent = options.some(({ mention, sense, role }) => sense.kind === 'value' && role === 'filter' && reading.distance(slot.end, mention.start) <= 1)
      if (filled.length === 0 && isAgent) choice.cost += 0.6
      for (const [place, { mention }] of filled.entries()) {
        const [previous] = filled.slice(place - 1, place)
        if (place > 0 && (previous === undefined || mention.start - previous.mention.end > 2 || !/^(?:and|y|e)$/.test(reading.sentence.words[mention.start - 1]?.text ?? ''))) fail([])
      }
      if (filled.length > 0) continue
      if (!isAgent && !reading.timeGroups.some(({ start }) => start >= slot.end - 1 && start - slot.end <= 2)) fail(['by'])
    } else if (slot.kind === 'negation') {
      for (const [place, { mention }] of filled.entries()) if (place > 0 && !/^(?:and|y|e|or|o|ni|nor)$/.test(reading.sentence.words[mention.start - 1]?.text ?? '')) fail([])
    } else if (filled.length > 1 && slot.kind !== 'order') fail([])
    else if (slot.kind === 'count') {
      const [counted] = filled
      if (counted === undefined) choice.cost += 1
      else if (subjects.some(({ mention }) => mention.start >= slot.end && mention.end <= counted.mention.start)) fail([])
      else choice.cost += (counted.sense.kind === 'column' && reading.marks.distinct.length === 0 && isNumber(counted.sense.use.column) === false ? 0.3 : 0) + options.filter(({ mention, sense, role }) => mention.start >= slot.end && mention.end <= counted.mention.start && sense.kind !== 'value' && role !== 'flag' && role !== 'label' && role !== 'idle').length
    }
  }
}

function groupOf ({ sense, mention }: Option, main: Table | null): Group {
  if (sense.kind === 'table' && (sense.table !== main || sense.via !== undefined)) return { kind: 'entity', table: sense.table, via: sense.via }
  if (sense.kind === 'column') return { kind: 'column', use: sense.use }
  return fail(mention.matches.map(() => ''))
}
