import type { FoundPeriod } from '../../../language/periods.ts'
import type { Table } from '../../catalogue/catalogue.ts'
import { isTime, isYear, has } from './columns.ts'
import type { Mention } from './mentions.ts'
import { NotUnderstood } from './not-understood.ts'
import type { Group, Query, Use } from './query.ts'
import type { Reading } from './reading.ts'

export function addPeriods (reading: Reading, query: Query, used: Set<Mention>): void {
  if (reading.periods.length === 0) return
  const [measure] = query.measures
  const base = measure === undefined ? query.entity : measure.kind === 'count' ? measure.table : measure.use.table
  const having = query.having === null ? null : query.having.measure.kind === 'count' ? query.having.measure.table : query.having.measure.use.table
  for (const period of reading.periods) {
    const near = reading.mentions.filter((mention) => mention.end <= period.start && !reading.isValueOnly(mention) && !reading.isTable(mention)).findLast(({ end }) => period.start - end <= 2)
    const named = near === undefined ? null : reading.column(near, base, (column) => isTime(column) || isYear(column, reading.knowledge.glossary))
    if (named !== null && near !== undefined) used.add(near)
    const use = named ?? dateColumn(reading, having ?? base, query, period)
    query.conditions.push({ kind: 'period', use, from: period.from, to: period.to })
  }
}

/** The column that tells when: of what is counted or summed, else of what it points to. */
export function dateColumn (reading: Reading, table: Table | null, query: Query, period?: FoundPeriod, isFine = false): Use {
  const { graph, glossary } = reading.knowledge
  const [measure] = query.measures
  const own = measure === undefined ? table : measure.kind === 'count' ? measure.table : measure.use.table
  const said = period === undefined ? '' : reading.sentence.words.slice(Math.max(0, period.start - 3), period.start).map(({ text }) => text).join(' ')
  const verbs: [RegExp, string[]][] = [[/born|nacid|nacier/, ['birthdate', 'nacimiento']], [/hired|contrat/, ['hiredate', 'contrato']], [/deliver|entreg/, ['entrega']], [/shipp|envia/, ['envio']], [/founded|fundad/, ['fundado']], [/formed|formad/, ['formation']], [/depart|sali|despeg/, ['departure', 'salida']], [/register|registr|joined|ingres/, ['registro', 'ingreso', 'created']], [/creat|cread|crearon/, ['created', 'creacion', 'registro']]]
  const wanted = verbs.find(([pattern]) => pattern.test(said))?.[1]
  // what is filtered by, where each of its rows is one of what is counted, tells when; else that itself, or what it points to
  const facts = own === null ? [] : query.conditions.flatMap((condition) => condition.kind !== 'related' && condition.use.table !== own && graph.path(condition.use.table, own) !== null ? [condition.use.table] : [])
  const bridges = own === null
    ? []
    : [...query.conditions.flatMap((condition) => condition.kind === 'related' ? [] : [condition.use.table]), ...query.groups.map((group) => group.kind === 'entity' ? group.table : group.use.table)]
        .flatMap((other) => graph.path(own, other) === null ? graph.pointingTo(own).map(({ from }) => from).filter((from) => graph.path(from, other) !== null) : [])
  const tables = own === null ? [] : [...facts, ...bridges, own, ...graph.steps(own).map(({ to }) => to)]
  const isWhole = isFine ? false : period === undefined || ((period.from?.endsWith('-01-01') ?? true) && (period.to?.endsWith('-12-31') ?? true))
  for (const one of tables) {
    const byVerb = wanted === undefined ? undefined : one.columns.find((column) => (isTime(column) || (isWhole && isYear(column, glossary))) && has(column, glossary, wanted))
    if (byVerb !== undefined) return { table: one, column: byVerb }
  }
  for (const one of tables) {
    const year = isWhole ? one.columns.find((column) => isYear(column, glossary) && !has(column, glossary, ['fundado'])) : undefined
    if (year !== undefined && wanted === undefined) return { table: one, column: year }
    // what every row has tells when it was, rather than what came of it later
    const times = one.columns.filter((column) => isTime(column) && !has(column, glossary, ['birthdate', 'updated', 'actualizado'])).sort((a, b) => Number(b.notNull) - Number(a.notNull) || Number(has(a, glossary, ['created'])) - Number(has(b, glossary, ['created'])))
    const [first] = times
    if (first !== undefined && wanted === undefined) return { table: one, column: first }
  }
  throw new NotUnderstood(period === undefined ? [] : reading.sentence.words.slice(period.start, period.end).map(({ text }) => text))
}

/** A column that holds years is a group of its own. */
export function timeGroup (reading: Reading, unit: 'year' | 'quarter' | 'month' | 'week' | 'day', main: Table | null, query: Query): Group {
  const use = unit === 'year' ? dateColumn(reading, main, query) : dateColumn(reading, main, query, undefined, true)
  return isYear(use.column, reading.knowledge.glossary) ? { kind: 'column', use } : { kind: 'time', use, unit }
}
