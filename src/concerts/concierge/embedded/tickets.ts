import { dayAfter } from '../../plain.ts'
import { predictTickets } from '../../tickets/predict.ts'
import type { Answer, AnswerContext } from './context.ts'
import type { Named } from './names.ts'

const usualPrice = 50
const usualLead = 28

/** What a concert will sell, as /tickets/predict says it. What the message leaves out is assumed, and told. */
export async function predictSales ({ warehouse, tickets, entities, say, signal, now }: AnswerContext): Promise<Answer> {
  const { price = usualPrice, period } = entities
  const artist = entities.artists?.[0]
  const venue = venueOf(entities)
  if (artist === undefined || venue === undefined) {
    const missing = artist !== undefined ? { en: 'which venue', es: 'el recinto' } : venue !== undefined ? { en: 'which artist', es: 'el artista' } : { en: 'which artist and which venue', es: 'el artista y el recinto' }
    return { text: say.pick({ en: `Tell me ${missing.en} you mean, and I predict the tickets.`, es: `Dime ${missing.es}, y predigo las entradas.` }), data: null }
  }
  const today = dayAfter(now, 0)
  if (period?.to !== undefined && period.to !== null && period.to < today) {
    return { text: say.pick({ en: `${say.date(period.to)} is over: I predict concerts to come.`, es: `El ${say.date(period.to)} ya pasó: predigo conciertos por venir.` }), data: null }
  }
  const day = dayOf(period, now)
  const prediction = await predictTickets(warehouse, tickets, { artist_id: artist.id, venue_id: venue.id, event_date: day, ticket_price: price }, signal, now)
  const { predicted_sales: sales, confidence, features_used: { venue_capacity: capacity } } = prediction
  const share = say.percent(sales / Number(capacity))
  const assumed = [period?.from === period?.to && period !== undefined ? null : say.pick({ en: 'the day', es: 'el día' }), entities.price === undefined ? say.pick({ en: 'the price', es: 'el precio' }) : null].filter((part) => part !== null)
  const note = assumed.length === 0 ? '' : say.pick({ en: ` I assumed ${say.list(assumed)}.`, es: ` Supuse ${say.list(assumed)}.` })
  const [on, at, sold, held] = [say.weekday(day), say.money(price), say.count(sales), say.count(Number(capacity))]
  return {
    text: say.pick({
      en: `${artist.name} at ${venue.name} (${venue.city}) on ${on}, at ${at} a ticket: about ${sold} tickets, ${share} of ${held} seats (confidence ${say.percent(confidence)}).${note}`,
      es: `${artist.name} en ${venue.name} (${venue.city}) el ${on}, a ${at} la entrada: unas ${sold} entradas, ${share} de ${held} lugares (confianza ${say.percent(confidence)}).${note}`
    }),
    data: { prediction: { ...prediction, model: tickets.kind } }
  }
}

/** Of venues with one name the one in the city that was named, else the largest. */
function venueOf ({ venues = [], city, state }: AnswerContext['entities']): Named | undefined {
  return venues.find((venue) => venue.city === city && (state === undefined || venue.state === state)) ?? venues[0]
}

/** The day that was named; in a longer time its first Saturday to come, and the one in four weeks where nothing was. */
function dayOf (period: AnswerContext['entities']['period'], now: Date): string {
  const today = dayAfter(now, 0)
  const from = period === undefined ? dayAfter(now, usualLead) : [period.from ?? today, today].sort().at(-1) ?? today
  const last = period === undefined ? null : period.to
  if (period !== undefined && (last === from || period.from === last)) return from
  const start = new Date(`${from}T00:00:00Z`)
  const saturday = dayAfter(start, (6 - start.getUTCDay() + 7) % 7)
  return last !== null && saturday > last ? from : saturday
}
