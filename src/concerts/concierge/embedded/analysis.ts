import { fold } from '../../../language/words.ts'
import { dayAfter, filter } from '../../plain.ts'
import { statementFile } from '../../../postgres/statement-file.ts'
import { rankVenues, type RankedVenue } from '../../venues/popularity.ts'
import { lugarDe, placeOf, type Answer, type AnswerContext } from './context.ts'
import { typeName } from './venues.ts'

const trendStatement = statementFile(new URL('./attendance-by-year.sql', import.meta.url))
const shown = 5
const allVenues = 10_000
const dayMs = 86_400_000

type Measure = 'avg_attendance_rate' | 'revenue_per_event' | 'booking_frequency' | 'total_concerts'

/** By what a message wants venues compared; how full they were where it does not say. */
const measures: [pattern: RegExp, measure: Measure][] = [
  [/\b(revenue|earn|income|money|ingresos?|recaudan?|ganan?|dinero)/, 'revenue_per_event'],
  [/\b(book|often|frequen|frecuen|reservad|seguido)/, 'booking_frequency'],
  [/\b(most|more|mas) (concerts|shows|conciertos|eventos)|number of concerts|numero de conciertos/, 'total_concerts']
]

/** Venues ranked by what was asked for, with the means over all of them; year by year where a trend was. */
export async function analyze (message: string, context: AnswerContext): Promise<Answer> {
  const folded = fold(message)
  if (/\b(trend|tendencia|over time|a lo largo|by year|per year|por ano|year by year|evolucion|evolution)\b/.test(folded)) return trend(context)
  const { warehouse, entities, say, signal, now } = context
  const { city, state, venueType, period, count = shown, venues: named } = entities
  const measure = measures.find(([pattern]) => pattern.test(folded))?.[1] ?? 'avg_attendance_rate'
  const end = period?.to !== undefined && period.to !== null && Date.parse(period.to) < now.getTime() ? new Date(`${period.to}T12:00:00Z`) : now
  const window = period?.from !== undefined && period.from !== null ? Math.max(Math.round((Date.parse(dayAfter(end, 0)) - Date.parse(period.from)) / dayMs), 1) : 365
  const { venues: all } = await rankVenues(warehouse, {
    top_n: allVenues,
    min_events: 1,
    window_days: window,
    with_forecast: false,
    ...(city !== undefined && { city }),
    ...(state !== undefined && { state }),
    ...(venueType !== undefined && { venue_type: venueType })
  }, signal, end)
  const ranked = [...all].sort((a, b) => b[measure] - a[measure] || a.popularity_rank - b.popularity_rank)
  const venues = named === undefined ? ranked.slice(0, count) : ranked.filter(({ venue_id: id }) => named.some((venue) => venue.id === id))
  const kind = venueType === undefined ? { en: 'venues', es: 'recintos' } : { en: `${typeName(venueType).en}s`, es: `recintos (${typeName(venueType).es})` }
  const from = dayAfter(end, -window)
  const span = { en: `from ${say.date(from)} to ${say.date(dayAfter(end, 0))}`, es: `del ${say.date(from)} al ${say.date(dayAfter(end, 0))}` }
  if (venues.length === 0) {
    return { text: say.pick({ en: `I know of no concert that fits${placeOf(entities)}, ${span.en}.`, es: `No conozco conciertos que encajen${lugarDe(entities)}, ${span.es}.` }), data: null }
  }
  const summary = summarize(all)
  const names = say.list(venues.slice(0, count).map((venue) => `${venue.name} (${venue.city}: ${told(venue, measure, say)})`))
  return {
    text: say.pick({
      en: `${heading[measure].en}${placeOf(entities)}, ${span.en}: ${names}. Over ${say.count(all.length)} ${kind.en} and ${say.count(summary.total_concerts)} concerts the mean attendance is ${say.percent(summary.avg_attendance_rate)} of capacity, the revenue ${say.money(Math.round(summary.revenue_per_event))} a concert.`,
      es: `${heading[measure].es}${lugarDe(entities)}, ${span.es}: ${names}. En ${say.count(all.length)} ${kind.es} y ${say.count(summary.total_concerts)} conciertos la ocupación media es ${say.percent(summary.avg_attendance_rate)} del aforo, el ingreso ${say.money(Math.round(summary.revenue_per_event))} por concierto.`
    }),
    data: { venues, measure, from, to: dayAfter(end, 0), summary }
  }
}

const heading: Record<Measure, { en: string, es: string }> = {
  avg_attendance_rate: { en: 'By attendance rate', es: 'Por ocupación' },
  revenue_per_event: { en: 'By revenue a concert', es: 'Por ingreso por concierto' },
  booking_frequency: { en: 'By concerts a month', es: 'Por conciertos al mes' },
  total_concerts: { en: 'By number of concerts', es: 'Por número de conciertos' }
}

function told (venue: RankedVenue, measure: Measure, say: AnswerContext['say']): string {
  if (measure === 'avg_attendance_rate') return say.percent(venue[measure])
  return measure === 'revenue_per_event' ? say.money(Math.round(venue[measure])) : say.decimal(venue[measure])
}

/** Means over concerts, not over venues. */
function summarize (venues: RankedVenue[]) {
  const concerts = venues.reduce((sum, { total_concerts: count }) => sum + count, 0)
  const mean = (measure: 'avg_attendance_rate' | 'revenue_per_event') => venues.reduce((sum, venue) => sum + venue[measure] * venue.total_concerts, 0) / concerts
  return {
    total_venues: venues.length,
    total_concerts: concerts,
    avg_attendance_rate: Math.round(mean('avg_attendance_rate') * 1e6) / 1e6,
    revenue_per_event: Math.round(mean('revenue_per_event') * 100) / 100
  }
}

type YearRow = { year: number, total_concerts: number, avg_attendance_rate: number, revenue_per_event: number }

async function trend ({ warehouse, entities, say, signal, now }: AnswerContext): Promise<Answer> {
  const { city, state, venueType } = entities
  const years = await warehouse.query<YearRow>({
    sql: trendStatement(), parameters: { city: filter(city), state: filter(state), venue_type: filter(venueType), today: dayAfter(now, 0) }
  }, signal)
  if (years.length === 0) return { text: say.pick({ en: `I know of no concert${placeOf(entities)}.`, es: `No conozco conciertos${lugarDe(entities)}.` }), data: null }
  const lines = years.map(({ year, total_concerts: concerts, avg_attendance_rate: rate }) => say.pick({ en: `${year} ${say.percent(rate)} (${say.count(concerts)} concerts)`, es: `${year} ${say.percent(rate)} (${say.count(concerts)} conciertos)` }))
  return { text: say.pick({ en: `Attendance by year${placeOf(entities)}, of capacity: ${say.list(lines)}.`, es: `Ocupación por año${lugarDe(entities)}, del aforo: ${say.list(lines)}.` }), data: { years } }
}
