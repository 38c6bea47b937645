import type { Table } from '../../catalogue/catalogue.ts'
import { subjectGroup, type Choice } from './choice.ts'
import { isCounter, isNumber, isSummable, isTime, isYear } from './columns.ts'
import { displayColumns } from './display.ts'
import { bySuperlative, moneyOf } from './measures.ts'
import { fail } from './not-understood.ts'
import { dateColumn } from './times.ts'

/** The rows of an entity, or the values of a column; a number by itself is summed. */
export function list (choice: Choice): void {
  const { query, subject, reading, main } = choice
  if (subject?.sense.kind === 'money') {
    query.measures.push(moneyOf(reading, query, 'sum') ?? fail([]))
    return
  }
  if (query.having !== null) {
    query.groups.push(subject === undefined ? main === null ? fail([]) : { kind: 'entity', table: main } : subjectGroup(subject))
    if (reading.slots.some(({ kind }) => kind === 'count')) query.measures.push(query.having.measure)
    return
  }
  if (main === null) return fail([])
  query.entity = main
  if (subject?.sense.kind === 'column') {
    const { use } = subject.sense
    const others = choice.options.filter(({ role }) => role === 'shown')
    if (isNumber(use.column) && others.length === 0 && isSummable(use.column, reading.knowledge.glossary) && query.conditions.length + reading.periods.length > 0) {
      choice.cost += isCounter(use.column) || subject.mention.start === 0 ? 0.1 : 0.7
      query.measures.push({ kind: 'sum', use })
      return
    }
    query.columns.push(use)
    query.distinct = true
  } else if (subject?.sense.kind === 'table' && subject.sense.via !== undefined) {
    const { table, via } = subject.sense
    query.columns.push(...displayColumns(table, reading.nameRank).map((column) => ({ table, column, via })))
    query.distinct = query.conditions.length === 0
  } else show(choice, main)
  addShown(choice)
  if (reading.sentence.words.some(({ text }) => text === 'when' || text === 'cuando') && !query.columns.some(({ column }) => isTime(column))) query.columns.push(dateColumn(reading, main, query))
}

export function show ({ query, reading }: Choice, table: Table): void {
  for (const column of displayColumns(table, reading.nameRank)) if (!query.columns.some((use) => use.table === table && use.column === column)) query.columns.push({ table, column })
}

/** What is named to be shown beside the subject. */
export function addShown (choice: Choice): void {
  const { query, reading, main } = choice
  for (const { role, sense } of choice.options) {
    if (role !== 'shown') continue
    if (sense.kind === 'table' && (sense.table !== main || sense.via !== undefined)) for (const column of displayColumns(sense.table, reading.nameRank)) query.columns.push({ table: sense.table, column, via: sense.via })
    if (sense.kind !== 'column') continue
    const step = reading.knowledge.graph.steps(sense.use.table).find(({ columns }) => columns.length === 1 && columns[0] === sense.use.column.name)
    if (step !== undefined && sense.use.table === main) for (const column of displayColumns(step.to, reading.nameRank)) query.columns.push({ table: step.to, column, via: sense.use.column.name })
    else if (!query.columns.some(({ table, column, via }) => table === sense.use.table && column === sense.use.column && via === sense.use.via)) query.columns.push(sense.use)
  }
}

/** Columns that are named beside a number belong to what it is grouped by; labels to the value beside them. */
export function addDetails ({ options, query, reading }: Choice): void {
  for (const { role, sense, mention } of options) {
    if (sense.kind !== 'column') continue
    const { use } = sense
    if (role === 'label' && !options.some((other) => other.sense.kind === 'value' && other.sense.use.column === use.column)) fail(mention.matches.map(() => ''))
    if (role !== 'shown' || query.columns.some(({ table, column }) => table === use.table && column === use.column)) continue
    if (query.columns.length > 0 && query.measures.length === 0 && query.having === null) continue // a reference, shown by its name
    if (!query.groups.some((group) => group.kind === 'entity' && group.table === use.table) || (isNumber(use.column) && reading.slots.some((slot) => slot.kind === 'aggregate' && slot.function === 'sum'))) fail([])
    query.groups.push({ kind: 'column', use })
  }
}

/** In which order, by what was said or what is there to go by. */
export function addOrder (choice: Choice): void {
  const { reading, query } = choice
  const [direction] = reading.marks.direction
  const descending = direction?.descending ?? false
  const fills = choice.options.filter(({ role, slot }) => role === 'fill' && slot?.kind === 'order')
  const [order] = fills
  if (order !== undefined) {
    if (order.sense.kind !== 'column') query.order = query.measures.length > 0 ? { by: 'measure', descending } : fail(reading.wordsOf(order.mention))
    else if (query.measures.length === 0) query.order = { by: order.sense.use, descending }
    else {
      const { use } = order.sense
      query.order = { by: query.groups.some((group) => group.kind === 'column' && group.use.column === use.column) ? 'group' : 'measure', descending }
    }
    return
  }
  if (direction === undefined && !reading.isOrderedByTime) {
    if (reading.marks.order.length > 0) fail(['order'])
    return
  }
  if (query.limit !== null) return
  if (query.groups.length > 0) {
    const isTimeOrder = (query.groups.some(({ kind }) => kind === 'time') && !descending) || direction?.isAlphabetical === true
    query.order = { by: isTimeOrder || query.measures.length === 0 ? 'group' : 'measure', descending }
    return
  }
  const said = direction === undefined ? '' : reading.sentence.words.slice(direction.start, direction.end).map(({ text }) => text).join(' ')
  const isTimed = reading.isOrderedByTime || /\b(?:old|new|recent|antigu|earliest|latest|nuev|chronolog|cronolog)/.test(said)
  const time = isTimed ? query.entity?.columns.find(isTime) ?? query.entity?.columns.find((column) => isYear(column, reading.knowledge.glossary)) : undefined
  if (time !== undefined && query.entity !== null) {
    query.order = { by: { table: query.entity, column: time }, descending }
    return
  }
  const compared = query.conditions.find((condition) => condition.kind === 'average' || condition.kind === 'compare' || condition.kind === 'between')
  const concept = /paid/.test(said) ? 'salario' : /expensive|cheap|dear|price|car[oa]|barat/.test(said) ? 'precio' : /large|big|small|grande|pequen/.test(said) ? 'large' : /long|short|larg/.test(said) ? 'duracion' : null
  const byConcept = concept === null || query.entity === null ? null : bySuperlative(reading, concept, query.entity, descending)?.use ?? null
  const numeric = direction?.isAlphabetical === true ? undefined : byConcept ?? query.columns.findLast(({ column }) => isNumber(column) || isTime(column)) ?? compared?.use
  const by = numeric ?? query.columns[0]
  if (by === undefined) return fail(['order'])
  if (numeric === undefined && direction?.isAlphabetical !== true) fail(['order'])
  query.order = { by, descending }
  if (numeric !== undefined && !query.columns.some(({ column, table }) => column === by.column && table === by.table)) query.columns.push(by)
}
