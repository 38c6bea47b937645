import type { Table } from '../../catalogue/catalogue.ts'
import { fillers, soleFollower, subjectGroup, tablesOf, type Choice } from './choice.ts'
import { byVerb } from './verbs.ts'
import { has, isCounter, isNumber, isSummable, scaleOf } from './columns.ts'
import { displayColumns } from './display.ts'
import { isBirth } from './options.ts'
import { bySuperlative, moneyOf, soldOf } from './measures.ts'
import { fail } from './not-understood.ts'
import type { Condition, Measure, Use } from './query.ts'
import type { Reading } from './reading.ts'
import type { SlotOf } from './slots.ts'

/** Values are conditions; several of one column are any of them. */
export function addValues (choice: Choice): void {
  const byColumn = new Map<string, { use: Use, values: string[], negated: boolean }>()
  for (const { mention, sense, role, slot } of choice.options) {
    if (sense.kind !== 'value') continue
    const negated = role === 'fill' && slot?.kind === 'negation'
    const via = sense.use.via ?? viaOf(choice, mention.start, sense.use)
    const key = `${sense.use.table.name}.${sense.use.column.name}.${via ?? ''}.${negated}`
    const known = byColumn.get(key) ?? { use: { ...sense.use, ...(via !== undefined && { via }) }, values: [], negated }
    known.values.push(...sense.values)
    byColumn.set(key, known)
  }
  for (const { use, values, negated } of byColumn.values()) {
    const condition: Condition = { kind: 'in', use, values: [...new Set(values)], negated }
    const isApart = choice.main !== null && choice.reading.knowledge.graph.path(choice.main, use.table) === null
    // "not by card": none of them was
    choice.query.conditions.push(negated && isApart ? { kind: 'related', table: use.table, negated: true, conditions: [{ ...condition, negated: false }] } : condition)
  }
  for (const { sense, role } of choice.options) {
    if (sense.kind !== 'column') continue
    if (role === 'flag') choice.query.conditions.push({ kind: 'true', use: sense.use, negated: false })
    if (role === 'present') choice.query.conditions.push(isCounter(sense.use.column) || isNumber(sense.use.column) ? { kind: 'compare', use: sense.use, operator: '>', value: 0 } : { kind: 'null', use: sense.use, negated: true })
  }
}

/** "Out of stock": by the column that holds how much there is. */
export function addSoldOut ({ reading, query, main }: Choice): void {
  for (const mark of reading.marks.soldOut) {
    const column = main?.columns.find((one) => isNumber(one) && has(one, reading.knowledge.glossary, ['inventario']))
    if (main === null || column === undefined) return fail(reading.sentence.words.slice(mark.start, mark.end).map(({ text }) => text))
    query.conditions.push({ kind: 'compare', use: { table: main, column }, operator: '=', value: 0 })
  }
}

/** "From Barcelona to Cancún", between two ways to the same table. */
function viaOf ({ reading, options }: Choice, start: number, use: Use): string | undefined {
  const word = reading.sentence.words[start - 1]?.text ?? ''
  const wanted = /^(?:from|desde|de)$/.test(word) ? 'origen' : /^(?:to|a|hacia|hasta)$/.test(word) ? 'destino' : null
  if (wanted === null) return undefined
  const { graph, glossary } = reading.knowledge
  for (const table of tablesOf(options)) {
    const ways = graph.steps(table).filter(({ to }) => to === use.table)
    if (ways.length < 2) continue
    const way = ways.find(({ columns }) => has({ name: columns[0] ?? '', comment: null } as Use['column'], glossary, [wanted]))
    if (way !== undefined) return way.columns[0]
  }
  return undefined
}

/** Numbers that something is compared with: of a row, or of a group's rows together. */
export function addComparisons (choice: Choice): void {
  for (const slot of choice.reading.slots) if (slot.kind === 'comparison') compare(choice, slot)
}

