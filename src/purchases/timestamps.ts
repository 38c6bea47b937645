import { RecordRejected } from './record-rejected.ts'

/** `T10:00:00Z`, the seconds and the zone perhaps left out. */
const timePattern = /[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?/
/** `2024-01-31`, with such a time perhaps. */
const datePattern = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})(?:${timePattern.source})?$`)

/** A time with its zone: without one it would be another on each machine. */
const zonedPattern = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/

/**
 * The day that a purchase was made on, as its `fecha` says it: `2024-01-31 10:00:00` or ISO 8601. Throws
 * RecordRejected with `path`.
 */
export function parseDay (fecha: string | null, path: string): { year: string, month: string, day: string } {
  const match = fecha === null ? null : datePattern.exec(fecha)
  if (match === null) throw new RecordRejected(path, 'must be a date as 2024-01-31 10:00:00 or ISO 8601')
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isDay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61
  if (!isDay || !isTime) throw new RecordRejected(path, 'is no day of the calendar')
  if (year < '2000' || year > '2100') {
    throw new RecordRejected(path, 'must be in the years 2000 to 2100, which the catalogue knows')
  }
  return { year, month, day }
}

/**
 * When a change was made (`ApproximateCreationDateTime`): seconds since 1970, a fraction perhaps, or ISO 8601 with its
 * zone. Throws RecordRejected with `path`.
 */
export function parseCreationTime (value: unknown, path: string): Date {
  const seconds = secondsOf(value)
  const date = new Date(Math.floor(seconds * 1000))
  if (!Number.isFinite(seconds) || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) {
    throw new RecordRejected(path, 'must be the time of the change in seconds')
  }
  return date
}

/** NaN where it is no time. */
function secondsOf (value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return NaN
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value)
  return zonedPattern.test(value) ? Date.parse(value) / 1000 : NaN
}

/** `20240131_235959`, in UTC. */
export function formatTimestamp (date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}
