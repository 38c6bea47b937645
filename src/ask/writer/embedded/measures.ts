import type { Column, Table } from '../../catalogue/catalogue.ts'
import { stopWords, identifierWords } from '../../words.ts'
import { isNumber, isCounter, isTime, has } from './columns.ts'
import { shareKey } from './glossary.ts'
import { bestTable, type Mention } from './mentions.ts'
import { fail } from './not-understood.ts'
import type { Measure, Query, Use } from './query.ts'
import type { Reading } from './reading.ts'

/** What "by revenue", "by number of enrollments" or "by capacity" measures. */
export function measureOf (reading: Reading, mention: Mention, used: Set<Mention>, query: Query, kind: 'sum' | 'avg' | 'max' | 'min'): Measure {
  used.add(mention)
  const isCounted = reading.marks.count.some(({ end }) => end === mention.start || end + 1 === mention.start)
  if (isCounted || (reading.isTable(mention) && !reading.isMoney(mention))) {
    const table = bestTable(mention)?.element.table
    if (table !== undefined) return { kind: 'count', table }
  }
  const own = reading.column(mention, null, isNumber)
  if (own !== null && !reading.isMoney(mention)) return { kind, use: own }
  return moneyOf(reading, query, kind) ?? (own !== null ? { kind, use: own } : fail(reading.wordsOf(mention)))
}

/** The column that holds what was earned, so that each row is counted once for what is grouped and filtered by. */
export function moneyOf (reading: Reading, query: Query, kind: 'sum' | 'avg' | 'max' | 'min'): Measure | null {
  const { catalogue, graph, glossary } = reading.knowledge
  const needed = [...query.groups.map((group) => group.kind === 'entity' ? group.table : group.use.table), ...query.conditions.flatMap((condition) => condition.kind === 'related' ? [] : [condition.use.table])]
  const said = (word: string) => reading.sentence.keys.some((keys, place) => !stopWords.has(reading.sentence.words[place]?.text ?? '') && shareKey(keys, glossary.keysOf(word)))
  const candidates: { measure: Measure, score: number }[] = []
  for (const table of catalogue.tables.values()) {
    if (table.isPartition) continue
    // what was given back is no revenue, unless it is what was asked for
    if (identifierWords(table.name).some((word) => /^(?:devoluciones|devolucion|returns?|refunds?|reembolsos?)$/.test(word) && !said(word))) continue
    if (needed.some((other) => graph.path(table, other) === null)) continue
    if (graph.steps(table).length === 0 && !table.columns.some(isTime)) continue
    const isNamed = identifierWords(table.name).some((word) => reading.moneyWords.some((place) => shareKey(reading.sentence.keys[place] ?? new Set(), glossary.keysOf(word))))
    const near = (isNamed ? 1 : 0) + (reading.strong.has(table) ? 1 : needed.reduce((sum, other) => sum - 0.1 * (graph.path(table, other)?.length ?? 0), 0))
    const quantity = table.columns.find((column) => isNumber(column) && has(column, glossary, ['cantidad', 'quantity']))
    const price = table.columns.find((column) => isNumber(column) && has(column, glossary, ['precio']))
    for (const column of table.columns.filter(isNumber)) {
      const words = identifierWords(column.name)
      const base = words.some((word) => shareKey(glossary.keysOf(word), glossary.keysOf('ingreso'))) || words.includes('facturado') ? 5 : words.some((word) => /^(?:total|amount|monto|importe)$/.test(word)) ? 4 : words.some((word) => /^(?:valor|value)$/.test(word)) ? 3 : has(column, glossary, ['precio']) && graph.steps(table).length > 1 && quantity === undefined ? 2.5 : 0
      if (base === 0 || words.some((word) => /^(?:devuel|devuelto|returned|refund|refunded|reembolsado|reembolso|rembolso|devolucion|tax|impuesto|discount|descuento|shipping|envio|presupuesto|budget)$/.test(word) && !said(word)) || isCounter(column)) continue
      const boost = words.filter((word) => said(word)).length * 0.5 + (words.some((word) => /^(?:valor|value|amount|monto|importe|lps|usd|lempiras|dolares|revenue)$/.test(word)) ? 1 : 0) - (words.some((word) => /^(?:qq|quintales|cantidad|quantity|units|unidades|kg)$/.test(word)) ? 3 : 0)
      candidates.push({ measure: { kind, use: { table, column } }, score: base + near + boost })
    }
    if (quantity !== undefined && price !== undefined) candidates.push({ measure: { kind, use: { table, column: quantity }, times: { table, column: price } }, score: 3.8 + near })
  }
  const [best, second] = candidates.sort((a, b) => b.score - a.score)
  return best === undefined || (second !== undefined && second.score === best.score && best.measure.kind !== 'count') ? best?.measure ?? null : best.measure
}

