/** Days from `from` to `to`, both in it, as 2024-01-31; null is open. */
export interface Period {
  from: string | null
  to: string | null
  /** The year was not said: it is the nearest one. */
  isAssumed?: boolean
}

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' | 'weekend'

const dayMs = 86_400_000

/** Midnight (UTC) of a day; months count from 1, and a day past the month's last is one of the next month. */
export function dateOf (year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day))
}

/** A day as 2024-01-31. */
export function iso (at: Date): string {
  return at.toISOString().slice(0, 10)
}

/** A day so many days later; null stays null. */
export function addDays (day: string | null, count: number): string | null {
  return day === null ? null : iso(new Date(Date.parse(day) + count * dayMs))
}

/** The days from `from` to `to`, both counted from `now`. */
export function daysAround (now: Date, from: number, to: number): Period {
  return { from: addDays(iso(now), from), to: addDays(iso(now), to) }
}

/** One day; null where the month has no such day. */
export function dayOf (year: number, month: number, day: number): Period | null {
  const at = dateOf(year, month, day)
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null
  return { from: iso(at), to: iso(at) }
}

/** The whole unit around a day. Weeks begin on Monday, weekends on Saturday. */
export function unitAround (unit: Unit, at: Date): Period {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()]
  const sinceMonday = (at.getUTCDay() + 6) % 7
  switch (unit) {
    case 'day': return daysAround(at, 0, 0)
    case 'week': return daysAround(at, -sinceMonday, 6 - sinceMonday)
    case 'weekend': return daysAround(at, 5 - sinceMonday, 6 - sinceMonday)
    case 'month': return monthsFrom(year, month, 1)
    case 'quarter': return monthsFrom(year, Math.floor(month / 3) * 3, 3)
    case 'half': return monthsFrom(year, Math.floor(month / 6) * 6, 6)
    case 'year': return { from: `${year}-01-01`, to: `${year}-12-31` }
  }
}

function monthsFrom (year: number, month: number, length: number): Period {
  return { from: iso(dateOf(year, month + 1, 1)), to: iso(dateOf(year, month + length + 1, 0)) }
}

const monthsIn = { month: 1, quarter: 3, half: 6, year: 12 }

/** The day so many units later; the month's last where it has no such day. */
export function moveBy (at: Date, unit: Unit, count: number): Date {
  if (unit === 'day') return new Date(at.getTime() + count * dayMs)
  if (unit === 'week' || unit === 'weekend') return new Date(at.getTime() + count * 7 * dayMs)
  const first = dateOf(at.getUTCFullYear(), at.getUTCMonth() + 1 + count * monthsIn[unit], 1)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + 1]
  const lastDay = dateOf(year, month + 1, 0).getUTCDate()
  return dateOf(year, month, Math.min(at.getUTCDate(), lastDay))
}

export function monthStart (now: Date): Date {
  return dateOf(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)
}
