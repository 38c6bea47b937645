import { addDays, dateOf, dayOf, daysAround, iso, monthStart, moveBy, unitAround, type Period } from './calendar.ts'
import { amountOf, isAmbiguousMonth, monthOf, ordinalOf, weekdayOf, type Groups } from './patterns.ts'

export interface PeriodOptions {
  now: Date
  /** What a month or a weekday without a year means. */
  toward: 'past' | 'future'
  /** Whether 03/04/2024 is the third of April. */
  dayFirst: boolean
}

/** "July 4", "el 20 de marzo de 2027". */
export function dated ({ day, month, year }: Groups, { now, toward }: PeriodOptions): Period | null {
  const dayIn = (year: number) => dayOf(year, monthOf(month), Number(day))
  if (year !== undefined) return dayIn(Number(year))
  const thisYear = now.getUTCFullYear()
  const nearest = dayIn(thisYear)
  if (nearest === null) return null
  const isPast = (nearest.to ?? '') < iso(now)
  const isAhead = (nearest.from ?? '') > iso(now)
  let assumed: Period | null = nearest
  if (toward === 'future' && isPast) assumed = dayIn(thisYear + 1)
  if (toward === 'past' && isAhead) assumed = dayIn(thisYear - 1)
  return assumed === null ? null : { ...assumed, isAssumed: true }
}

/** "03/04/2024". */
export function slashed (groups: Groups, { dayFirst }: PeriodOptions): Period | null {
  const [first, second, year] = [Number(groups['first']), Number(groups['second']), Number(groups['year'])]
  const isDayFirst = first > 12 || (dayFirst && second <= 12)
  return isDayFirst ? dayOf(year, second, first) : dayOf(year, first, second)
}

/** "Q4 2025", "primer semestre". */
export function partOfYear ({ part, quarter, ordinal, year }: Groups, { now, toward }: PeriodOptions): Period {
  const isHalf = part === 'semestre' || part === 'half'
  const number = quarter === undefined ? ordinalOf(ordinal) : Number(quarter)
  const startIn = (year: number) => dateOf(year, (number - 1) * (isHalf ? 6 : 3) + 1, 1)
  const partIn = (year: number) => unitAround(isHalf ? 'half' : 'quarter', startIn(year))
  if (year !== undefined) return partIn(Number(year))
  const thisYear = now.getUTCFullYear()
  return toward === 'past' && startIn(thisYear) > now ? partIn(thisYear - 1) : partIn(thisYear)
}

/** "The last 30 days", up to today. */
export function rolling (groups: Groups, now: Date, direction: 1 | -1): Period {
  const [number, unit] = amountOf(groups)
  const end = iso(moveBy(now, unit, number * direction))
  if (direction === 1) return { from: iso(now), to: end }
  return { from: addDays(end, unit === 'day' ? 1 : 0), to: iso(now) }
}

/** "In two weeks" is a day, "two months ago" a month. */
export function amountAway (groups: Groups, now: Date, direction: 1 | -1): Period {
  const [number, unit] = amountOf(groups)
  const then = moveBy(now, unit, number * direction)
  const isDay = unit === 'day' || unit === 'week' || unit === 'weekend'
  return unitAround(isDay ? 'day' : unit, then)
}

/** "Last month", "this week". */
export function shifted ({ unit: word }: Groups, now: Date, by: number): Period {
  const [, unit] = amountOf({ unit: word })
  // from the first of the month, so that no month is passed over
  const start = unit === 'weekend' || unit === 'week' || unit === 'day' ? now : monthStart(now)
  return unitAround(unit, moveBy(start, unit, by))
}

/** "Friday"; "next Friday" is the one of next week. */
export function weekdayNear ({ weekday, next }: Groups, { now, toward }: PeriodOptions): Period {
  const wanted = weekdayOf(weekday)
  const ahead = (wanted - now.getUTCDay() + 7) % 7
  if (toward === 'past') {
    const offset = (ahead === 0 ? 7 : ahead) - 7
    return daysAround(now, offset, offset)
  }
  const ofNextWeek = (wanted + 6) % 7 - (now.getUTCDay() + 6) % 7 + 7
  const offset = next === 'next' ? ofNextWeek : ahead
  return daysAround(now, offset, offset)
}

/** "In March", without a year. */
export function monthAlone ({ month = '', next }: Groups, { now, toward }: PeriodOptions): Period | null {
  const direction = directionOf(next, toward)
  // a word of its own is a month only with another sign of one
  if (isAmbiguousMonth(month) && direction === toward) return null
  const [year, thisMonth, number] = [now.getUTCFullYear(), now.getUTCMonth() + 1, monthOf(month)]
  let named = year
  if (direction === 'future' && number < thisMonth) named = year + 1
  if (direction === 'past' && number > thisMonth) named = year - 1
  return { ...unitAround('month', dateOf(named, number, 1)), isAssumed: true }
}

function directionOf (next: string | undefined, toward: PeriodOptions['toward']): PeriodOptions['toward'] {
  if (next === undefined) return toward
  return /last|pasado/.test(next) ? 'past' : 'future'
}
