import { isTypo } from '../../../language/typos.ts'
import { normalized, type Word } from '../../../language/words.ts'
import { statementFile } from '../../../postgres/statement-file.ts'
import type { Warehouse } from '../../warehouse/warehouse.ts'
import { isIntentWord } from '../intents.ts'
import { cityAliases, genreAliases, stateCodes, venueTypes } from './places.ts'

const statement = statementFile(new URL('./names.sql', import.meta.url))
const longestName = 8

export type NamedKind = 'artist' | 'venue' | 'city' | 'state' | 'genre' | 'venue_type'

export interface Named {
  kind: NamedKind
  /** An artist's or a venue's id, else the name as the warehouse has it. */
  id: string
  name: string
  city: string | null
  state: string | null
}

/** What the warehouse has names for. */
export interface Names {
  byText: Map<string, Named[]>
  /** Texts by their number of words, for the search of what is nearly one. */
  byLength: Map<number, string[]>
  states: Set<string>
}

type NameRow = { kind: 'artist' | 'venue' | 'genre', id: string, name: string, city: string | null, state: string | null }

/** Reads every artist, venue, city, state and genre. */
export async function loadNames (warehouse: Warehouse, signal: AbortSignal): Promise<Names> {
  const rows = await warehouse.query<NameRow>({ sql: statement(), parameters: {} }, signal)
  const names: Names = { byText: new Map(), byLength: new Map(), states: new Set() }
  const add = (text: string, named: Named) => {
    const known = names.byText.get(text)
    if (known?.some(({ kind, id }) => kind === named.kind && id === named.id)) return
    names.byText.set(text, [...known ?? [], named])
    const length = text.split(' ').length
    if (known === undefined) names.byLength.set(length, [...names.byLength.get(length) ?? [], text])
  }
  const plainName = (kind: NamedKind, name: string): Named => ({ kind, id: name, name, city: null, state: null })
  for (const row of rows) {
    const texts = [normalized(row.name), normalized(row.name).replace(/^the /, '')]
    if (row.kind !== 'genre') for (const text of texts) add(text, row)
    else for (const genre of row.name.split('|')) add(normalized(genre), plainName('genre', genre))
    if (row.city !== null) add(normalized(row.city), plainName('city', row.city))
    if (row.state !== null) names.states.add(row.state)
  }
  for (const [alias, genre] of Object.entries(genreAliases)) if (hasKind(names, genre, 'genre')) add(alias, plainName('genre', genre))
  for (const [alias, city] of Object.entries(cityAliases)) {
    for (const named of (names.byText.get(city) ?? []).filter(({ kind }) => kind === 'city')) add(alias, named)
  }
  for (const [name, code] of Object.entries(stateCodes)) if (names.states.has(code)) add(name, plainName('state', code))
  for (const [word, type] of Object.entries(venueTypes)) add(word, plainName('venue_type', type))
  return names
}

function hasKind (names: Names, text: string, kind: NamedKind): boolean {
  return names.byText.get(normalized(text))?.some((named) => named.kind === kind) ?? false
}

export interface Mention {
  /** Everything that the words are the name of, of one kind. */
  meant: [Named, ...Named[]]
  start: number
  end: number
}

/** The names in a message: the longest first, then what is a name but for a typing error; no word belongs to two. */
export function mentionsIn (words: readonly Word[], names: Names): Mention[] {
  const mentions: Mention[] = []
  const taken = new Set<number>()
  const look = (find: (text: string, length: number) => Named[] | undefined) => {
    for (let length = Math.min(longestName, words.length); length > 0; length--) {
      for (let start = 0; start + length <= words.length; start++) {
        const places = Array.from({ length }, (_value, offset) => start + offset)
        if (places.some((place) => taken.has(place))) continue
        const found = find(places.map((place) => words[place]?.text).join(' '), length)
        const meant = found === undefined ? undefined : oneKind(found, words, start)
        if (meant === undefined || !mayBeName(meant[0], words, start, length)) continue
        mentions.push({ meant, start, end: start + length })
        for (const place of places) taken.add(place)
      }
    }
  }
  look((text) => names.byText.get(text))
  look((text, length) => {
    if (length === 1 && isIntentWord(text)) return undefined
    const close = names.byLength.get(length)?.find((name) => isTypo(text, name))
    return close === undefined ? undefined : names.byText.get(close)
  })
  for (const [place, { raw }] of words.entries()) {
    const follows = /^(in|en)$/.test(words[place - 1]?.text ?? '') || mentions.some(({ end, meant: [{ kind }] }) => end === place && kind === 'city')
    if (!taken.has(place) && follows && names.states.has(raw)) mentions.push({ meant: [{ kind: 'state', id: raw, name: raw, city: null, state: null }], start: place, end: place + 1 })
  }
  return mentions.sort((a, b) => a.start - b.start)
}

/** A text that names several kinds of things means a place behind "in", else an artist before a venue before a place. */
function oneKind (found: Named[], words: readonly Word[], start: number): [Named, ...Named[]] | undefined {
  const isPlace = /^(in|en|near|from|around)$/.test(words[start - 1]?.text ?? '')
  const order: NamedKind[] = isPlace ? ['city', 'state', 'venue', 'artist', 'genre', 'venue_type'] : ['artist', 'venue', 'city', 'state', 'genre', 'venue_type']
  for (const wanted of order) {
    const [first, ...others] = found.filter(({ kind }) => kind === wanted)
    if (first !== undefined) return [first, ...others]
  }
  return undefined
}

/** One short or common word is an artist's or a venue's name only where it is written as one. */
function mayBeName ({ kind }: Named, words: readonly Word[], start: number, length: number): boolean {
  const word = words[start]
  if (length > 1 || word === undefined || (kind !== 'artist' && kind !== 'venue')) return true
  const isCommon = word.text.length <= 3 || isIntentWord(word.text)
  return !isCommon || (start > 0 && word.raw[0] !== word.raw[0]?.toLowerCase())
}
