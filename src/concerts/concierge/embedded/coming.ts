import { recommend, type Recommendation } from '../../recommendations/recommend.ts'
import { lugarDe, placeOf, type Answer, type AnswerContext } from './context.ts'

const shown = 5
const told = 3
const allConcerts = 10_000

/** Concerts to come that fit what was said, as /recommendations finds them. */
export async function recommendConcerts ({ warehouse, entities, say, userId, signal, now }: AnswerContext): Promise<Answer> {
  const { artists = [], genres = [], venues = [], city, state, period, price, count = shown } = entities
  const names = artists.length > 0 ? [...new Set(artists.map(({ name }) => name))] : genres
  const venue = venues[0]
  const [townOf, stateOf] = city === undefined && venue !== undefined ? [venue.city ?? undefined, venue.state ?? undefined] : [city, state]
  const location = [townOf, stateOf].filter((part) => part !== undefined).join(', ')
  const { recommendations: found, type } = await recommend(warehouse, {
    ...(userId !== undefined && { user_id: userId }),
    ...(names.length > 0 && { artist_preferences: names }),
    ...(location !== '' && { location }),
    ...(period !== undefined && period.from !== null && { from: period.from }),
    ...(period !== undefined && period.to !== null && { to: period.to }),
    ...(price !== undefined && { max_price: price }),
    top_n: venue === undefined ? count : allConcerts
  }, signal, now)
  const recommendations = venue === undefined ? found : found.filter(({ venue_name: name }) => name === venue.name).slice(0, count)
  const bounds = boundsOf(entities, say)
  const wish = { en: `${wishOf(names, placeOf(entities), venue?.name, ' at ')}${bounds.en}`, es: `${wishOf(names, lugarDe(entities), venue?.name, ' en ')}${bounds.es}` }
  if (recommendations.length === 0) {
    return { text: say.pick({ en: `I found no concert to come that fits${wish.en}.`, es: `No encontré ningún concierto próximo que encaje${wish.es}.` }), data: null }
  }
  const lines = recommendations.slice(0, told).map((concert) => line(concert, say))
  return {
    text: say.pick({ en: `Concerts to come${wish.en}: ${lines.join('; ')}.`, es: `Próximos conciertos${wish.es}: ${lines.join('; ')}.` }),
    data: { recommendations, total_recommendations: recommendations.length, recommendation_type: type }
  }
}

function wishOf (names: string[], place: string, venue: string | undefined, at: string): string {
  return `${names.length === 0 ? '' : ` (${names.join(', ')})`}${venue === undefined ? place : `${at}${venue}`}`
}

/** The time and the price that were asked for, so that who reads "no concert" knows within what. */
function boundsOf ({ period, price }: AnswerContext['entities'], say: AnswerContext['say']): { en: string, es: string } {
  const { from = null, to = null } = period ?? {}
  const [start, end] = [from === null ? '' : say.date(from), to === null ? '' : say.date(to)]
  const time = from !== null && from === to
    ? { en: ` on ${start}`, es: ` el ${start}` }
    : { en: `${start === '' ? '' : ` from ${start}`}${end === '' ? '' : ` until ${end}`}`, es: `${start === '' ? '' : ` desde el ${start}`}${end === '' ? '' : ` hasta el ${end}`}` }
  const most = price === undefined ? '' : say.money(price)
  return { en: `${time.en}${most === '' ? '' : ` for at most ${most}`}`, es: `${time.es}${most === '' ? '' : ` por ${most} a lo sumo`}` }
}

function line ({ artist_name: artist, genre, venue_name: venue, city, event_date: day }: Recommendation, say: AnswerContext['say']): string {
  const [main = ''] = genre.split('|')
  return say.pick({ en: `${artist} (${main}) at ${venue}, ${city}, on ${say.date(day)}`, es: `${artist} (${main}) en ${venue}, ${city}, el ${say.date(day)}` })
}
