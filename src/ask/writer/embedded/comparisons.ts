import type { Table } from '../../catalogue/catalogue.ts'
import { isNumber, isCounter, isSummable, has, scaleOf } from './columns.ts'
import { displayColumns } from './display.ts'
import type { Comparison } from './marks.ts'
import { moneyOf, soldOf } from './measures.ts'
import { bestTable, columnMatches, type Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Query, Use } from './query.ts'
import type { Reading } from './reading.ts'

// conditions

export function addComparisons (reading: Reading, query: Query, used: Set<Mention>, main: Table | null, target: Mention | undefined): void {
  for (const comparison of reading.comparisons) {
    const after = reading.mentions.find(({ start }) => start === comparison.end || (start === comparison.end + 1 && /^(?:de|of|in|en|the)$/.test(reading.sentence.words[comparison.end]?.text ?? '')))
    const before = reading.mentions.filter(({ end }) => end <= comparison.start).findLast((mention) => mention !== target && !used.has(mention))
    const countable = after !== undefined && reading.isTable(after) && after !== target ? bestTable(after)?.element.table : undefined
    const operator = comparison.operator === 'between' ? '>=' : comparison.operator
    const to = comparison.operator === 'between' ? { to: comparison.to } : {}
    const aggregate = target === undefined ? undefined : reading.marks.aggregate.find(({ start, end }) => start > target.start && end <= comparison.start)
    const averaged = aggregate === undefined ? undefined : reading.mentions.find((mention) => mention !== target && mention.end <= comparison.start && (mention.start >= aggregate.end || mention.end === aggregate.start) && reading.column(mention, main, isNumber) !== null)
    if (aggregate !== undefined && averaged !== undefined) {
      const use = reading.column(averaged, main, isNumber)
      if (use === null) throw new NotUnderstood(reading.wordsOf(averaged))
      used.add(averaged)
      reading.marks.aggregate.splice(reading.marks.aggregate.indexOf(aggregate), 1)
      query.having = { operator, value: comparison.value * scaleOf(use.column, comparison.unit), ...to, measure: { kind: aggregate.kind, use } }
      continue
    }
    if (after !== undefined && countable !== undefined && !(reading.isMoney(after) && !reading.isTable(after))) {
      used.add(after)
      query.having = { operator, value: comparison.value, ...to, measure: { kind: 'count', table: countable } }
      continue
    }
    const isGeneric = after !== undefined && /^(?:unidades|units|unidad|pieces|piezas|items|articulos)$/.test(reading.wordsOf(after).join(' '))
    const better = isGeneric ? reading.mentions.find((mention) => mention !== after && mention !== target && !used.has(mention) && main !== null && reading.column(mention, main, isNumber)?.table === main) : undefined
    if (isGeneric && better !== undefined) used.add(after)
    const counted = isGeneric && better === undefined && reading.soldAt.length > 0 ? soldOf(reading, [after]) : null
    if (counted !== null && after !== undefined) {
      used.add(after)
      query.having = { operator, value: comparison.value, ...to, measure: counted }
      continue
    }
    const earned = byVerb(reading, main, comparison) === null && reading.moneyWords.some((place) => place < comparison.start && place >= (target?.end ?? 0)) && target !== undefined
    const sum = earned ? moneyOf(reading, { ...query, groups: [reading.groupOf(target, null)] }, 'sum') : null
    if (sum !== null && sum.kind !== 'count' && sum.kind !== 'distinct' && (!reading.isTable(target ?? ({} as Mention)) || sum.use.table !== main)) {
      for (const mention of reading.mentions) if (mention !== target && reading.isMoney(mention)) used.add(mention)
      query.having = { operator, value: comparison.value, ...to, measure: sum }
      continue
    }
    const own = better !== undefined ? reading.column(better, main, isNumber) : after === undefined ? null : reading.column(after, main, isNumber)
    if (better !== undefined) used.add(better)
    const near = before === undefined ? null : reading.column(before, main, isNumber)
    const adjacent = before !== undefined && comparison.start - before.end <= 2 && !reading.isMoney(before)
    const use = own ?? (adjacent && near !== null ? near : null) ?? byVerb(reading, main, comparison)
    if (own !== null && after !== undefined) used.add(after)
    else if (use !== null && use === near && before !== undefined) used.add(before)
    if (use === null) {
      const money = reading.moneyWords.some((place) => place < comparison.start) ? moneyOf(reading, { ...query, groups: target === undefined ? [] : [reading.groupOf(target, null)] }, 'sum') : null
      if (money !== null) query.having = { operator, value: comparison.value, ...to, measure: money }
      else if (query.groups.length > 0 || reading.marks.group.length > 0 || reading.marks.count.length > 0) {
        if (main === null) throw new NotUnderstood([])
        query.having = { operator, value: comparison.value, ...to, measure: { kind: 'count', table: main } }
        reading.ownHaving = true
      } else throw new NotUnderstood([String(comparison.value)])
      continue
    }
    if (/^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(comparison.unit) && isCounter(use.column)) throw new NotUnderstood([comparison.unit])
    // a number of one of many rows, or of all of them together: which was not said
    const isApart = main !== null && use.table !== main && reading.knowledge.graph.path(main, use.table) === null
    if (isApart && isSummable(use.column, reading.knowledge.glossary) && !reading.strong.has(use.table)) throw new NotUnderstood([String(comparison.value)])
    const scale = scaleOf(use.column, comparison.unit)
    query.conditions.push(comparison.operator === 'between'
      ? { kind: 'between', use, from: comparison.value * scale, to: comparison.to * scale }
      : { kind: 'compare', use, operator: comparison.operator, value: comparison.value * scale })
  }
}

