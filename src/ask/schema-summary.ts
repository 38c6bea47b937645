import type { Language } from '../language/words.ts'
import type { Catalogue, Table } from './catalogue/catalogue.ts'
import { identifierWords } from './words.ts'

const maxTables = 20
const suggestedQuestions = 3
const maxGroups = 12
const maxValueLength = 25
const minWordLength = 4

/** What the data holds, a line for each of its larger tables: its name and what its comment says. */
export function summarizeSchema (catalogue: Catalogue): string[] {
  return rankTables(catalogue).slice(0, maxTables).map(({ schema, name, comment }) => (
    `${schema}.${name}${comment === null ? '' : `: ${comment}`}`
  ))
}

/** Three questions that it can answer, each about another table: how many, and in which groups where it has some. */
export function suggestQuestions (catalogue: Catalogue, language: Language): string[] {
  return rankTables(catalogue).slice(0, suggestedQuestions).map((table) => {
    const group = groupOf(table, language)
    const name = identifierWords(table.name).join(' ')
    if (language === 'es') return `¿Cuántos registros de ${name} hay${group === null ? '' : ` por ${group}`}?`
    return `How many ${name} are there${group === null ? '' : ` by ${group}`}?`
  })
}

/** What its rows can be counted by: the column of the fewest values that a person would say, or the year of a date. */
function groupOf ({ columns }: Table, language: Language): string | null {
  const [kind] = columns
    .map(({ name, values }) => ({ words: identifierWords(name), values: values ?? [] }))
    .filter(({ words, values }) => (
      values.length > 1 && values.length <= maxGroups && values.every(({ length }) => length <= maxValueLength) &&
      words.every(({ length }) => length >= minWordLength)
    ))
    .sort((a, b) => a.values.length - b.values.length)
  if (kind !== undefined) return kind.words.join(' ')
  if (!columns.some(({ category }) => category === 'D')) return null
  return language === 'es' ? 'año' : 'year'
}

/** Those that have rows come first, and of these those that somebody took the trouble to describe. */
function rankTables ({ tables }: Catalogue): Table[] {
  return [...tables.values()].filter(({ isPartition }) => !isPartition).sort((a, b) => (
    Number(b.rows !== 0) - Number(a.rows !== 0) || Number(b.comment !== null) - Number(a.comment !== null) ||
    b.foreignKeys.length - a.foreignKeys.length || b.rows - a.rows || a.name.localeCompare(b.name)
  ))
}
