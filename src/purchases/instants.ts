import { Refused } from './refused.ts'

const written = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/** A time with its zone: without one it would be another on each machine. */
const zoned = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/

/** The day that a purchase was made on, as its `fecha` says it: `2024-01-31 10:00:00` or ISO 8601. Throws Refused. */
export function dayOf (fecha: string | null, path: string): { year: string, month: string, day: string } {
  const match = fecha === null ? null : written.exec(fecha)
  if (match === null) throw new Refused(path, 'must be a date as 2024-01-31 10:00:00 or ISO 8601')
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61
  if (!isReal) throw new Refused(path, 'is no day of the calendar')
  if (year < '2000' || year > '2100') throw new Refused(path, 'must be in the years 2000 to 2100, which the catalogue knows')
  return { year, month, day }
}

/** When a change was made (`ApproximateCreationDateTime`): seconds since 1970, a fraction perhaps. Throws Refused. */
export function creationOf (value: unknown, path: string): Date {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : typeof value === 'string' && zoned.test(value) ? Date.parse(value) / 1000 : NaN
  const date = new Date(Math.floor(seconds * 1000))
  if (!Number.isFinite(seconds) || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) throw new Refused(path, 'must be the time of the change in seconds')
  return date
}

/** `20240131_235959`, in UTC. */
export function stampOf (date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}
