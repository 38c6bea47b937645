import { isLosslessNumber, stringify } from 'lossless-json'
import type { Language } from '../language/words.ts'
import type { Column, Result } from './reader/run.ts'

const locales: Record<Language, string> = { es: 'es-MX', en: 'en-US' }
const maxShownRows = 3

interface Phrases {
  nothing: string
  noValue: string
  yes: string
  no: string
  rows: (count: string) => string
  moreThan: (count: string) => string
  andSoOn: string
}

const phrases: Record<Language, Phrases> = {
  es: {
    nothing: 'no hay datos que cumplan con eso.',
    noValue: 'sin dato',
    yes: 'sí',
    no: 'no',
    rows: (count) => `${count} filas`,
    moreThan: (count) => `más de ${count} filas, de las que se muestran las primeras`,
    andSoOn: '; la lista sigue'
  },
  en: {
    nothing: 'there is no data that fits.',
    noValue: 'no value',
    yes: 'yes',
    no: 'no',
    rows: (count) => `${count} rows`,
    moreThan: (count) => `more than ${count} rows, of which the first are shown`,
    andSoOn: '; and so on'
  }
}

/** A sentence that says what rows hold, from a template; `subject` says what they are, where that is known. */
export function sentenceFor (result: Result, language: Language, subject: string): string {
  const lead = subject === '' ? '' : `${subject.replace(/[.:]\s*$/, '')}: `
  const sentence = `${lead}${rowsText(result, language)}`
  return sentence.replace(/^./, (letter) => letter.toUpperCase())
}

function rowsText ({ columns, rows, truncated }: Result, language: Language): string {
  const { nothing, rows: counted, moreThan, andSoOn } = phrases[language]
  const [first, ...others] = rows
  if (first === undefined) return nothing
  if (others.length === 0) return `${rowText(first, columns, language, columns.length > 1)}.`
  const shown = rows.slice(0, maxShownRows).map((row) => rowText(row, columns, language, false)).join('; ')
  const number = new Intl.NumberFormat(locales[language]).format(rows.length)
  const count = truncated ? moreThan(number) : counted(number)
  return `${count}: ${shown}${rows.length > maxShownRows ? andSoOn : ''}.`
}

function rowText (row: Record<string, unknown>, columns: Column[], language: Language, isNamed: boolean): string {
  return columns.map(({ name }) => {
    const value = valueText(row[name], language, name)
    return isNamed ? `${name} ${value}` : value
  }).join(', ')
}

/** A year is no quantity. */
const yearName = /year|anio|año|(^|_)ano(_|$)/i

function valueText (value: unknown, language: Language, name: string): string {
  const { noValue, yes, no } = phrases[language]
  if (value === null || value === undefined) return noValue
  if (typeof value === 'boolean') return value ? yes : no
  if (typeof value === 'number') {
    const format = { maximumFractionDigits: 2, useGrouping: !yearName.test(name) }
    return new Intl.NumberFormat(locales[language], format).format(value)
  }
  if (isLosslessNumber(value)) return String(value)
  return typeof value === 'object' ? stringify(value) ?? '' : String(value)
}
