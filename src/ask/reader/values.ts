import { LosslessNumber, parse } from 'lossless-json'
import { parse as parseArray } from 'postgres-array'

interface KnownType {
  oid: number
  /** As SQL calls it. */
  name: string
  /** The oid of its arrays, where those are arrays in JSON too. */
  arrayOid?: number
  /** From PostgreSQL's text form; where there is none, that text is the value. */
  toJson?: (text: string) => unknown
}

/** The system's common types (pg_type.dat), whose oids never change. */
const types: KnownType[] = [
  { oid: 16, name: 'boolean', arrayOid: 1000, toJson: (text) => text === 't' },
  { oid: 17, name: 'bytea' },
  { oid: 20, name: 'bigint', arrayOid: 1016, toJson: number },
  { oid: 21, name: 'smallint', arrayOid: 1005, toJson: number },
  { oid: 23, name: 'integer', arrayOid: 1007, toJson: number },
  { oid: 25, name: 'text', arrayOid: 1009 },
  { oid: 114, name: 'json', toJson: (text) => parse(text) },
  { oid: 700, name: 'real', arrayOid: 1021, toJson: number },
  { oid: 701, name: 'double precision', arrayOid: 1022, toJson: number },
  { oid: 790, name: 'money' },
  { oid: 1042, name: 'character' },
  { oid: 1043, name: 'character varying', arrayOid: 1015 },
  { oid: 1082, name: 'date', arrayOid: 1182 },
  { oid: 1083, name: 'time' },
  { oid: 1114, name: 'timestamp', toJson: (text) => text.replace(' ', 'T') },
  { oid: 1184, name: 'timestamptz', toJson: (text) => text.replace(' ', 'T').replace(/([+-]00)(:?00)?$/, 'Z') },
  { oid: 1186, name: 'interval' },
  { oid: 1266, name: 'timetz' },
  { oid: 1700, name: 'numeric', arrayOid: 1231, toJson: number },
  { oid: 2950, name: 'uuid', arrayOid: 2951 },
  { oid: 3802, name: 'jsonb', toJson: (text) => parse(text) }
]

const byOid = new Map(types.map((type) => [type.oid, type]))
const byArrayOid = new Map(types.filter(({ arrayOid }) => arrayOid !== undefined).map((type) => [type.arrayOid, type]))

/** The name of a type by its oid; undefined for types that are not the system's common ones. */
export function typeName (oid: number): string | undefined {
  const element = byArrayOid.get(oid)
  return element === undefined ? byOid.get(oid)?.name : `${element.name}[]`
}

/**
 * A value as PostgreSQL writes it, as JSON has it: numbers with every digit, times as ISO 8601, arrays and documents as
 * such.
 */
export function jsonValue (text: string | null, oid: number): unknown {
  if (text === null) return null
  const element = byArrayOid.get(oid)
  if (element !== undefined) return parseArray(text, element.toJson ?? String)
  const toJson = byOid.get(oid)?.toJson
  return toJson === undefined ? text : toJson(text)
}

/**
 * A number, with its digits kept where a double would lose some; NaN and the infinities are texts, since JSON has no
 * such numbers.
 */
function number (text: string): unknown {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  const digits = text.replace(/^-|\.|e.*$/gi, '').replace(/^0+/, '')
  return digits.length <= 15 ? value : new LosslessNumber(text)
}
