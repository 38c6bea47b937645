import { LosslessNumber, parse } from 'lossless-json'

const names = new Map<number, string>([
  [16, 'boolean'], [17, 'bytea'], [20, 'bigint'], [21, 'smallint'], [23, 'integer'], [25, 'text'], [114, 'json'], [700, 'real'], [701, 'double precision'], [790, 'money'], [1042, 'character'],
  [1043, 'character varying'], [1082, 'date'], [1083, 'time'], [1114, 'timestamp'], [1184, 'timestamptz'], [1186, 'interval'], [1266, 'timetz'], [1700, 'numeric'], [2950, 'uuid'], [3802, 'jsonb'],
  [1000, 'boolean[]'], [1007, 'integer[]'], [1009, 'text[]'], [1015, 'character varying[]'], [1016, 'bigint[]'], [1022, 'double precision[]'], [1182, 'date[]'], [1231, 'numeric[]']
])
const elements = new Map<number, number>([[1000, 16], [1005, 21], [1007, 23], [1009, 25], [1015, 1043], [1016, 20], [1021, 700], [1022, 701], [1182, 1082], [1231, 1700], [2951, 2950]])

/** The name of a type by its oid (pg_type.dat); undefined for types that are not the system's common ones. */
export function typeName (oid: number): string | undefined {
  return names.get(oid)
}

/** A value as PostgreSQL writes it, as JSON has it: numbers with every digit, times as ISO 8601, arrays and documents as such. */
export function jsonValue (text: string | null, oid: number): unknown {
  if (text === null) return null
  const element = elements.get(oid)
  if (element !== undefined) return parseArray(text, element)
  switch (oid) {
    case 16: return text === 't'
    case 20: case 21: case 23: case 700: case 701: case 1700: return number(text)
    case 114: case 3802: return parse(text)
    case 1114: return text.replace(' ', 'T')
    case 1184: return text.replace(' ', 'T').replace(/([+-]00)(:?00)?$/, 'Z')
    default: return text
  }
}

/** A number, with its digits kept where a double would lose some; NaN and the infinities are texts, since JSON has no such numbers. */
function number (text: string): unknown {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const digits = text.replace(/^-|\.|e.*$/gi, '').replace(/^0+/, '')
  return digits.length <= 15 ? value : new LosslessNumber(text)
}

/** PostgreSQL's text form of an array (documentation, "Array Input and Output Syntax"). */
function parseArray (text: string, element: number): unknown {
  let at = text.indexOf('{')
  const read = (): unknown[] => {
    const items: unknown[] = []
    at++
    while (text[at] !== '}' && at < text.length) {
      if (text[at] === '{') items.push(read())
      else if (text[at] === '"') items.push(jsonValue(quoted(), element))
      else items.push(plain())
      if (text[at] === ',') at++
    }
    at++
    return items
  }
  const quoted = (): string => {
    let value = ''
    for (at++; text[at] !== '"'; at++) {
      if (text[at] === '\\') at++
      value += text[at] ?? ''
    }
    at++
    return value
  }
  const plain = (): unknown => {
    const start = at
    while (at < text.length && text[at] !== ',' && text[at] !== '}') at++
    const value = text.slice(start, at)
    return value.toUpperCase() === 'NULL' ? null : jsonValue(value, element)
  }
  return read()
}
