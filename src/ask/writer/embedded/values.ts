import type { Database, Log } from '../../../postgres/database.ts'
import { fold, normalized } from '../../../language/words.ts'
import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
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

/** What a country is called in the other language. */
function countryNames (): Map<string, string[]> {
  const [es, en] = ['es', 'en'].map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }))
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const names = new Map<string, string[]>()
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const both = [es?.of(code), en?.of(code)].filter((name) => name !== undefined).map(normalized)
    const all = code === 'US' ? [...both, 'usa', 'us', 'eeuu'] : code === 'GB' ? [...both, 'uk'] : both
    for (const name of all) names.set(name, all)
  }
  return names
}

function indexOf (refs: ValueRef[], glossary: Glossary): ValueIndex {
  const byText = new Map<string, ValueRef[]>()
  const byKey = new Map<string, ValueRef[]>()
  const signed: ValueRef[] = []
  const vocabulary = new Set<string>()
  const put = (map: Map<string, ValueRef[]>, key: string, ref: ValueRef) => { map.set(key, [...map.get(key) ?? [], ref]) }
  const countries = countryNames()
  for (const ref of refs) {
    const text = normalized(ref.value)
    if (/[^\p{L}\p{N}\s.,'-]/u.test(ref.value)) signed.push(ref)
    if (text === '') continue
    put(byText, text, ref)
    for (const other of countries.get(text) ?? []) if (other !== text) put(byText, other, ref)
    const words = text.split(' ')
    for (const word of words) vocabulary.add(word)
    if (words.length === 1 && text.length > 2) for (const key of glossary.keysOf(text)) put(byKey, key, ref)
  }
  return {
    vocabulary,
    exact: (words) => byText.get(words) ?? [],
    alike: (keys) => [...new Set([...keys].flatMap((key) => byKey.get(key) ?? []))],
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
