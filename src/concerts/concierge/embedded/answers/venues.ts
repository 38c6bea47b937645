import { isoDate } from '../../../iso-date.ts'
import { typeName } from '../../../venue-types.ts'
import { joinList, toFilter } from '../../../warehouse/parameters.ts'
import { warehouseStatement } from '../../../warehouse/statement.ts'
import { pluralize } from '../formatting.ts'
import { defaultCount, placePhrase, type Answer, type AnswerContext } from './answer.ts'

const statement = warehouseStatement(new URL('./venues.sql', import.meta.url))

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

/** A venue, or those of a place and a kind, the largest first. Errors: the warehouse's. */
export async function findVenues ({ warehouse, entities, format, signal, now }: AnswerContext): Promise<Answer> {
  const { venues: named = [], city, state, venueType, count = defaultCount } = entities
  const venues = await warehouse.query<VenueRow>({
    sql: statement(),
    parameters: {
      ids: joinList(named.map(({ id }) => id)),
      city: toFilter(city),
      state: toFilter(state),
      venue_type: toFilter(named.length > 0 ? undefined : venueType),
      count,
      today: isoDate(now)
    }
  }, signal)
  const { localize } = format
  const kind = venueType === undefined ? { en: 'venue', es: 'recinto' } : typeName(venueType)
  const place = placePhrase(entities)
  if (venues.length === 0) {
    const name = named[0]?.name
    const text = localize({
      en: `I know no ${name ?? kind.en}${place.en}.`,
      es: `No conozco ningún ${name ?? kind.es}${place.es}.`
    })
    return { text, data: null }
  }
  if (named.length > 0) return { text: venues.map((venue) => describe(venue, format)).join(' '), data: { venues } }
  const names = format.list(venues.map(({ name, city, state, capacity }) => {
    return `${name} (${city}, ${state}: ${format.count(capacity)})`
  }))
  const ofKind = venueType === undefined ? '' : ` (${kind.es})`
  const text = localize({
    en: `The largest ${kind.en}s${place.en}, with their capacity: ${names}.`,
    es: `Los recintos más grandes${ofKind}${place.es}, con su aforo: ${names}.`
  })
  return { text, data: { venues } }
}

function describe (venue: VenueRow, { localize, count }: AnswerContext['format']): string {
  const { name, address, city, state, country, coming_concerts: concerts } = venue
  const where = [address, city, state, country].filter((part) => part !== null).join(', ')
  const kind = typeName(venue.venue_type)
  const people = count(venue.capacity)
  const scheduled = {
    en: pluralize(concerts, count(concerts), 'concert is', 'concerts are'),
    es: pluralize(concerts, count(concerts), 'concierto programado', 'conciertos programados')
  }
  return localize({
    en: `${name} (${kind.en}) is at ${where}, and holds ${people} people. ${scheduled.en} scheduled there.`,
    es: `${name} (${kind.es}) queda en ${where}, y tiene un aforo de ${people} personas. Allí hay ${scheduled.es}.`
  })
}
