import type { CustomTypesConfig, FieldDef } from 'pg'
import { stringify } from 'csv-stringify/sync'

/** Values stay the text that PostgreSQL sent: exact, and nothing is parsed only to be written again. */
export const asText: CustomTypesConfig = { getTypeParser: () => (value: string) => value }

type Encode = (value: string) => string

const asIs: Encode = (value) => value
const timestamp: Encode = (value) => `"${value.replace(' ', 'T').replace(/\+00$/, '')}Z"`
const boolean: Encode = (value) => value === 't' ? 'true' : 'false'

/** Digit by digit as the database has it, since a JS number would round beyond 15. JSON has no NaN and no infinity. */
const number: Encode = (value) => {
  const last = value.charCodeAt(value.length - 1)
  return last >= 0x30 && last <= 0x39 ? value : 'null'
}

const mustEscape = /[\p{Cc}"\\]/u
const string: Encode = (value) => mustEscape.test(value) ? JSON.stringify(value) : `"${value}"`

/** How a column's text becomes JSON, by the type's OID (pg_type.dat); every other type is a JSON string. */
const encoders = new Map<number, Encode>([
  [16, boolean], [20, number], [21, number], [23, number], [26, number], [700, number], [701, number], [1700, number],
  [114, asIs], [3802, asIs], [1114, timestamp], [1184, timestamp]
])

/** A function from a row of texts, as PostgreSQL sent them for `fields`, to the text of a JSON object with `keys`. */
export function objectEncoder (keys: readonly string[], fields: FieldDef[]): (row: (string | null)[]) => string {
  const members = keys.map((key, index) => ({
    head: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`,
    encode: encoders.get(fields[index]?.dataTypeID ?? 0) ?? string
  }))
  return (row) => {
    let text = ''
    let index = 0
    for (const { head, encode } of members) {
      const value = row[index++]
      text += value === null || value === undefined ? `${head}null` : head + encode(value)
    }
    return text + '}'
  }
}

/** Rows as CSV lines by RFC 4180; null is an empty field. Booleans and times read as they do in JSON (in place). */
export function csvLines (rows: (string | null)[][], fields: FieldDef[] = []): string {
  const reencoded = fields.flatMap(({ dataTypeID }, index) => {
    const encode = encoders.get(dataTypeID)
    return encode === boolean || encode === timestamp ? [{ index, encode }] : []
  })
  for (const row of reencoded.length === 0 ? [] : rows) {
    for (const { index, encode } of reencoded) {
      const value = row[index]
      if (value !== null && value !== undefined) row[index] = encode(value).replaceAll('"', '')
    }
  }
  return stringify(rows, { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}
