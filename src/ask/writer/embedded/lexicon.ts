import type { Catalogue, Column, Table } from '../../catalogue/catalogue.ts'
import { stopWords, identifierWords } from '../../words.ts'
import { fold } from '../../../language/words.ts'
import { isAkin, soundOf } from './akin.ts'
import { shareKey, type Glossary } from './glossary.ts'

export interface ColumnRef {
  table: Table
  column: Column
}

/** Something of the schema that a word can mean. */
export type Element = { kind: 'table', table: Table } | { kind: 'column', table: Table, column: Column }

interface Entry {
  element: Element
  /** Another name than its own. */
  alias?: boolean
  /** The keys of each word of its name. */
  name: Set<string>[]
  /** Its words as they sound. */
  sounds: string[]
  /** The same without what it shares with its table's name (`AirportName` of airports is its name). */
  short: Set<string>[]
  /** The same without words such as "name" and "code", which say what kind of column it is. */
  core: Set<string>[]
  /** The keys of the words of its comment: those that say what it is, then the others. */
  comment: { head: Set<string>[], rest: Set<string>[] }
}

const generic = new Set(['id', 'codigo', 'code', 'key', 'nombre', 'name', 'numero', 'number', 'no', 'descripcion', 'description', 'fullname', 'tipo', 'es', 'is', 'has', 'tiene', 'del', 'de', 'la', 'el', 'en', 'of', 'the', 'at', 'on', 'bic'])
const prefixes = new Set(['tbl', 'tb', 't', 'dim', 'fact', 'vw', 'v', 'tab', 'table', 'tabla'])
const headEnd = /[.,:;(]|\b(de|del|of|que|that|who|which|para|for|en|in|donde|where|with|con|por|by|si|whether|como|as)\b/

export interface Match {
  element: Element
  /** 1 the whole name; less for a part of it, or for its comment. */
  score: number
}

export interface Lexicon {
  /** What a phrase can mean, the likeliest first. */
  match (words: Set<string>[]): Match[]
  /** What a word can mean that begins as a word of a name does. */
  akin (word: string): Match[]
  /** Every word that a name or a comment has. */
  vocabulary: Set<string>
}

/** The names of a schema, and what else they are called by comments and synonyms. */
export function createLexicon ({ tables }: Catalogue, glossary: Glossary): Lexicon {
  const entries: Entry[] = []
  const vocabulary = new Set<string>()
  const wordsOf = (identifier: string) => glossary.rewrite(identifierWords(identifier).join(' '), true).split(' ').filter((word) => word !== '')
  for (const table of tables.values()) {
    if (table.isPartition) continue
    const own = wordsOf(table.name).filter((word, place, all) => !(place === 0 && all.length > 1 && prefixes.has(word)))
    entries.push(entryOf({ kind: 'table', table }, own, [], table.comment, glossary))
    for (const word of own) vocabulary.add(word)
    for (const column of table.columns) {
      const words = wordsOf(column.name)
      const key = table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === column.name)
      // a key by the name of what it points to means that
      if (key === undefined) entries.push(entryOf({ kind: 'column', table, column }, words, own, column.comment, glossary))
      else {
        entries.push({ ...entryOf({ kind: 'column', table, column }, words, own, null, glossary), short: [], core: [] })
        const plain = words.filter((word) => !generic.has(word))
        if (plain.length > 0 && key.table !== table) entries.push({ ...entryOf({ kind: 'table', table: key.table }, plain, [], null, glossary), alias: true })
      }
      for (const word of [...words, ...commentWords(column.comment, glossary).head]) vocabulary.add(word)
    }
    for (const word of commentWords(table.comment, glossary).head) vocabulary.add(word)
  }
  return {
    vocabulary,
    akin (word) {
      const sound = soundOf(word)
      return entries.filter(({ sounds }) => sounds.some((one) => isAkin(one, sound))).map(({ element, name }) => ({ element, score: name.length === 1 ? 0.75 : 0.6 }))
    },
    match (words) {
      return entries.map((entry) => ({ element: entry.element, score: scoreOf(entry, words) })).filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || rank(a.element) - rank(b.element))
    }
  }
}

function rank (element: Element): number {
  return element.kind === 'table' ? 0 : 1
}

function entryOf (element: Element, words: string[], tableWords: string[], comment: string | null, glossary: Glossary): Entry {
  const keys = (list: string[]) => list.map((word) => glossary.keysOf(word))
  const meaningful = words.filter((word) => (!stopWords.has(word) && !/^(?:tiene|has|is|es|esta|con|incluye|includes?|requiere|requires?|acepta|accepts?|permite|allows?|necesita|needs?)$/.test(word)) || words.length === 1)
  const tableKeys = keys(tableWords)
  const short = meaningful.filter((word) => !tableKeys.some((key) => shareKey(key, glossary.keysOf(word))))
  const core = meaningful.filter((word) => !generic.has(word))
  const { head, rest } = commentWords(comment, glossary)
  const sounds = [...meaningful, ...head].map((word) => soundOf(fold(word)))
  return { element, sounds, name: keys(meaningful), short: keys(short), core: keys(core), comment: { head: keys(head), rest: keys(rest) } }
}

/** A comment in several languages has a part for each; what says what it is stands before the first preposition. */
function commentWords (comment: string | null, glossary: Glossary): { head: string[], rest: string[] } {
  const head: string[] = []
  const rest: string[] = []
  for (const part of (comment ?? '').split(/\s\/\s/)) {
    const words = (text: string) => glossary.rewrite(identifierWords(text).join(' ')).split(' ').filter((word) => word.length > 1 && !stopWords.has(word))
    const start = headEnd.exec(part.replace(/^\W+/, ''))?.index ?? part.length
    head.push(...words(part.slice(0, start)).slice(0, 3))
    rest.push(...words(part.slice(start)).slice(0, 12))
  }
  return { head, rest }
}

function scoreOf (entry: Entry, words: Set<string>[]): number {
  const covers = (names: Set<string>[]) => names.length > 0 && words.every((word) => names.some((name) => shareKey(word, name)))
  const share = (names: Set<string>[]) => names.filter((name) => words.some((word) => shareKey(word, name))).length / names.length
  const isTable = entry.element.kind === 'table'
  let score = 0
  if (covers(entry.name)) score = isTable ? share(entry.name) : 0.4 + 0.6 * share(entry.name)
  if (isTable && score > 0 && score < 1) {
    // `stock_movements` are movements, `lineas_pedido` lines: the noun stands last in English and first in Spanish
    const isHead = words.length === 1 && entry.name.length > 1 && [entry.name.at(-1), entry.name[0]].some((head) => head !== undefined && words.every((word) => shareKey(word, head)))
    score = isHead ? 0.72 : score * 0.6
  }
  if (covers(entry.short)) score = Math.max(score, 0.95 * share(entry.short))
  if (covers(entry.core) && entry.core.length < entry.name.length) score = Math.max(score, 0.9 * share(entry.core))
  if (covers(entry.comment.head)) score = Math.max(score, 0.45 + 0.25 * share(entry.comment.head))
  else if (words.length > 1 && covers([...entry.comment.head, ...entry.comment.rest])) score = Math.max(score, 0.6)
  else if (covers(entry.comment.rest)) score = Math.max(score, isTable ? 0 : 0.35)
  // the very word, rather than one for the same
  if (entry.alias === true) return score * 0.8
  const isVery = score > 0 && words.every((word) => entry.name.some((name) => [...word].some((key) => !/^(?:es:|en:|#)/.test(key) && name.has(key))))
  return isVery ? score + 0.1 : score
}
