import type { Table } from '../../catalogue/catalogue.ts'
import { relate } from './aggregates.ts'
import { isNumber, isSummable, isTime, isNameOf, isYear } from './columns.ts'
import { displayColumns } from './display.ts'
import type { Marks } from './marks.ts'
import { moneyOf, soldOf } from './measures.ts'
import { bestTable, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Query, Use } from './query.ts'
import type { Reading } from './reading.ts'

export function list (reading: Reading, query: Query, target: Mention | undefined, main: Table | null, used: Set<Mention>): void {
  const rest = reading.mentions.filter((mention) => !used.has(mention) && !reading.isValueOnly(mention))
  if (target === undefined) {
    if (reading.moneyWords.length > 0 && (query.groups.length + reading.timeGroups.length > 0 || reading.periods.length > 0 || query.conditions.length > 0)) return sumOf(reading, query, rest, used)
    throw new NotUnderstood([])
  }
  const isMoneyTarget = reading.isMoney(target)
  if (query.groups.length + reading.timeGroups.length > 0 || (isMoneyTarget && !reading.isTable(target))) {
    const sold = soldOf(reading, rest)
    if (sold !== null) {
      query.measures.push(sold)
      for (const mention of rest) used.add(mention)
      return
    }
    if (isMoneyTarget || reading.moneyWords.length > 0) return sumOf(reading, query, rest, used)
    const use = reading.isTable(target) ? null : reading.column(target, null, isNumber)
    used.add(target)
    if (use !== null && isSummable(use.column, reading.knowledge.glossary)) query.measures.push({ kind: 'sum', use })
    else if (main !== null && reading.isTable(target)) query.measures.push({ kind: 'count', table: main })
    else throw new NotUnderstood(reading.wordsOf(target))
    for (const mention of rest) if (!used.has(mention)) relate(reading, query, mention, used, main, false)
    return
  }
  if (query.having !== null) {
    used.add(target)
    query.groups.push(reading.groupOf(target, null))
    for (const mention of rest) if (!used.has(mention)) relate(reading, query, mention, used, main, false)
    if (reading.marks.count.length > 0) query.measures.push(query.having.measure)
    return
  }
  const numeric = reading.isTable(target) ? null : reading.column(target, null, isNumber)
  const [, ...others] = rest
  if (numeric !== null && others.length === 0 && reading.periods.length + query.conditions.length > 0 && isSummable(numeric.column, reading.knowledge.glossary)) {
    // "returned value in March": a number by itself is summed
    used.add(target)
    query.measures.push({ kind: 'sum', use: numeric })
    return
  }
  listRows(reading, query, target, main, rest, used)
}

export function sumOf (reading: Reading, query: Query, rest: Mention[], used: Set<Mention>): void {
  const measure = moneyOf(reading, query, 'sum')
  if (measure === null) throw new NotUnderstood([])
  query.measures.push(measure)
  for (const mention of rest) {
    const table = bestTable(mention, 0.5)?.element.table
    // what is named beside the money must be where the money is
    if (table !== undefined && measure.kind !== 'count' && reading.knowledge.graph.path(measure.use.table, table) === null && !reading.isMoney(mention)) throw new NotUnderstood(reading.wordsOf(mention))
    used.add(mention)
  }
}

