import { locale } from '../language/format.ts'

const numbers = new Intl.NumberFormat(locale).formatToParts(-1_234_567.8)
const part = (type: string) => numbers.find((one) => one.type === type)?.value ?? ''
const names = (options: Intl.DateTimeFormatOptions, days: Date[]) => {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  return days.map((day) => format.format(day))
}
const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month)))
/** From a Sunday on. */
const weekdays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 8, 1 + day)))

/** How charts write numbers and times: as the rest of the page (the locales of d3-format and d3-time-format). */
export const vegaLocale = {
  number: { decimal: part('decimal'), thousands: part('group'), grouping: [3], currency: ['', ''] },
  time: {
    dateTime: '%x %X',
    date: '%Y-%m-%d',
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    months: names({ month: 'long' }, months),
    shortMonths: names({ month: 'short' }, months),
    days: names({ weekday: 'long' }, weekdays),
    shortDays: names({ weekday: 'short' }, weekdays)
  }
}
