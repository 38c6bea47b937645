import type { Language } from '../../../language/words.ts'
import type { Table } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'
import type { Condition, Group, Measure, Query, Use } from './query.ts'

const words: Record<Language, Record<Measure['kind'] | 'share' | 'of' | 'by' | 'where' | 'and' | 'not' | 'times' | 'first' | 'between' | 'average' | 'empty' | 'has', string>> = {
  es: { count: 'Número de', distinct: 'Número de valores distintos de', sum: 'Suma de', avg: 'Promedio de', max: 'Máximo de', min: 'Mínimo de', of: 'de', by: 'por', where: 'donde', and: 'y', not: 'no', times: 'por', first: 'los primeros', between: 'entre', average: 'el promedio', empty: 'sin dato', share: 'Porcentaje de', has: 'con' },
  en: { count: 'Number of', distinct: 'Number of different', sum: 'Sum of', avg: 'Average of', max: 'Maximum of', min: 'Minimum of', of: 'of', by: 'by', where: 'where', and: 'and', not: 'not', times: 'times', first: 'the first', between: 'between', average: 'the average', empty: 'empty', share: 'Percentage of', has: 'with' }
}

/** What a query computes, in a sentence. */
export function explain (query: Query, language: Language): string {
  const say = words[language]
  const measures = query.measures.map((measure) => measureText(measure, language))
  const listed = query.columns.map(({ column }) => named(column.name)).join(', ')
  const what = measures.length > 0 ? measures.join(` ${say.and} `) : query.entity === null ? listed : `${listed} ${say.of} ${tableText(query.entity)}`
  const by = what === '' ? '' : ` ${say.by} `
  const groups = query.groups.length === 0 ? '' : `${by}${query.groups.map((group) => groupText(group, language)).join(` ${say.and} `)}`
  const conditions = [...query.conditions.map((condition) => conditionText(condition, language)), ...(query.having === null ? [] : [`${measureText(query.having.measure, language).toLowerCase()} ${query.having.operator} ${query.having.value}`])]
  const where = conditions.length === 0 ? '' : `, ${say.where} ${conditions.join(` ${say.and} `)}`
  const limit = query.limit === null ? '' : ` (${say.first} ${query.limit})`
  const sentence = `${what}${groups}${where}${limit}`
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`
}

function measureText (measure: Measure, language: Language): string {
  const say = words[language]
  if (measure.kind === 'count') return `${say.count} ${tableText(measure.table)}`
  if (measure.kind === 'share') return `${say.share} ${tableText(measure.table)} (${measure.conditions.map((condition) => conditionText(condition, language)).join(` ${say.and} `)})`
  const times = measure.kind === 'distinct' || measure.times === undefined ? '' : ` ${say.times} ${named(measure.times.column.name)}`
  return `${say[measure.kind]} ${useText(measure.use)}${times}`
}

function groupText (group: Group, language: Language): string {
  if (group.kind === 'entity') return tableText(group.table)
  const units = { es: { year: 'año', quarter: 'trimestre', month: 'mes', week: 'semana', day: 'día' }, en: { year: 'year', quarter: 'quarter', month: 'month', week: 'week', day: 'day' } }
  return group.kind === 'time' ? units[language][group.unit] : useText(group.use)
}

function conditionText (condition: Condition, language: Language): string {
  const say = words[language]
  const negated = 'negated' in condition && condition.negated === true ? `${say.not} ` : ''
  if (condition.kind === 'related') return `${negated}${say.has} ${tableText(condition.table)}`
  const name = useText(condition.use)
  switch (condition.kind) {
    case 'age':
    case 'compare': return `${name} ${condition.operator} ${condition.value}`
    case 'between': return `${name} ${say.between} ${condition.from} ${say.and} ${condition.to}`
    case 'in': return `${name} ${negated}= ${condition.values.slice(0, 3).join(', ')}${condition.values.length > 3 ? ' …' : ''}`
    case 'like': return `${name} ${negated}~ ${condition.pattern}`
    case 'null': return `${name} ${negated}${say.empty}`
    case 'true': return `${negated}${name}`
    case 'average': return `${name} ${condition.operator} ${say.average}`
    case 'period': return `${name} ${condition.from ?? '…'} – ${condition.to ?? '…'}`
  }
}

const useText = ({ column }: Use) => named(column.name)
const tableText = ({ name }: Table) => named(name)
const named = (identifier: string) => identifierWords(identifier).join(' ')