/** The rows of an entity: the columns that are named, else the ones that say who or what it is. */
export function listRows (reading: Reading, query: Query, target: Mention, main: Table | null, rest: Mention[], used: Set<Mention>): void {
  const tables = rest.filter((mention) => reading.isTable(mention))
  const owner = reading.isTable(target) ? main : bestTable(tables[0] ?? target)?.element.table ?? null
  used.add(target)
  const flag = !reading.isTable(target) && owner === null ? reading.column(target, null, ({ category }) => category === 'B') : null
  if (flag !== null) {
    query.entity = flag.table
    query.conditions.push({ kind: 'true', use: flag, negated: false })
    show(reading, query, flag.table)
    return
  }
  if (!reading.isTable(target) && owner === null) {
    const use = reading.column(target, null, ({ category }) => category !== 'N') ?? reading.column(target, null)
    if (use === null) throw new NotUnderstood(reading.wordsOf(target))
    query.columns.push(use)
    query.distinct = true
    query.entity = use.table
    return
  }
  if (owner === null) throw new NotUnderstood(reading.wordsOf(target))
  query.entity = owner
  const named = rest.filter((mention) => !reading.isTable(mention) || mention === target)
  const columns: Use[] = []
  // "trainer specialties": what stands right behind its table is what is wanted of it
  const part = reading.isTable(target) ? rest.find((mention) => mention.start === target.end && !reading.isTable(mention) && reading.column(mention, owner, ({ category }) => category === 'S' || category === 'E')?.table === owner) : undefined
  let showsOwner = reading.isTable(target) && part === undefined
  for (const mention of rest) {
    if (mention === target && reading.isTable(target)) continue
    if (reading.isTable(mention)) {
      const table = bestTable(mention)?.element.table
      used.add(mention)
      if (table === undefined || table === owner) continue
      const isShown = /^(?:and|y|with|con|their|su|sus|its|la|el)$/.test(reading.sentence.words[mention.start - 1]?.text ?? '') && reading.knowledge.graph.path(owner, table) !== null
      if (isShown) for (const column of displayColumns(table, reading.nameRank)) columns.push({ table, column })
      else relate(reading, query, mention, used, owner, false)
      continue
    }
    const use = reading.column(mention, owner)
    if (use === null) throw new NotUnderstood(reading.wordsOf(mention))
    used.add(mention)
    // a column that is not asked for is told of: what of it is not always clear
    const lead = reading.sentence.words[mention.start - 1]?.text ?? ''
    const isAsked = mention.start <= 3 || /^(?:and|y|e|with|con|their|su|sus|its|the|el|la|los|las|of|de|del|or|o|whose|name|nombre)$/.test(lead) || reading.mentions.some(({ end }) => end === mention.start)
    if (use.column.category !== 'B' && !isAsked) throw new NotUnderstood(reading.wordsOf(mention))
    if (use.column.category === 'B' && use.table !== owner && reading.knowledge.graph.path(owner, use.table) === null) throw new NotUnderstood(reading.wordsOf(mention))
    if (use.column.category === 'B' && named.length > 0 && mention !== target) query.conditions.push({ kind: 'true', use, negated: false })
    else if (isNameOf(use.column, reading.sentence, mention)) showsOwner = true
    else {
      const step = reading.knowledge.graph.steps(use.table).find(({ columns }) => columns.length === 1 && columns[0] === use.column.name)
      if (step === undefined || use.table !== owner) columns.push(use)
      else for (const column of displayColumns(step.to, reading.nameRank)) columns.push({ table: step.to, column, via: use.column.name })
    }
  }
  if (showsOwner || columns.length === 0) show(reading, query, owner)
  if (reading.sentence.words.some(({ text }) => text === 'nombre' || text === 'nombres' || text === 'name' || text === 'names') && !showsOwner && !query.columns.some(({ table }) => table === owner)) show(reading, query, owner)
  for (const use of columns) if (!query.columns.some(({ table, column, via }) => table === use.table && column === use.column && via === use.via)) query.columns.push(use)
  if (reading.marks.distinct.length > 0 || (!showsOwner && query.conditions.length === 0)) query.distinct = true
}

export function show (reading: Reading, query: Query, table: Table): void {
  for (const column of displayColumns(table, reading.nameRank)) if (!query.columns.some((use) => use.table === table && use.column === column)) query.columns.push({ table, column })
}

export function addOrder (reading: Reading, query: Query, orders: { mark: Marks['order'][number], mention: Mention | undefined }[]): void {
  const [direction] = reading.marks.direction
  const [first] = orders
  const order = reading.orderedBy === undefined ? first : { mark: first?.mark, mention: reading.orderedBy }
  if (order === undefined && direction === undefined && !reading.isOrderedByTime) return
  const descending = direction?.descending ?? false
  if (order?.mention !== undefined) {
    const use = reading.column(order.mention, query.entity)
    const [measure] = query.measures
    const isGroup = query.groups.some((group) => group.kind === 'column' && use !== null && group.use.column === use.column)
    if (use !== null && measure === undefined) query.order = { by: use, descending }
    else query.order = { by: measure === undefined || isGroup ? 'group' : 'measure', descending }
  } else if (query.order === null || direction !== undefined) {
    if (query.limit !== null) return
    const isTimeOrder = (query.groups.some(({ kind }) => kind === 'time') && !descending) || direction?.isAlphabetical === true
    if (query.groups.length > 0) query.order = { by: isTimeOrder || query.measures.length === 0 ? 'group' : 'measure', descending }
    else {
      const compared = query.conditions.find((condition) => condition.kind === 'average' || condition.kind === 'compare' || condition.kind === 'between')
      const isTimed = reading.isOrderedByTime || (direction !== undefined && reading.sentence.words.slice(direction.start, direction.end).some(({ text }) => /^(?:old|new|recent|antigu|earliest|latest|nuev)/.test(text)))
      const time = isTimed ? query.entity?.columns.find(isTime) ?? query.entity?.columns.find((column) => isYear(column, reading.knowledge.glossary)) : undefined
      if (time !== undefined && query.entity !== null) {
        query.order = { by: { table: query.entity, column: time }, descending }
        return
      }
      const numeric = query.columns.findLast(({ column }) => isNumber(column) || isTime(column)) ?? (compared?.use)
      const by = numeric ?? query.columns[0]
      if (by === undefined) return
      query.order = { by, descending }
      if (numeric !== undefined && !query.columns.some(({ column, table }) => column === by.column && table === by.table)) query.columns.push(by)
    }
  }
}
