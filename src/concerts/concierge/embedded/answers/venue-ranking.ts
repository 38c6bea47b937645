import { fold } from '../../../../language/words.ts'
import { isoDate } from '../../../iso-date.ts'
import { typeName } from '../../../venue-types.ts'
import { rankVenues, type RankedVenue } from '../../../venues/popularity.ts'
import type { Localized } from '../formatting.ts'
import type { Entities } from '../parse/entities.ts'
import { defaultCount, noLimit, placePhrase, type Answer, type AnswerContext } from './answer.ts'

const defaultWindowDays = 365
const dayMs = 86_400_000

type Measure = 'avg_attendance_rate' | 'revenue_per_event' | 'booking_frequency' | 'total_concerts'

/** By what a message wants venues compared; how full they were where it does not say. */
const measures: [pattern: RegExp, measure: Measure][] = [
  [/\b(revenue|earn|income|money|ingresos?|recaudan?|ganan?|dinero)/, 'revenue_per_event'],
  [/\b(book|often|frequen|frecuen|reservad|seguido)/, 'booking_frequency'],
  [/\b(most|more|mas) (concerts|shows|conciertos|eventos)|number of concerts|numero de conciertos/, 'total_concerts']
]

const headings: Record<Measure, Localized> = {
  avg_attendance_rate: { en: 'By attendance rate', es: 'Por ocupación' },
  revenue_per_event: { en: 'By revenue a concert', es: 'Por ingreso por concierto' },
  booking_frequency: { en: 'By concerts a month', es: 'Por conciertos al mes' },
  total_concerts: { en: 'By number of concerts', es: 'Por número de conciertos' }
}

/** Venues ranked by what was asked for, with the means over all that fit. Errors: the warehouse's. */
export async function compareVenues (context: AnswerContext): Promise<Answer> {
  const { message, warehouse, entities, format, signal, now } = context
  const { city, state, venueType, count = defaultCount, venues: named } = entities
  const folded = fold(message)
  const measure = measures.find(([pattern]) => pattern.test(folded))?.[1] ?? 'avg_attendance_rate'
  const { end, days } = windowOf(entities.period, now)
  const { venues: all } = await rankVenues(warehouse, {
    top_n: noLimit,
    min_events: 1,
    window_days: days,
    with_forecast: false,
    ...(city !== undefined && { city }),
    ...(state !== undefined && { state }),
    ...(venueType !== undefined && { venue_type: venueType })
  }, signal, end)
  const ranked = [...all].sort((a, b) => b[measure] - a[measure] || a.popularity_rank - b.popularity_rank)
  const venues = named === undefined
    ? ranked.slice(0, count)
    : ranked.filter(({ venue_id: id }) => named.some((venue) => venue.id === id))
  const [from, to] = [isoDate(end, -days), isoDate(end)]
  const span = {
    en: `from ${format.date(from)} to ${format.date(to)}`,
    es: `del ${format.date(from)} al ${format.date(to)}`
  }
  const place = placePhrase(entities)
  if (venues.length === 0) {
    const text = format.localize({
      en: `I know of no concert that fits${place.en}, ${span.en}.`,
      es: `No conozco conciertos que encajen${place.es}, ${span.es}.`
    })
    return { text, data: null }
  }
  const heading = headings[measure]
  const names = format.list(venues.slice(0, count).map((venue) => {
    return `${venue.name} (${venue.city}: ${formatMeasure(venue, measure, format)})`
  }))
  const summary = summarize(all)
  const means = describeSummary(summary, venueType, format)
  const text = format.localize({
    en: `${heading.en}${place.en}, ${span.en}: ${names}. ${means.en}`,
    es: `${heading.es}${place.es}, ${span.es}: ${names}. ${means.es}`
  })
  return { text, data: { venues, measure, from, to, summary } }
}

/** The days that are looked at: up to the end of the time that was named, a year back where no beginning was. */
function windowOf (period: Entities['period'], now: Date): { end: Date, days: number } {
  const { from = null, to = null } = period ?? {}
  const end = to !== null && Date.parse(to) < now.getTime() ? new Date(`${to}T12:00:00Z`) : now
  if (from === null) return { end, days: defaultWindowDays }
  return { end, days: Math.max(Math.round((Date.parse(isoDate(end)) - Date.parse(from)) / dayMs), 1) }
}

function formatMeasure (venue: RankedVenue, measure: Measure, format: AnswerContext['format']): string {
  if (measure === 'avg_attendance_rate') return format.percent(venue[measure])
  if (measure === 'revenue_per_event') return format.money(Math.round(venue[measure]))
  return format.decimal(venue[measure])
}

/** Means over concerts, not over venues. */
function summarize (venues: RankedVenue[]) {
  const concerts = venues.reduce((sum, { total_concerts: count }) => sum + count, 0)
  const mean = (measure: 'avg_attendance_rate' | 'revenue_per_event') => {
    return venues.reduce((sum, venue) => sum + venue[measure] * venue.total_concerts, 0) / concerts
  }
  return {
    total_venues: venues.length,
    total_concerts: concerts,
    avg_attendance_rate: Math.round(mean('avg_attendance_rate') * 1e6) / 1e6,
    revenue_per_event: Math.round(mean('revenue_per_event') * 100) / 100
  }
}

function describeSummary (
  summary: ReturnType<typeof summarize>, venueType: string | undefined, format: AnswerContext['format']
): Localized {
  const type = venueType === undefined ? undefined : typeName(venueType)
  const kind = type === undefined
    ? { en: 'venues', es: 'recintos' }
    : { en: `${type.en}s`, es: `recintos (${type.es})` }
  const [venues, concerts] = [format.count(summary.total_venues), format.count(summary.total_concerts)]
  const rate = format.percent(summary.avg_attendance_rate)
  const revenue = format.money(Math.round(summary.revenue_per_event))
  return {
    en: `Over ${venues} ${kind.en} and ${concerts} concerts the mean attendance is ${rate} of capacity, ` +
      `the revenue ${revenue} a concert.`,
    es: `En ${venues} ${kind.es} y ${concerts} conciertos la ocupación media es ${rate} del aforo, ` +
      `el ingreso ${revenue} por concierto.`
  }
}
