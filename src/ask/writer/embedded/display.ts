import type { Column, Table } from '../../catalogue/catalogue.ts'
import { identifierWords } from '../../words.ts'
import { shareKey, type Glossary } from './glossary.ts'

/** How well a column says to a person which row it is: 0 not at all, 5 a last name, 6 a first one, 9 a full name. */
export type NameRank = (table: Table, column: Column) => number

export function nameRankFor (glossary: Glossary): NameRank {
  return (table, column) => {
    const words = glossary.rewrite(identifierWords(column.name).join(' '), true).split(' ')
    const tableKeys = identifierWords(table.name).map((word) => glossary.keysOf(word))
    const isOwn = words.some((word) => tableKeys.some((keys) => shareKey(keys, glossary.keysOf(word))))
    const isName = words.some((word) => shareKey(glossary.keysOf(word), glossary.keysOf('nombre')))
    if (words.includes('surname')) return 5
    if (words.includes('fullname')) return 9
    if (words.includes('firstname')) return 6
    if (words.length === 1 && isName) return 8
    if (words.includes('razon') && words.includes('social')) return 7
    if (isName && (isOwn || words.some((word) => /^(?:company|empresa|razon|display)$/.test(word)))) return 7
    if (isName) return 3
    if (isOwn && words.some((word) => /^(?:number|numero|no)$/.test(word)) && column.category === 'S') return 2
    if (words.length === 1 && /^(?:number|numero|no)$/.test(words[0] ?? '') && column.category === 'S') return 1
    return words.some((word) => /^(?:titulo|title|asunto|subject)$/.test(word)) && !/grado|degree|acad/i.test(column.name + (column.comment ?? '')) ? 2 : 0
  }
}

/** The columns that say which row it is: a name, first and last name, a title; else a unique text, else its key. */
export function displayColumns (table: Table, nameRank: NameRank): Column[] {
  const { columns, primaryKey, uniqueKeys } = table
  const texts = columns.filter(({ category }) => category === 'S')
  const ranked = texts.map((column) => ({ column, rank: nameRank(table, column) })).filter(({ rank }) => rank > 0).sort((a, b) => b.rank - a.rank)
  const surname = ranked.find(({ rank }) => rank === 5)
  const first = ranked.find(({ rank }) => rank === 6) ?? ranked.find(({ rank }) => rank !== 5)
  if (surname !== undefined && first !== undefined && first.rank < 9) return [first.column, surname.column]
  const [best] = ranked
  if (best !== undefined) return [best.column]
  const unique = texts.find(({ name }) => uniqueKeys.some((key) => key.length === 1 && key[0] === name))
  const keys = columns.filter(({ name }) => primaryKey.includes(name))
  if (unique !== undefined) return [unique]
  if (keys.length === 1 && keys[0]?.category === 'S') return keys
  const described = columns.find(({ name }) => /^(?:descripcion|description|numero|number)$/i.test(name)) ?? texts.find(({ name }) => /(?:^|_)(?:descripcion|description|modelo|model)(?:_|$)/i.test(name))
  if (described !== undefined) return [described]
  return keys.length > 0 ? keys : columns.slice(0, 1)
}
