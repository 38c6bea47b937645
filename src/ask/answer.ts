import { isLosslessNumber, stringify } from 'lossless-json'
import type { Language } from '../language/words.ts'
import type { Column, Result } from './reader/run.ts'

const locales: Record<Language, string> = { es: 'es-MX', en: 'en-US' }
const told = 3

/** A sentence that says what rows hold, from a template; `subject` says what they are, where that is known. */
export function sentenceFor ({ columns, rows, truncated }: Result, language: Language, subject: string): string {
  const say = (es: string, en: string) => language === 'es' ? es : en
  const [first, ...others] = rows
  const about = subject === '' ? '' : `${subject.replace(/[.:]\s*$/, '')}: `
  if (first === undefined) return `${about}${say('no hay datos que cumplan con eso.', 'there is no data that fits.')}`.replace(/^./, (letter) => letter.toUpperCase())
  if (others.length === 0) return `${about}${columns.length === 1 ? valueText(first[columns[0]?.name ?? ''], language, columns[0]?.name) : rowText(first, columns, language)}.`.replace(/^./, (letter) => letter.toUpperCase())
  const some = rows.slice(0, told).map((row) => columns.length === 1 ? valueText(row[columns[0]?.name ?? ''], language, columns[0]?.name) : shortText(row, columns, language)).join('; ')
  const number = new Intl.NumberFormat(locales[language]).format(rows.length)
  const count = truncated ? say(`más de ${number} filas, de las que se muestran las primeras`, `more than ${number} rows, of which the first are shown`) : say(`${number} filas`, `${number} rows`)
  const more = rows.length > told ? say('; la lista sigue', '; and so on') : ''
  return `${about}${count}: ${some}${more}.`.replace(/^./, (letter) => letter.toUpperCase())
}

function rowText (row: Record<string, unknown>, columns: Column[], language: Language): string {
  return columns.map(({ name }) => `${name} ${valueText(row[name], language, name)}`).join(', ')
}

function shortText (row: Record<string, unknown>, columns: Column[], language: Language): string {
  return columns.map(({ name }) => valueText(row[name], language, name)).join(', ')
}

/** A year is no quantity. */
const yearName = /year|anio|año|(^|_)ano(_|$)/i

function valueText (value: unknown, language: Language, name = ''): string {
  if (value === null || value === undefined) return language === 'es' ? 'sin dato' : 'no value'
  if (typeof value === 'boolean') return language === 'es' ? (value ? 'sí' : 'no') : value ? 'yes' : 'no'
  if (typeof value === 'number') return new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2, useGrouping: !yearName.test(name) }).format(value)
  if (isLosslessNumber(value)) return String(value)
  return typeof value === 'object' ? stringify(value) ?? '' : String(value)
}
