import type { Language } from '../language/words.ts'
import types from './venue-types.json' with { type: 'json' }

const byName = new Map(Object.entries(types))

/** The models' number for a kind of venue; undefined for a kind that they do not know. */
export function typeCodeOf (venueType: string): number | undefined {
  return byName.get(venueType.toLowerCase())?.code
}

/** The middle one, for kinds that have none. */
export const defaultTypeCode = 3

/** What a kind of venue is called in each language; the kind itself where it has no name. */
export function typeName (venueType: string): Record<Language, string> {
  const { en, es } = byName.get(venueType) ?? { en: venueType, es: venueType }
  return { en, es }
}
