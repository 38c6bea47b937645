import { normalized } from '../../../../language/words.ts'
import { warehouseStatement } from '../../../warehouse/statement.ts'
import type { Warehouse } from '../../../warehouse/warehouse.ts'
import cityAliases from './city-aliases.json' with { type: 'json' }
import genreAliases from './genre-aliases.json' with { type: 'json' }
import stateCodes from './state-codes.json' with { type: 'json' }
import venueTypeWords from './venue-type-words.json' with { type: 'json' }

const statement = warehouseStatement(new URL('./gazetteer.sql', import.meta.url))

export type EntityKind = 'artist' | 'venue' | 'city' | 'state' | 'genre' | 'venue_type'

export interface NamedEntity {
  kind: EntityKind
  /** An artist's or a venue's id, else the name as the warehouse has it. */
  id: string
  name: string
  city: string | null
  state: string | null
}

/** What the warehouse has names for. */
export interface Gazetteer {
  /** Everything that a folded text is the name of. */
  byText: Map<string, NamedEntity[]>
  /** Texts by their number of words, for the search of what is nearly one. */
  byLength: Map<number, string[]>
  states: Set<string>
}

type NameRow = {
  kind: 'artist' | 'venue' | 'genre'
  id: string
  name: string
  city: string | null
  state: string | null
}

/** Reads every artist, venue, city, state and genre; to them come the other words for places, genres and venues. */
export async function loadGazetteer (warehouse: Warehouse, signal: AbortSignal): Promise<Gazetteer> {
  const rows = await warehouse.query<NameRow>({ sql: statement(), parameters: {} }, signal)
  const gazetteer: Gazetteer = { byText: new Map(), byLength: new Map(), states: new Set() }
  for (const row of rows) addRow(gazetteer, row)
  addAliases(gazetteer)
  return gazetteer
}

function addRow (gazetteer: Gazetteer, row: NameRow): void {
  if (row.kind === 'genre') {
    for (const genre of row.name.split('|')) add(gazetteer, normalized(genre), entityOf('genre', genre))
  } else {
    const name = normalized(row.name)
    for (const text of [name, name.replace(/^the /, '')]) add(gazetteer, text, row)
  }
  if (row.city !== null) add(gazetteer, normalized(row.city), entityOf('city', row.city))
  if (row.state !== null) gazetteer.states.add(row.state)
}

/** Aliases and codes count where the warehouse has what they stand for; kinds of venues always do. */
function addAliases (gazetteer: Gazetteer): void {
  const { byText, states } = gazetteer
  for (const [alias, genre] of Object.entries(genreAliases)) {
    const isKnown = byText.get(normalized(genre))?.some(({ kind }) => kind === 'genre') ?? false
    if (isKnown) add(gazetteer, alias, entityOf('genre', genre))
  }
  for (const [alias, city] of Object.entries(cityAliases)) {
    for (const entity of byText.get(city) ?? []) if (entity.kind === 'city') add(gazetteer, alias, entity)
  }
  for (const [name, code] of Object.entries(stateCodes)) {
    if (states.has(code)) add(gazetteer, name, entityOf('state', code))
  }
  for (const [word, type] of Object.entries(venueTypeWords)) add(gazetteer, word, entityOf('venue_type', type))
}

/** What is nothing but its name. */
export function entityOf (kind: EntityKind, name: string): NamedEntity {
  return { kind, id: name, name, city: null, state: null }
}

function add ({ byText, byLength }: Gazetteer, text: string, entity: NamedEntity): void {
  const known = byText.get(text)
  if (known?.some(({ kind, id }) => kind === entity.kind && id === entity.id)) return
  byText.set(text, [...known ?? [], entity])
  const length = text.split(' ').length
  if (known === undefined) byLength.set(length, [...byLength.get(length) ?? [], text])
}
