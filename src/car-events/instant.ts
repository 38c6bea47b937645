const datePattern = '(\\d{4}|[+-]\\d{6})-(\\d{2})-(\\d{2})'
const timePattern = '(\\d{2}):(\\d{2})(?::(\\d{2})(\\.\\d{1,12})?)?'
const offsetPattern = '([Zz]|([+-])(\\d{2})(?::?(\\d{2}))?)'
const iso = new RegExp(`^${datePattern}[Tt ]${timePattern}${offsetPattern}$`)
const epoch = /^-?\d{1,16}(\.\d{1,6})?$/

/**
 * The first and last instant of `timestamptz` that a JS Date can express: 4714-11-24 BC and 275760-09-13
 * (PostgreSQL manual, 8.5).
 */
const minMs = -210_866_803_200_000
const maxMs = 8.64e15

/**
 * A point in time as PostgreSQL's timestamptz reads it, or null where `value` is none: ISO 8601 with an
 * offset (microseconds are kept), or epoch milliseconds as a number or numeric text.
 */
export function toTimestamptz (value: unknown): string | null {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string') return null
  const parts = iso.exec(value)
  if (parts === null) return epoch.test(value) ? fromEpoch(Number(value)) : null
  const [
    , year = '', month = '', day = '', hour = '', minute = '', second = '00', fraction = '',
    zone = '', sign, zoneHour = '00', zoneMinute = '00'
  ] = parts
  const fits = +month >= 1 && +month <= 12 && +day >= 1 && +day <= daysIn(+year, +month) &&
    +hour <= 23 && +minute <= 59 && +second <= 60 && +zoneHour <= 23 && +zoneMinute <= 59
  if (!fits) return null
  const isReadAsItIs = (zone === 'Z' || zone === 'z') && year.length === 4 && year !== '0000' && second !== '60'
  if (isReadAsItIs) return value
  const offsetMs = (+zoneHour * 60 + +zoneMinute) * (sign === '-' ? -60_000 : 60_000)
  return format(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`) + +second * 1000 - offsetMs, fraction)
}

function daysIn (year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function fromEpoch (ms: number): string | null {
  if (!Number.isFinite(ms)) return null
  const microseconds = Math.round((ms - Math.floor(ms / 1000) * 1000) * 1000)
  const second = Math.floor(ms / 1000) * 1000 + (microseconds === 1_000_000 ? 1000 : 0)
  return format(second, `.${String(microseconds % 1_000_000).padStart(6, '0')}`)
}

function format (ms: number, fraction: string): string | null {
  if (!(ms >= minMs && ms <= maxMs)) return null
  const date = new Date(ms)
  const year = date.getUTCFullYear()
  const rest = date.toISOString().slice(-20, -5).replace('T', ' ')
  return `${String(year > 0 ? year : 1 - year).padStart(4, '0')}${rest}${fraction}+00${year > 0 ? '' : ' BC'}`
}

/** The ISO 8601 text (UTC, `Z`, microseconds where there are any) of a timestamptz as PostgreSQL writes it. */
export function toIso (timestamptz: string | null): string | null {
  if (timestamptz === null) return null
  const parts = /^(\d+)(-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)\+00( BC)?$/.exec(timestamptz)
  if (parts === null) return null // 'infinity' is no instant
  const [, year = '', date, time, bc] = parts
  return `${bc === undefined ? isoYear(Number(year)) : isoYear(1 - Number(year))}${date}T${time}Z`
}

/** Four digits, or a sign and six where those do not do (ISO 8601 expanded years; year 0 is 1 BC). */
function isoYear (year: number): string {
  const digits = String(Math.abs(year))
  if (year >= 0 && year <= 9999) return digits.padStart(4, '0')
  return `${year < 0 ? '-' : '+'}${digits.padStart(6, '0')}`
}
