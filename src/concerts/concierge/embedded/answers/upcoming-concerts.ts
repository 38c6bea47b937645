import { recommend, type Recommendation } from '../../../recommendations/recommend.ts'
import type { Localized } from '../formatting.ts'
import type { Entities } from '../parse/entities.ts'
import { defaultCount, noLimit, placePhrase, type Answer, type AnswerContext } from './answer.ts'

/** Concerts that the text tells of; its data has all of them. */
const maxTold = 3

/** Concerts to come that fit what was said, as /recommendations finds them. Errors: the warehouse's. */
export async function recommendConcerts (context: AnswerContext): Promise<Answer> {
  const { warehouse, entities, format, userId, signal, now } = context
  const { artists = [], genres = [], venues = [], period, price, count = defaultCount } = entities
  const names = artists.length > 0 ? [...new Set(artists.map(({ name }) => name))] : genres
  const venue = venues[0]?.name
  const location = locationOf(entities)
  const { recommendations: found, type } = await recommend(warehouse, {
    ...(userId !== undefined && { user_id: userId }),
    ...(names.length > 0 && { artist_preferences: names }),
    ...(location !== '' && { location }),
    ...(period !== undefined && period.from !== null && { from: period.from }),
    ...(period !== undefined && period.to !== null && { to: period.to }),
    ...(price !== undefined && { max_price: price }),
    top_n: venue === undefined ? count : noLimit
  }, signal, now)
  const recommendations = venue === undefined
    ? found
    : found.filter(({ venue_name: name }) => name === venue).slice(0, count)
  const wish = describeWish(entities, names, format)
  if (recommendations.length === 0) {
    const text = format.localize({
      en: `I found no concert to come that fits${wish.en}.`,
      es: `No encontré ningún concierto próximo que encaje${wish.es}.`
    })
    return { text, data: null }
  }
  const concerts = recommendations.slice(0, maxTold).map((concert) => describe(concert, format)).join('; ')
  return {
    text: format.localize({
      en: `Concerts to come${wish.en}: ${concerts}.`,
      es: `Próximos conciertos${wish.es}: ${concerts}.`
    }),
    data: { recommendations, total_recommendations: recommendations.length, recommendation_type: type }
  }
}

/** "Boston, MA": the place that was named, else where the venue is. */
function locationOf ({ venues = [], city, state }: Entities): string {
  const [venue] = venues
  const place = city === undefined && venue !== undefined ? [venue.city, venue.state] : [city, state]
  return place.filter((part) => part !== undefined && part !== null).join(', ')
}

/** What was asked for, the time and the price too, so that who reads "no concert" knows within what. */
function describeWish (entities: Entities, names: string[], format: AnswerContext['format']): Localized {
  const { venues = [], period, price } = entities
  const what = names.length === 0 ? '' : ` (${names.join(', ')})`
  const [venue] = venues
  const where = venue === undefined ? placePhrase(entities) : { en: ` at ${venue.name}`, es: ` en ${venue.name}` }
  const when = describePeriod(period, format)
  const most = price === undefined
    ? { en: '', es: '' }
    : { en: ` for at most ${format.money(price)}`, es: ` por ${format.money(price)} a lo sumo` }
  return { en: `${what}${where.en}${when.en}${most.en}`, es: `${what}${where.es}${when.es}${most.es}` }
}

function describePeriod (period: Entities['period'], { date }: AnswerContext['format']): Localized {
  const { from = null, to = null } = period ?? {}
  if (from !== null && from === to) return { en: ` on ${date(from)}`, es: ` el ${date(from)}` }
  const start = from === null ? { en: '', es: '' } : { en: ` from ${date(from)}`, es: ` desde el ${date(from)}` }
  const end = to === null ? { en: '', es: '' } : { en: ` until ${date(to)}`, es: ` hasta el ${date(to)}` }
  return { en: `${start.en}${end.en}`, es: `${start.es}${end.es}` }
}

function describe (concert: Recommendation, { localize, date }: AnswerContext['format']): string {
  const { artist_name: artist, genre, venue_name: venue, city, event_date: day } = concert
  const [mainGenre = ''] = genre.split('|')
  return localize({
    en: `${artist} (${mainGenre}) at ${venue}, ${city}, on ${date(day)}`,
    es: `${artist} (${mainGenre}) en ${venue}, ${city}, el ${date(day)}`
  })
}
