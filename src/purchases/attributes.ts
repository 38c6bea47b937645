import { Refused } from './refused.ts'

/** A value of DynamoDB's JSON: `{ "S": "…" }`, `{ "N": "1.5" }` (Amazon DynamoDB API reference, AttributeValue). */
export type Attribute = Record<string, unknown>
export type Image = Record<string, Attribute>

/** What a DynamoDB number is written as: 38 digits, an exponent perhaps. */
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/
/** The same where JSON takes it as it is. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const mostDepth = 64

/** An image as the text of a JSON object, without its braces; every number keeps every digit. Throws Refused. */
export function membersOf (image: Image, path: string, except: ReadonlySet<string> = new Set()): string {
  return Object.entries(image).filter(([name]) => !except.has(name)).map(([name, value]) => `${nameOf(name, path)}:${jsonOf(value, `${path}/${name}`)}`).join(',')
}

export function jsonOf (attribute: unknown, path: string, depth = 0): string {
  if (depth > mostDepth) throw new Refused(path, `is nested more than ${mostDepth} deep`)
  const [type, value] = typed(attribute, path)
  switch (type) {
    case 'S': case 'B': return JSON.stringify(string(value, path))
    case 'N': return numberText(value, path)
    case 'BOOL': return booleanText(value, path)
    case 'NULL': return 'null'
    case 'SS': case 'BS': return `[${list(value, path).map((one) => JSON.stringify(string(one, path))).join(',')}]`
    case 'NS': return `[${list(value, path).map((one) => numberText(one, path)).join(',')}]`
    case 'L': return `[${list(value, path).map((one, place) => jsonOf(one, `${path}/${place}`, depth + 1)).join(',')}]`
    case 'M': return `{${Object.entries(map(value, path)).map(([name, one]) => `${nameOf(name, path)}:${jsonOf(one, `${path}/${name}`, depth + 1)}`).join(',')}}`
    default: throw new Refused(path, `has the unknown attribute type ${type}`)
  }
}

/** A number's digits, from a number or from a text that is one. Throws Refused. */
export function decimalOf (attribute: unknown, path: string): string {
  const [type, value] = typed(attribute, path)
  if (type !== 'N' && type !== 'S') throw new Refused(path, 'must be a number')
  const text = string(value, path).trim()
  if (!number.test(text)) throw new Refused(path, 'must be a number')
  return text.replace(/^\+/, '')
}

/** A text, or a number as one; null where there is none. Throws Refused for other types. */
export function textOf (attribute: unknown, path: string): string | null {
  if (attribute === undefined) return null
  const [type, value] = typed(attribute, path)
  if (type === 'NULL') return null
  if (type !== 'S' && type !== 'N') throw new Refused(path, 'must be a text')
  return string(value, path)
}

export function listOf (attribute: unknown, path: string): unknown[] {
  if (attribute === undefined) return []
  const [type, value] = typed(attribute, path)
  if (type === 'NULL') return []
  if (type !== 'L') throw new Refused(path, 'must be a list')
  return list(value, path)
}

export function mapOf (attribute: unknown, path: string): Image {
  const [type, value] = typed(attribute, path)
  if (type !== 'M') throw new Refused(path, 'must be a map')
  return map(value, path)
}

function nameOf (name: string, path: string): string {
  if (!name.isWellFormed()) throw new Refused(path, 'has a name that is no valid Unicode')
  return JSON.stringify(name)
}

function typed (attribute: unknown, path: string): [type: string, value: unknown] {
  const entries = attribute !== null && typeof attribute === 'object' && !Array.isArray(attribute) ? Object.entries(attribute) : []
  const [only, ...others] = entries
  if (only === undefined || others.length > 0) throw new Refused(path, 'must be an attribute value of one type')
  return only
}

function string (value: unknown, path: string): string {
  if (typeof value !== 'string') throw new Refused(path, 'must be a text')
  if (!value.isWellFormed()) throw new Refused(path, 'must be valid Unicode')
  return value
}

function booleanText (value: unknown, path: string): string {
  const text = String(value)
  if (text !== 'true' && text !== 'false') throw new Refused(path, 'must be true or false')
  return text
}

function numberText (value: unknown, path: string): string {
  const text = string(value, path).trim()
  if (jsonNumber.test(text)) return text
  if (!number.test(text)) throw new Refused(path, 'must be a number')
  const [, sign = '', digits = '', exponent = ''] = /^([+-]?)([\d.]+)([eE].*)?$/.exec(text) ?? []
  const [whole = '', fraction = ''] = digits.split('.')
  return `${sign === '-' ? '-' : ''}${whole.replace(/^0+(?=\d)/, '') || '0'}${fraction === '' ? '' : `.${fraction}`}${exponent}`
}

function list (value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new Refused(path, 'must be a list')
  return value
}

function map (value: unknown, path: string): Image {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refused(path, 'must be a map')
  return value as Image
}
