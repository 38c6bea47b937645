import type { Column } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'
import { shareKey, type Glossary } from './glossary.ts'
import type { Mention } from './mentions.ts'
import type { Sentence } from './sentence.ts'

export const verbOf: Record<string, RegExp> = { departure: /^depart/, arrival: /^arriv/, salida: /^sal/, llegada: /^lleg/, delivered: /^deliver/, shipped: /^ship/ }

export function isNumber ({ category, name }: Column): boolean {
  return category === 'N' && !isCode({ name })
}

export function isCode ({ name }: Pick<Column, 'name'>): boolean {
  return identifierWords(name).some((word) => /^(?:id|codigo|code|cod|numero|number|no|phone|telefono)$/.test(word))
}

/** A number of things rather than a measure of one: it is summed where things are counted. */
export function isCounter ({ name }: Column): boolean {
  return identifierWords(name).some((word) => /^(?:cantidad|quantity|qty|cant|qq|quintales|stock|existencias|unidades|units|attendance|asistencia|bags)$/.test(word))
}

/** What may be added up: amounts and quantities, rather than codes, ranks or years. */
export function isSummable (column: Column, glossary: Glossary): boolean {
  return !/^(?:smallint|integer|bigint)/.test(column.type) || isCounter(column) || has(column, glossary, ['monto', 'precio', 'duracion', 'punto', 'gol', 'capacidad', 'poblacion', 'distancia', 'peso', 'milla', 'retraso', 'ingreso', 'credito', 'salario', 'hora'])
}

export function isTime ({ category }: Column): boolean {
  return category === 'D'
}

export function isYear (column: Column, glossary: Glossary): boolean {
  return column.category === 'N' && identifierWords(column.name).some((word) => shareKey(glossary.keysOf(word), glossary.keysOf('year')))
}

export function has ({ name, comment }: Column, glossary: Glossary, words: string[]): boolean {
  const own = glossary.rewrite(identifierWords(name).join(' '), true).split(' ').map((word) => glossary.keysOf(word))
  const said = identifierWords((comment ?? '').split(/[.,:;(]/)[0] ?? '').slice(0, 3).map((word) => glossary.keysOf(word))
  return words.some((word) => [...own, ...said].some((keys) => shareKey(keys, glossary.keysOf(word))))
}

/** A name says more than a code. */
export function bonus ({ name }: Column): number {
  return identifierWords(name).some((word) => /^(?:id|codigo|code|cod)$/.test(word)) ? -0.15 : 0
}

export function isNameOf ({ name }: Column, sentence: Sentence, { start, end }: Mention): boolean {
  return sentence.words.slice(start, end).every(({ text }) => /^(?:nombres?|names?|fullname)$/.test(text)) && identifierWords(name).some((word) => /^(?:nombre|name|nom)$/.test(word))
}

export function scaleOf ({ name, comment }: Column, unit: string): number {
  const text = `${identifierWords(name).join(' ')} ${comment ?? ''}`.toLowerCase()
  if (/^(?:hours?|horas?)$/.test(unit) && /min/.test(text)) return 60
  if (/^(?:minutes?|minutos?)$/.test(unit) && /hour|hora/.test(text)) return 1 / 60
  return 1
}
