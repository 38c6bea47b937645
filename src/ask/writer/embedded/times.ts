import type { FoundPeriod } from '../../../language/periods.ts'
import { identifierWords } from '../../words.ts'
import { shareKey } from './glossary.ts'
import { asking, relates } from './small-words.ts'
import type { Table } from '../../catalogue/catalogue.ts'
import { isTime, isYear, has } from './columns.ts'
import { NotUnderstood } from './not-understood.ts'
import { fillers, type Choice } from './choice.ts'
import { tableOf, type Condition, type Group, type Query, type Use } from './query.ts'
import type { Reading } from './reading.ts'

/** A verb right before a period says what happened then: a column that it does not name is a guess. */
function isGuess ({ reading }: Choice, { table, column }: Use, start: number): boolean {
  const { words, keys } = reading.sentence
  const times = table.columns.filter((one) => isTime(one) && !has(one, reading.knowledge.glossary, ['birthdate', 'updated']))
  const verb = [1, 2].map((back) => start - back).find((place) => place >= 0 && relates(words[place]?.text ?? '', 'se') && !asking.test(words[place]?.text ?? '') && !reading.sentence.isTaken(place))
  if (verb === undefined) return times.length > 1 && has(column, reading.knowledge.glossary, ['birthdate', 'fundado', 'lanzamiento', 'release', 'estreno'])
  const names = identifierWords(column.name).map((word) => reading.knowledge.glossary.keysOf(word))
  if (names.some((name) => shareKey(name, keys[verb] ?? new Set()))) return false
  return times.length > 1 || has(column, reading.knowledge.glossary, ['fundado', 'lanzamiento', 'estreno', 'publicacion'])
}

export function addPeriods (choice: Choice): void {
  const { reading, query } = choice
  const [measure] = query.measures
  const base = measure === undefined ? query.entity ?? (query.groups[0]?.kind === 'entity' ? query.groups[0].table : choice.main) : tableOf(measure)
  const having = query.having === null ? null : tableOf(query.having.measure)
  for (const slot of reading.slots) {
    if (slot.kind !== 'period') continue
    const [filler] = fillers(choice, slot)
    const denied = query.conditions.find((condition): condition is Extract<Condition, { kind: 'related' }> => condition.kind === 'related' && condition.negated)
    if (denied !== undefined && filler === undefined) {
      denied.conditions.push({ kind: 'period', use: dateColumn(reading, denied.table, { ...query, measures: [], conditions: [], groups: [] }, slot.period), from: slot.period.from, to: slot.period.to })
      continue
    }
    if (filler === undefined && choice.options.some(({ sense, role }) => role !== 'fill' && sense.kind === 'column' && isTime(sense.use.column))) choice.cost += 0.8
    const use = filler?.sense.kind === 'column' ? filler.sense.use : dateColumn(reading, having ?? base, query, slot.period)
    if (filler === undefined && isGuess(choice, use, slot.start)) choice.cost += 0.5
    query.conditions.push({ kind: 'period', use, from: slot.period.from, to: slot.period.to })
  }
}

/** The column that tells when: of what is counted or summed, else of what it points to. */
export function dateColumn (reading: Reading, table: Table | null, query: Query, period?: FoundPeriod, isFine = false): Use {
  const { graph, glossary } = reading.knowledge
  const [measure] = query.measures
  const own = measure === undefined ? table : tableOf(measure)
  const said = period === undefined ? '' : reading.sentence.words.slice(Math.max(0, period.start - 3), period.start).map(({ text }) => text).join(' ')
  const verbs: [RegExp, string[]][] = [[/born|nacid|nacier/, ['birthdate', 'nacimiento']], [/hired|contrat/, ['hiredate', 'contrato']], [/deliver|entreg/, ['entrega']], [/shipp|envia/, ['envio']], [/founded|fundad/, ['fundado']], [/formed|formad/, ['formation']], [/depart|sali|despeg/, ['departure', 'salida']], [/register|registr|joined|ingres/, ['registro', 'ingreso', 'created']], [/creat|cread|crearon/, ['created', 'creacion', 'registro']]]
  const wanted = verbs.find(([pattern]) => pattern.test(said))?.[1]
  // what is filtered by, where each of its rows is one of what is counted, tells when; else that itself, or what it points to
  const facts = own === null ? [] : query.conditions.flatMap((condition) => condition.kind !== 'related' && condition.use.table !== own && graph.path(condition.use.table, own) !== null ? [condition.use.table] : [])
  const apart = own === null ? [] : [...query.conditions.flatMap((condition) => condition.kind === 'related' ? condition.negated ? [] : [condition.table] : [condition.use.table]), ...query.groups.map((group) => group.kind === 'entity' ? group.table : group.use.table)].filter((other) => other !== own && graph.path(own, other) === null)
  const bridges = own === null ? [] : apart.flatMap((other) => bridgeOf(reading, own, other))
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

/** The tables by which two belong together: that which points to both, and those on its way to the first. */
function bridgeOf ({ knowledge: { catalogue, graph } }: Reading, own: Table, other: Table): Table[] {
  const ways = [...catalogue.tables.values()].filter(({ isPartition }) => !isPartition).flatMap((table) => {
    const [there, back] = [graph.path(table, other), graph.path(table, own)]
    return there === null || back === null ? [] : [{ length: there.length + back.length, tables: [table, ...back.slice(0, -1).map(({ to }) => to)] }]
  })
  return ways.sort((a, b) => a.length - b.length)[0]?.tables ?? []
}

/** A column that holds years is a group of its own. */
export function timeGroup ({ reading, options, main, query }: Choice, unit: 'year' | 'quarter' | 'month' | 'week' | 'day'): Group {
  const said = options.find(({ role }) => role === 'time')
  if (said?.sense.kind === 'column') return isYear(said.sense.use.column, reading.knowledge.glossary) ? { kind: 'column', use: said.sense.use } : { kind: 'time', use: said.sense.use, unit }
  const use = unit === 'year' ? dateColumn(reading, main, query) : dateColumn(reading, main, query, undefined, true)
  return isYear(use.column, reading.knowledge.glossary) ? { kind: 'column', use } : { kind: 'time', use, unit }
}