/** "5 credits", "grade 9": a number right beside a column that holds numbers. */
export function addEqualities (reading: Reading, query: Query, used: Set<Mention>, main: Table | null): void {
  for (const [place, { text }] of reading.sentence.words.entries()) {
    if (reading.sentence.isTaken(place) || !/^\d+(?:\.\d+)?$/.test(text)) continue
    const beside = reading.mentions.find((mention) => !used.has(mention) && !reading.isTable(mention) && (mention.start === place + 1 || mention.end === place))
    const use = beside === undefined ? null : reading.column(beside, main, isNumber)
    if (use === null || beside === undefined) continue
    reading.sentence.take(place, place + 1)
    used.add(beside)
    query.conditions.push({ kind: 'compare', use, operator: '=', value: Number(text) })
  }
}

/** "Cost between", "earning less than": the verb, or the unit, says which column of the target it is. */
export function byVerb (reading: Reading, main: Table | null, { start, unit }: Comparison): Use | null {
  if (main === null) return null
  const { glossary } = reading.knowledge
  const said = reading.sentence.words.slice(Math.max(0, start - 3), start).map(({ text }) => text).join(' ')
  const concepts: [RegExp, string[]][] = [
    [/cost|cuest|vale|pric|preci/, ['precio']], [/earn|gana|paid|cobra|salar/, ['salario']], [/weigh|pesa/, ['peso']], [/long|dur|last/, ['duracion']], [/old|edad|age/, ['edad']], [/delay|retras|late|demor/, ['retraso']]
  ]
  const byWord = concepts.find(([pattern]) => pattern.test(said))?.[1]
  const byUnit = /^(?:dollars?|dolares|usd|lempiras|euros?|pesos)$/.test(unit) ? ['precio', 'monto', 'total', 'salario'] : /^(?:minut|hour|hora)/.test(unit) ? ['duracion', 'retraso'] : /^(?:feet|ft|pies)$/.test(unit) ? ['elevacion', 'altura'] : null
  for (const words of [byWord, byUnit]) {
    if (words === undefined || words === null) continue
    for (const word of words) {
      const column = main.columns.find((one) => isNumber(one) && has(one, glossary, [word]))
      if (column !== undefined) return { table: main, column }
    }
  }
  return null
}

export function addAverages (reading: Reading, query: Query, used: Set<Mention>, main: Table | null): void {
  for (const mark of reading.marks.aboveAverage) {
    const behind = reading.sentence.words.slice(mark.end, mark.end + 2).map(({ text }) => text).join(' ')
    // the average of a group, or of an average: another question
    if (main === null || /^(?:de su|of their|of its|en su|in their|of his|of her|for their)/.test(behind) || reading.marks.aggregate.length > 0) throw new NotUnderstood(['average'])
    const after = reading.behind(mark.end, used)
    const before = reading.mentions.filter(({ end }) => end <= mark.end).findLast((mention) => !reading.isTable(mention) && !used.has(mention))
    const own = after === undefined ? null : reading.column(after, main, isNumber)
    const near = before === undefined ? null : reading.column(before, main, isNumber)
    const said = reading.sentence.words.slice(Math.max(0, mark.start - 3), mark.end).map(({ text }) => text).join(' ')
    const word = /earn|gana|cobra/.test(said) ? 'salario' : 'precio'
    const byVerb = main.columns.find((column) => isNumber(column) && has(column, reading.knowledge.glossary, [word]))
    const use = own ?? near ?? (byVerb === undefined ? null : { table: main, column: byVerb })
    if (use === null) throw new NotUnderstood([])
    if (use === own && after !== undefined) used.add(after)
    else if (use === near && before !== undefined) used.add(before)
    query.conditions.push({ kind: 'average', use, operator: mark.operator })
  }
}

export function addLikes (reading: Reading, query: Query, used: Set<Mention>, main: Table | null): void {
  for (const mark of reading.marks.like) {
    const before = reading.mentions.filter(({ end }) => end <= mark.start).findLast((mention) => mention.start > 0 && !used.has(mention) && columnMatches(mention).length > 0 && !reading.isTable(mention))
    const own = before === undefined ? null : reading.column(before, main, (column) => column.category === 'S')
    if (own !== null && before !== undefined) used.add(before)
    const said = reading.sentence.words.slice(mark.start, mark.end).some(({ text }) => text === 'surname')
    const shown = main === null ? [] : displayColumns(main, reading.nameRank)
    const column = own?.column ?? (said ? shown.at(-1) : shown[0])
    const table = own?.table ?? main
    if (table === null || column === undefined) throw new NotUnderstood([])
    query.conditions.push({ kind: 'like', use: { table, column }, pattern: mark.pattern, negated: false })
  }
}
