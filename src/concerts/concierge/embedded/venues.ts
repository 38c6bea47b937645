import { dayAfter, filter, listed } from '../../plain.ts'
import { statementFile } from '../../../postgres/statement-file.ts'
import { lugarDe, placeOf, type Answer, type AnswerContext } from './context.ts'
import { times } from './speech.ts'

const statement = statementFile(new URL('./venues.sql', import.meta.url))
const shown = 5

type VenueRow = {
  venue_id: string
  name: string
  address: string | null
  city: string
  state: string
  country: string
  capacity: number
  venue_type: string
  coming_concerts: number
}

const types: Record<string, { en: string, es: string }> = {
  stadium: { en: 'stadium', es: 'estadio' },
  arena: { en: 'arena', es: 'arena' },
  theater: { en: 'theater', es: 'teatro' },
  amphitheater: { en: 'amphitheater', es: 'anfiteatro' },
  club: { en: 'club', es: 'club' },
  outdoor: { en: 'outdoor venue', es: 'recinto al aire libre' }
}

/** What a kind of venue is called. */
export function typeName (type: string): { en: string, es: string } {
  return types[type] ?? { en: type, es: type }
}

/** A venue, or those of a place and a kind, the largest first. */
export async function findVenues ({ warehouse, entities, say, signal, now }: AnswerContext): Promise<Answer> {
  const { venues: named = [], city, state, venueType, count = shown } = entities
  const venues = await warehouse.query<VenueRow>({
    sql: statement(),
    parameters: { ids: listed(named.map(({ id }) => id)), city: filter(city), state: filter(state), venue_type: filter(named.length > 0 ? undefined : venueType), count, today: dayAfter(now, 0) }
  }, signal)
  const kind = venueType === undefined ? { en: 'venue', es: 'recinto' } : typeName(venueType)
  if (venues.length === 0) {
    const [{ name } = { name: undefined }] = named
    const what = name === undefined ? { en: `no ${kind.en}`, es: `ningún ${kind.es}` } : { en: `no ${name}`, es: `ningún ${name}` }
    return { text: say.pick({ en: `I know ${what.en}${placeOf(entities)}.`, es: `No conozco ${what.es}${lugarDe(entities)}.` }), data: null }
  }
  if (named.length > 0) return { text: venues.map((venue) => describe(venue, say)).join(' '), data: { venues } }
  const names = say.list(venues.map(({ name, city, state, capacity }) => `${name} (${city}, ${state}: ${say.count(capacity)})`))
  return {
    text: say.pick({ en: `The largest ${kind.en}s${placeOf(entities)}, with their capacity: ${names}.`, es: `Los recintos más grandes${venueType === undefined ? '' : ` (${kind.es})`}${lugarDe(entities)}, con su aforo: ${names}.` }),
    data: { venues }
  }
}

function describe ({ name, address, city, state, country, capacity, venue_type: type, coming_concerts: coming }: VenueRow, say: AnswerContext['say']): string {
  const where = [address, city, state, country].filter((part) => part !== null).join(', ')
  const [people, concerts] = [say.count(capacity), say.count(coming)]
  return say.pick({
    en: `${name} (${typeName(type).en}) is at ${where}, and holds ${people} people. ${times(coming, concerts, 'concert is', 'concerts are')} scheduled there.`,
    es: `${name} (${typeName(type).es}) queda en ${where}, y tiene un aforo de ${people} personas. Allí hay ${times(coming, concerts, 'concierto programado', 'conciertos programados')}.`
  })
}