/** "Tickets sold", "units sold": how many, by the column that holds how many. */
export function soldOf (reading: Reading, mentions: Mention[]): Measure | null {
  if (reading.soldAt.length === 0) return null
  for (const mention of mentions) {
    const table = bestTable(mention, 0.3)?.element.table
    const quantity = table?.columns.find((column) => isNumber(column) && has(column, reading.knowledge.glossary, ['cantidad']))
    if (table !== undefined && quantity !== undefined) return { kind: 'sum', use: { table, column: quantity } }
    const use = reading.column(mention, null, isNumber)
    if (use !== null && isCounter(use.column)) return { kind: 'sum', use }
  }
  return null
}

/** The one number that the rows of what points to a table have: a grade, a rating. */
export function soleMeasure (reading: Reading, table: Table | null): Use | null {
  if (table === null) return null
  const found = reading.knowledge.graph.pointingTo(table).flatMap(({ from }) => from.columns.filter((column) => isNumber(column) && has(column, reading.knowledge.glossary, ['nota', 'rating'])).map((column) => ({ table: from, column })))
  return found.length === 1 ? found[0] ?? null : null
}

/** "The course with the most failed": how many rows have the value that was named. */
export function countOfValues (reading: Reading, query: Query, main: Table | null): Measure | null {
  const owner = query.conditions.flatMap((condition) => condition.kind === 'in' && condition.use.table !== main && main !== null && reading.knowledge.graph.path(condition.use.table, main) !== null ? [condition.use.table] : [])[0]
  return owner === undefined ? null : { kind: 'count', table: owner }
}

/** The column of a table that an adjective compares by. */
export function bySuperlative (reading: Reading, concept: string, table: Table, descending: boolean): { use: Use, descending: boolean } | null {
  const { glossary } = reading.knowledge
  const by = (fits: (column: Column) => boolean, down = descending) => {
    const columns = table.columns.filter(fits)
    const [column] = columns
    return column === undefined ? null : { use: { table, column }, descending: down }
  }
  const named = (words: string[], fits = isNumber) => by((column) => fits(column) && has(column, glossary, words))
  const isBirth = (column: Column) => isTime(column) && has(column, glossary, ['birthdate', 'nacimiento', 'born'])
  switch (concept) {
    case 'young': return by(isBirth, true) ?? named(['edad']) ?? by(isTime, true)
    case 'old': return by(isBirth, false) ?? by((column) => isTime(column) || (isNumber(column) && has(column, glossary, ['year', 'fundado'])), false)
    case 'new': return by((column) => isTime(column) || (isNumber(column) && has(column, glossary, ['year', 'fundado'])), true)
    case 'high': return named(['altura', 'elevacion', 'monto', 'total', 'precio', 'salario'])
    case 'large': return named(['capacidad', 'poblacion', 'size', 'area', 'hectarea', 'asiento', 'monto', 'total', 'presupuesto'])
    case 'precio': return named(['precio']) ?? named(['monto', 'total', 'valor', 'presupuesto'])
    default: return named([concept])
  }
}
