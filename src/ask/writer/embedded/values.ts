import type { Database } from '../../../postgres/database.ts'
import type { Log } from '../../../postgres/statement.ts'
import { fold, normalized } from '../../../language/words.ts'
import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
import { isAkin, soundOf } from './akin.ts'
import { countryNames } from './countries.ts'
import type { Glossary } from './glossary.ts'

export interface ValueRef {
  table: Table
  column: Column
  value: string
}

export interface ValueIndex {
  /** Values that are these words, accents and capitals aside. */
  exact (words: string): ValueRef[]
  /** Values of one word that mean the same as this one: another form of it, or a synonym. */
  alike (word: Set<string>): ValueRef[]
  /** Values that a word begins like, or that it is one of the words of. */
  akin (word: string): ValueRef[]
  /** Values with signs in them (`AB+`), which stand in the question as they are. */
  signed (question: string): ValueRef[]
  /** The words of all values. */
  vocabulary: Set<string>
}

const mostRows = 500_000
const mostValues = 3000
const longestValue = 80
const budgetMs = 4000

/** The values of a schema's text columns: those that the catalogue knows, and the distinct ones of columns that are not too large. Errors: the database's. */
export async function readValues (database: Database, { tables }: Catalogue, glossary: Glossary, log: Log): Promise<ValueIndex> {
  const refs: ValueRef[] = []
  const giveUpAt = Date.now() + budgetMs
  for (const table of tables.values()) {
    if (table.isPartition) continue
    for (const column of table.columns) {
      if (column.category !== 'S' && column.category !== 'E') continue
      const values = column.values ?? (table.rows <= mostRows && Date.now() < giveUpAt ? await distinctValues(database, table, column, log) : [])
      for (const value of values) if (value.trim() !== '' && value.length <= longestValue) refs.push({ table, column, value: value.trimEnd() })
    }
  }
  return indexOf(refs, glossary)
}

async function distinctValues (database: Database, table: Table, column: Column, log: Log): Promise<string[]> {
  const quoted = [table.schema, table.name, column.name].map((name) => `"${name.replaceAll('"', '""')}"`)
  try {
    const { rows } = await database.query<{ value: string }>({ text: `SELECT DISTINCT ${quoted[2]}::text AS value FROM ${quoted[0]}.${quoted[1]} WHERE ${quoted[2]} IS NOT NULL LIMIT ${mostValues + 1}` }, { resend: true, signal: AbortSignal.timeout(1000) })
    return rows.length > mostValues ? [] : rows.map(({ value }) => value)
  } catch (error) {
    log.debug({ err: error, table: table.name, column: column.name }, 'the values of a column are not known')
    return []
  }
}

/** What a comment says that values mean: `activo = enrolled, baja = dropped out`, or the same list once in each language. */
function glossesOf ({ comment }: Column, values: string[]): Map<string, string[]> {
  const glosses = new Map<string, string[]>()
  if (comment === null || values.length > 30) return glosses
  const byText = new Map(values.map((value) => [normalized(value), value]))
  const add = (value: string | undefined, gloss: string) => {
    const text = normalized(gloss)
    if (value !== undefined && text !== '' && text.length <= 40) glosses.set(value, [...glosses.get(value) ?? [], text])
  }
  for (const [, left = '', right = ''] of comment.matchAll(/([\p{L}\p{N}_+-]+)\s*(?:=|:(?=\s*[^,;/]+[,;]\s*[\p{L}\p{N}_-]+\s*:))\s*([^,;/.()]+)/gu)) add(byText.get(normalized(left)), right)
  for (const [, left = '', right = ''] of comment.matchAll(/([\p{L}\p{N}_+-]+)\s*\(([^),;]+)\)/gu)) add(byText.get(normalized(left)), right)
  const lists = comment.split(/\s\/\s/).map((part) => part.slice(part.lastIndexOf(':') + 1).replace(/[.;].*$/s, '').split(/,|\s(?:o|or|y|and)\s/).map((item) => item.trim()).filter((item) => item !== ''))
  const own = lists.find((list) => list.length > 1 && list.filter((item) => byText.has(normalized(item))).length >= 2)
  for (const list of lists) if (own !== undefined && list !== own && list.length === own.length) for (const [place, item] of list.entries()) add(byText.get(normalized(own[place] ?? '')), item)
  return glosses
}

function indexOf (refs: ValueRef[], glossary: Glossary): ValueIndex {
  const byText = new Map<string, ValueRef[]>()
  const byKey = new Map<string, ValueRef[]>()
  const signed: ValueRef[] = []
  const vocabulary = new Set<string>()
  const byWord = new Map<string, ValueRef[]>()
  const bySound = new Map<string, ValueRef[]>()
  const valuesOf = new Map<Column, string[]>()
  for (const { column, value } of refs) valuesOf.set(column, [...valuesOf.get(column) ?? [], value])
  const put = (map: Map<string, ValueRef[]>, key: string, ref: ValueRef) => { map.set(key, [...map.get(key) ?? [], ref]) }
  const countries = countryNames()
  const glossed = new Map<Column, Map<string, string[]>>()
  for (const ref of refs) {
    const text = normalized(ref.value)
    if (/[^\p{L}\p{N}\s.,'-]/u.test(ref.value)) signed.push(ref)
    if (text === '') continue
    put(byText, text, ref)
    for (const other of countries.get(text) ?? []) if (other !== text) put(byText, other, ref)
    const glosses = glossed.get(ref.column) ?? glossesOf(ref.column, valuesOf.get(ref.column) ?? [])
    glossed.set(ref.column, glosses)
    for (const gloss of glosses.get(ref.value) ?? []) {
      put(byText, gloss, ref)
      vocabulary.add(gloss)
      if (!gloss.includes(' ') && gloss.length > 2) for (const key of glossary.keysOf(gloss)) put(byKey, key, ref)
    }
    const words = text.split(' ')
    for (const word of words) vocabulary.add(word)
    if (words.length > 1) for (const word of words) if (word.length > 3) put(byWord, word, ref)
    if (words.length === 1 && text.length > 4) put(bySound, soundOf(text), ref)
    if (words.length === 1 && text.length > 2) for (const key of glossary.keysOf(text)) put(byKey, key, ref)
  }
  return {
    vocabulary,
    exact: (words) => byText.get(words) ?? [],
    alike (keys) {
      // the word itself in another form, rather than one for the same
      const forms = [...keys].filter((key) => !key.startsWith('#')).flatMap((key) => byKey.get(key) ?? [])
      return [...new Set(forms.length > 0 ? forms : [...keys].flatMap((key) => byKey.get(key) ?? []))]
    },
    akin (word) {
      const sound = soundOf(word)
      const akin = [...bySound].flatMap(([one, found]) => isAkin(one, sound) ? found : [])
      const inside = byWord.get(word) ?? byWord.get(word.replace(/s$/, '')) ?? []
      return akin.length > 0 ? akin : inside.length <= 40 ? inside : []
    },
    signed (question) {
      const folded = fold(question)
      return signed.filter(({ value }) => {
        const at = folded.indexOf(fold(value))
        const before = folded[at - 1] ?? ' '
        const after = folded[at + value.length] ?? ' '
        return at !== -1 && !/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}+-]/u.test(after)
      })
    }
  }
}