function compare (choice: Choice, slot: SlotOf<'comparison'>): void {
  const { reading, query, main, subject } = choice
  const { graph, glossary } = reading.knowledge
  const { comparison } = slot
  const [filler] = fillers(choice, slot)
  const operator = comparison.operator === 'between' ? '>=' : comparison.operator
  const having = (measure: Measure, scale = 1) => {
    if (query.having !== null || (measure.kind === 'count' && measure.table.rows > 0 && comparison.value > measure.table.rows)) fail(['having'])
    for (const other of reading.slots) if (other.kind === 'aggregate' && other.function === 'sum' && (other.end <= slot.start || other.start >= slot.end) && fillers(choice, other).length === 0) choice.spent.add(other)
    query.having = { operator, value: comparison.value * scale, ...(comparison.operator === 'between' && { to: comparison.to * scale }), measure }
  }
  const aggregate = reading.slots.find((other): other is SlotOf<'aggregate'> => other.kind === 'aggregate' && reading.distance(other.end, slot.start) <= 4 && other.end <= slot.start && (subject === undefined || other.start > subject.mention.start || query.groups.length > 0))
  const averaged = aggregate === undefined ? undefined : fillers(choice, aggregate)[0] ?? filler
  if (aggregate !== undefined && averaged?.sense.kind === 'column') {
    choice.spent.add(aggregate)
    having({ kind: aggregate.function, use: averaged.sense.use }, scaleOf(averaged.sense.use.column, comparison.unit))
    return
  }
  if (filler?.sense.kind === 'table') {
    if (filler.sense.table === main && subject?.sense.kind !== 'column' && query.groups.length === 0) fail(reading.wordsOf(filler.mention))
    having({ kind: 'count', table: filler.sense.table })
    return
  }
  const ofVerb = byVerb(reading, main, comparison)
  if (filler?.sense.kind === 'money' && ofVerb === null) {
    const grouped = subject === undefined || subject.sense.kind === 'money' ? query : { ...query, groups: [subjectGroup(subject), ...query.groups] }
    const sum = moneyOf(reading, grouped, 'sum')
    if (sum === null || sum.kind === 'count' || sum.kind === 'distinct' || sum.kind === 'share') return fail(reading.wordsOf(filler.mention))
    if (sum.use.table === main && subject?.sense.kind === 'table' && sum.times === undefined) query.conditions.push(condition(sum.use, slot))
    else having(sum)
    return
  }
  const use = filler?.sense.kind === 'column' ? filler.sense.use : ofVerb
  if (use === null) {
    const isSold = reading.soldAt.length > 0 ? soldOf(reading, reading.mentions) : null
    if (isSold !== null && subject !== undefined) return having(isSold)
    if (query.groups.length > 0 || reading.marks.group.length > 0) {
      if (main === null) return fail([])
      having({ kind: 'count', table: main })
      choice.ownHaving = true
      return
    }
    return fail([String(comparison.value)])
  }
  if (/^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(comparison.unit) && isCounter(use.column)) fail([comparison.unit])
  const isApart = main !== null && use.table !== main && graph.path(main, use.table) === null
  const isTotal = reading.slots.some((other) => other.kind === 'aggregate' && other.function === 'sum' && other.end <= slot.end && other.start > (subject?.mention.start ?? -1))
  if (isApart && (isTotal || (isCounter(use.column) && !choice.options.some(({ sense, role }) => sense.kind === 'table' && sense.table === use.table && role === 'related')))) {
    for (const other of reading.slots) if (other.kind === 'aggregate' && other.function === 'sum') choice.spent.add(other)
    return having({ kind: 'sum', use })
  }
  if (main !== null && use.table !== main && !choice.options.some(({ sense }) => sense.kind === 'table' && sense.table === use.table)) choice.cost += 0.5
  if (isApart && isSummable(use.column, glossary) && !choice.options.some(({ sense }) => sense.kind === 'table' && sense.table === use.table)) choice.cost += 1.2
  query.conditions.push(condition(use, slot))
}

function condition (use: Use, { comparison }: SlotOf<'comparison'>): Condition {
  const scale = scaleOf(use.column, comparison.unit)
  if (isBirth(use.column)) return comparison.operator === 'between' ? fail(['between']) : { kind: 'age', use, operator: comparison.operator, value: comparison.value }
  return comparison.operator === 'between'
    ? { kind: 'between', use, from: comparison.value * scale, to: comparison.to * scale }
    : { kind: 'compare', use, operator: comparison.operator, value: comparison.value * scale }
}

/** "5 credits", "grade 9": a number right beside a column that holds numbers. */
export function addEqualities (choice: Choice): void {
  const { reading, query, options, main } = choice
  for (const [place, { text }] of reading.sentence.words.entries()) {
    if (!/^\d+(?:\.\d+)?$/.test(text) || reading.sentence.isTaken(place)) continue
    const beside = options.find(({ mention, sense, role }) => (role === 'shown' || role === 'subject' || role === 'label') && sense.kind === 'column' && isNumber(sense.use.column) && (mention.start === place + 1 || mention.end === place))
    if (beside?.sense.kind !== 'column' || main === null) continue
    choice.numbers.add(place)
    query.conditions.push({ kind: 'compare', use: beside.sense.use, operator: '=', value: Number(text) })
  }
}

