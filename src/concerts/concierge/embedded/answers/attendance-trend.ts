import { isoDate } from '../../../iso-date.ts'
import { toFilter } from '../../../warehouse/parameters.ts'
import { warehouseStatement } from '../../../warehouse/statement.ts'
import { placePhrase, type Answer, type AnswerContext } from './answer.ts'

const statement = warehouseStatement(new URL('./attendance-trend.sql', import.meta.url))

type YearRow = { year: number, total_concerts: number, avg_attendance_rate: number, revenue_per_event: number }

/** How full concerts were year by year, in a place or a kind of venue. Errors: the warehouse's. */
export async function describeTrend ({ warehouse, entities, format, signal, now }: AnswerContext): Promise<Answer> {
  const { city, state, venueType } = entities
  const years = await warehouse.query<YearRow>({
    sql: statement(),
    parameters: {
      city: toFilter(city), state: toFilter(state), venue_type: toFilter(venueType), today: isoDate(now)
    }
  }, signal)
  const { localize } = format
  const place = placePhrase(entities)
  if (years.length === 0) {
    const text = localize({ en: `I know of no concert${place.en}.`, es: `No conozco conciertos${place.es}.` })
    return { text, data: null }
  }
  const concerts = localize({ en: 'concerts', es: 'conciertos' })
  const lines = format.list(years.map(({ year, total_concerts: count, avg_attendance_rate: rate }) => {
    return `${year} ${format.percent(rate)} (${format.count(count)} ${concerts})`
  }))
  const text = localize({
    en: `Attendance by year${place.en}, of capacity: ${lines}.`,
    es: `Ocupación por año${place.es}, del aforo: ${lines}.`
  })
  return { text, data: { years } }
}
