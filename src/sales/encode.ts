import type { CustomTypesConfig, FieldDef } from 'pg'
import { stringify } from 'csv-stringify/sync'

/** Values stay the text that PostgreSQL sent: exact, and nothing is parsed only to be written again. */
export const asText: CustomTypesConfig = { getTypeParser: () => (value: string) => value }

type Encode = (value: string) => string

const timestamp: Encode = (value) => `"${value.replace(' ', 'T').replace(/\+00$/, '')}Z"`
const asIs: Encode = (value) => value
const finite: Encode = (value) => /^-?\d/.test(value) ? value : 'null'
const boolean: Encode = (value) => value === 't' ? 'true' : 'false'

/** How a column's text becomes JSON, by the type's OID (pg_type.dat); every other type is a JSON string. */
const encoders = new Map<number, Encode>([
  [16, boolean], [20, asIs], [21, asIs], [23, asIs], [26, asIs], [700, finite], [701, finite], [1700, finite],
  [114, asIs], [3802, asIs], [1114, timestamp], [1184, timestamp]
])

/**
 * A function from a row of texts to a JSON object with `keys`. Numbers are written digit by digit as the
 * database has them (a JS number would round beyond 15 digits); NaN and infinities, which JSON lacks, are null.
 */
export function objectEncoder (keys: readonly string[], fields: FieldDef[]): (row: (string | null)[]) => string {
  const members = keys.map((key, index) => ({
    head: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`,
    encode: encoders.get(fields[index]?.dataTypeID ?? 0) ?? JSON.stringify
  }))
  return (row) => {
    let text = ''
    let index = 0
    for (const { head, encode } of members) {
      const value = row[index++]
      text += head + (value === null || value === undefined ? 'null' : encode(value))
    }
    return text + '}'
  }
}

/** Rows as CSV lines by RFC 4180; null is an empty field. */
export function csvLines (rows: unknown[][]): string {
  return stringify(rows, { record_delimiter: 'windows' })
}