export function addNegations (choice: Choice): void {
  const { reading, query, main, options } = choice
  const { graph } = reading.knowledge
  for (const slot of reading.slots) {
    if (slot.kind !== 'negation') continue
    const [filler] = fillers(choice, slot)
    if (filler?.sense.kind === 'value') continue
    if (main === null) fail(reading.sentence.words.slice(slot.start, slot.end).map(({ text }) => text))
    else if (filler === undefined && /\b(?:no longer|ya no)\b/.test(reading.sentence.words.slice(slot.start, slot.end).map(({ text }) => text).join(' '))) {
      const column = main.columns.find((one) => one.category === 'B' && has(one, reading.knowledge.glossary, ['activo']))
      if (column === undefined) return fail(['no'])
      query.conditions.push({ kind: 'true', use: { table: main, column }, negated: true })
    } else if (filler === undefined || filler.sense.kind === 'money') {
      const table = slot.isNever || filler !== undefined ? soleFollower(reading, main) : null
      if (table === null) fail(reading.sentence.words.slice(slot.start, slot.end).map(({ text }) => text))
      else query.conditions.push({ kind: 'related', table, negated: true, conditions: [] })
    } else if (filler.sense.kind === 'table') {
      const { table } = filler.sense
      if (table === main) fail(reading.wordsOf(filler.mention))
      // what stands behind it narrows it: "no concerts in Honduras"
      const owners = new Map(options.flatMap(({ mention, sense }) => sense.kind === 'value' || sense.kind === 'column' ? [[sense.use.column, mention.start] as const] : []))
      const inside = graph.path(main, table) !== null
        ? []
        : query.conditions.filter((condition) => condition.kind !== 'related' && (owners.get(condition.use.column) ?? -1) > filler.mention.start && graph.path(table, condition.use.table) !== null && graph.path(main, condition.use.table) === null)
      query.conditions = query.conditions.filter((condition) => !inside.includes(condition))
      query.conditions.push({ kind: 'related', table, negated: true, conditions: inside })
    } else {
      const { use } = filler.sense
      const isApart = use.table !== main && graph.path(main, use.table) === null
      const apart = (condition: Condition): Condition => isApart ? { kind: 'related', table: use.table, negated: true, conditions: [condition] } : condition
      if (use.column.category === 'B') query.conditions.push(apart({ kind: 'true', use, negated: !isApart }))
      else if (!use.column.notNull && !isApart) query.conditions.push({ kind: 'null', use, negated: false })
      else if ((isCounter(use.column) || has(use.column, reading.knowledge.glossary, ['descuento', 'deuda', 'saldo', 'retraso'])) && !isApart) query.conditions.push({ kind: 'compare', use, operator: '=', value: 0 })
      else fail(reading.wordsOf(filler.mention))
    }
  }
}

export function addAverages (choice: Choice): void {
  const { reading, query, main } = choice
  for (const slot of reading.slots) {
    if (slot.kind !== 'average') continue
    const [filler] = fillers(choice, slot)
    const behind = reading.sentence.words.slice(slot.end, slot.end + 2).map(({ text }) => text).join(' ')
    const per = choice.options.find(({ role, slot: other }) => role === 'per' && other === slot)
    const isOwn = per !== undefined
    if (main === null || (!isOwn && /^(?:de su|of their|of its|en su|in their|of his|of her|for their)/.test(behind)) || reading.slots.some((other) => other.kind === 'aggregate' && !choice.spent.has(other))) fail(['average'])
    const said = reading.sentence.words.slice(Math.max(0, slot.start - 3), slot.end).map(({ text }) => text).join(' ')
    const concept = /earn|gana|cobra|paid/.test(said) ? 'salario' : /long|short|larg|cort|last|dura/.test(said) ? 'duracion' : /big|large|small|grand|pequen/.test(said) ? 'large' : /heav|light|pesa/.test(said) ? 'peso' : 'precio'
    const byVerb = main === null ? undefined : bySuperlative(reading, concept, main, true)?.use.column
    const use = filler?.sense.kind === 'column' ? filler.sense.use : byVerb === undefined || main === null ? null : { table: main, column: byVerb }
    if (use === null || choice.options.some(({ sense, mention }) => sense.kind === 'value' && mention.start - slot.end >= 0 && mention.start - slot.end <= 1)) return fail(['average'])
    const key = per?.sense.kind === 'column' ? per.sense.use : per?.sense.kind === 'table' ? keyTo(reading, main ?? use.table, per.sense.table) : undefined
    if (isOwn && (key === undefined || key.table !== use.table)) return fail(['average'])
    query.conditions.push({ kind: 'average', use, operator: slot.operator, per: key })
  }
}

/** The column by which a table points to another. */
function keyTo (reading: Reading, from: Table, to: Table): Use | undefined {
  const step = reading.knowledge.graph.steps(from).find((one) => one.to === to && one.columns.length === 1)
  const column = from.columns.find(({ name }) => name === step?.columns[0])
  return column === undefined ? undefined : { table: from, column }
}

export function addLikes (choice: Choice): void {
  const { reading, query, main } = choice
  for (const slot of reading.slots) {
    if (slot.kind !== 'like') continue
    const [filler] = fillers(choice, slot)
    const said = reading.sentence.words.slice(slot.start, slot.end).some(({ text }) => text === 'surname')
    const shown = main === null ? [] : displayColumns(main, reading.nameRank)
    const column = filler?.sense.kind === 'column' ? filler.sense.use.column : said ? shown.at(-1) : shown[0]
    const table = filler?.sense.kind === 'column' ? filler.sense.use.table : main
    if (table === null || column === undefined) return fail([])
    query.conditions.push({ kind: 'like', use: { table, column }, pattern: slot.pattern, negated: false })
  }
}
