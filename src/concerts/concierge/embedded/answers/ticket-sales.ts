import { isoDate } from '../../../iso-date.ts'
import { predictTickets } from '../../../tickets/predict.ts'
import type { Entities } from '../parse/entities.ts'
import type { NamedEntity } from '../parse/gazetteer.ts'
import type { Localized } from '../formatting.ts'
import type { Answer, AnswerContext } from './answer.ts'

const defaultPrice = 50
const defaultDaysAhead = 28

/**
 * What a concert will sell, as /tickets/predict says it. A day and a price that the message leaves out are assumed,
 * and said to be. Errors: those of predictTickets.
 */
export async function predictSales (context: AnswerContext): Promise<Answer> {
  const { warehouse, tickets, entities, format, signal, now } = context
  const { localize } = format
  const { price = defaultPrice, period } = entities
  const artist = entities.artists?.[0]
  const venue = venueOf(entities)
  if (artist === undefined || venue === undefined) {
    const missing = missingOf(artist, venue)
    const text = localize({
      en: `Tell me ${missing.en} you mean, and I predict the tickets.`,
      es: `Dime ${missing.es}, y predigo las entradas.`
    })
    return { text, data: null }
  }
  const lastDay = period?.to ?? null
  if (lastDay !== null && lastDay < isoDate(now)) {
    const text = localize({
      en: `${format.date(lastDay)} is over: I predict concerts to come.`,
      es: `El ${format.date(lastDay)} ya pasó: predigo conciertos por venir.`
    })
    return { text, data: null }
  }
  const day = dayOf(period, now)
  const request = { artist_id: artist.id, venue_id: venue.id, event_date: day, ticket_price: price }
  const prediction = await predictTickets(warehouse, tickets, request, signal, now)
  const { predicted_sales: sales, confidence, features_used: { venue_capacity: capacity } } = prediction
  const share = format.percent(sales / Number(capacity))
  const [sold, seats] = [format.count(sales), format.count(Number(capacity))]
  const [date, money] = [format.dateWithWeekday(day), format.money(price)]
  const sure = format.percent(confidence)
  const note = assumptions(entities, format)
  const text = localize({
    en: `${artist.name} at ${venue.name} (${venue.city}) on ${date}, at ${money} a ticket: ` +
      `about ${sold} tickets, ${share} of ${seats} seats (confidence ${sure}).${note}`,
    es: `${artist.name} en ${venue.name} (${venue.city}) el ${date}, a ${money} la entrada: ` +
      `unas ${sold} entradas, ${share} de ${seats} lugares (confianza ${sure}).${note}`
  })
  return { text, data: { prediction: { ...prediction, model: tickets.kind } } }
}

function missingOf (artist: NamedEntity | undefined, venue: NamedEntity | undefined): Localized {
  if (artist !== undefined) return { en: 'which venue', es: 'el recinto' }
  if (venue !== undefined) return { en: 'which artist', es: 'el artista' }
  return { en: 'which artist and which venue', es: 'el artista y el recinto' }
}

/** " I assumed the day and the price."; empty where the message said both. */
function assumptions ({ period, price }: Entities, { localize, list }: AnswerContext['format']): string {
  const isDayGiven = period !== undefined && period.from === period.to
  const assumed = [
    ...(isDayGiven ? [] : [localize({ en: 'the day', es: 'el día' })]),
    ...(price === undefined ? [localize({ en: 'the price', es: 'el precio' })] : [])
  ]
  return assumed.length === 0 ? '' : localize({ en: ` I assumed ${list(assumed)}.`, es: ` Supuse ${list(assumed)}.` })
}

/** Of venues with one name the one in the city that was named, else the largest. */
function venueOf ({ venues = [], city, state }: Entities): NamedEntity | undefined {
  const named = venues.find((venue) => venue.city === city && (state === undefined || venue.state === state))
  return named ?? venues[0]
}

/** The day that was named; in a longer time its first Saturday to come, and the one in four weeks where nothing was. */
function dayOf (period: Entities['period'], now: Date): string {
  if (period === undefined) return saturdayFrom(isoDate(now, defaultDaysAhead))
  const today = isoDate(now)
  const from = period.from !== null && period.from > today ? period.from : today
  if (period.to === from || period.from === period.to) return from
  const saturday = saturdayFrom(from)
  return period.to !== null && saturday > period.to ? from : saturday
}

function saturdayFrom (day: string): string {
  const start = new Date(`${day}T00:00:00Z`)
  return isoDate(start, (6 - start.getUTCDay() + 7) % 7)
}
