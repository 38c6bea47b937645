import { csvFormatRows } from 'd3-dsv'
import { isLosslessNumber, stringify } from 'lossless-json'

/** Rows as RFC 4180 writes them, under a line with their columns' names. */
export function toCsv (columns: readonly string[], rows: readonly Record<string, unknown>[]): string {
  return csvFormatRows([[...columns], ...rows.map((row) => columns.map((name) => toText(row[name])))])
}

/** A value as text: JSON for what has parts, nothing for null. */
export function toText (value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value !== 'object' || isLosslessNumber(value) ? String(value) : stringify(value) ?? ''
}
