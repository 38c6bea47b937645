import type { Language } from '../language/words.ts'
import type { Catalogue, Table } from './catalogue/catalogue.ts'
import { identifierWords } from './words.ts'

const mostHoldings = 20
const suggested = 3

/** What the data holds, a line for each of its larger tables: its name and what its comment says. */
export function holdingsOf (catalogue: Catalogue): string[] {
  return largest(catalogue).slice(0, mostHoldings).map(({ schema, name, comment }) => `${schema}.${name}${comment === null ? '' : `: ${comment}`}`)
}

/** Three questions that it can answer. */
export function suggestionsFor (catalogue: Catalogue, language: Language): string[] {
  return largest(catalogue).slice(0, suggested).map((table) => {
    const name = identifierWords(table.name).join(' ')
    return language === 'es' ? `¿Cuántas filas hay en ${name}?` : `How many rows are in ${name}?`
  })
}

function largest ({ tables }: Catalogue): Table[] {
  return [...tables.values()].filter(({ isPartition }) => !isPartition).sort((a, b) => b.foreignKeys.length - a.foreignKeys.length || b.rows - a.rows || a.name.localeCompare(b.name))
}
