import { isObject } from '../json/is-object.ts'
import { RecordRejected } from './record-rejected.ts'

/**
 * The attributes of an item by their names, each a value of DynamoDB's JSON: `{ "S": "…" }`, `{ "N": "1.5" }` (Amazon
 * DynamoDB API reference, AttributeValue).
 */
export type Image = Record<string, unknown>

/** What a DynamoDB number is written as: 38 digits, an exponent perhaps. */
const dynamoNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/
/** The same where JSON takes it as it is. */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const maxDepth = 64

/** An image as the text of a JSON object, without its braces; every number keeps every digit. Throws RecordRejected. */
export function imageToMembers (image: Image, path: string, except: ReadonlySet<string> = new Set()): string {
  return membersText(image, path, 0, except)
}

/** An attribute as the text of a JSON value; every number keeps every digit. Throws RecordRejected. */
export function attributeToJson (attribute: unknown, path: string, depth = 0): string {
  if (depth > maxDepth) throw new RecordRejected(path, `is nested more than ${maxDepth} deep`)
  const [type, value] = splitAttribute(attribute, path)
  const listText = (toText: (one: unknown, place: number) => string) => `[${list(value, path).map(toText).join(',')}]`
  switch (type) {
    case 'S': case 'B': return JSON.stringify(string(value, path))
    case 'N': return numberText(value, path)
    case 'BOOL': return booleanText(value, path)
    case 'NULL': return 'null'
    case 'SS': case 'BS': return listText((one) => JSON.stringify(string(one, path)))
    case 'NS': return listText((one) => numberText(one, path))
    case 'L': return listText((one, place) => attributeToJson(one, `${path}/${place}`, depth + 1))
    case 'M': return `{${membersText(map(value, path), path, depth + 1)}}`
    default: throw new RecordRejected(path, `has the unknown attribute type ${type}`)
  }
}

/** A number's digits, from a number or from a text that is one. Throws RecordRejected. */
export function decimalOf (attribute: unknown, path: string): string {
  const [type, value] = splitAttribute(attribute, path)
  if (type !== 'N' && type !== 'S') throw new RecordRejected(path, 'must be a number')
  const text = string(value, path).trim()
  if (!dynamoNumber.test(text)) throw new RecordRejected(path, 'must be a number')
  return text.replace(/^\+/, '')
}

/** A text, or a number as one; null where there is none. Throws RecordRejected for other types. */
export function textOf (attribute: unknown, path: string): string | null {
  if (attribute === undefined) return null
  const [type, value] = splitAttribute(attribute, path)
  if (type === 'NULL') return null
  if (type !== 'S' && type !== 'N') throw new RecordRejected(path, 'must be a text')
  return string(value, path)
}

/** The attributes of a list; none where there is no list. Throws RecordRejected for other types. */
export function listOf (attribute: unknown, path: string): unknown[] {
  if (attribute === undefined) return []
  const [type, value] = splitAttribute(attribute, path)
  if (type === 'NULL') return []
  if (type !== 'L') throw new RecordRejected(path, 'must be a list')
  return list(value, path)
}

/** The attributes of a map by their names. Throws RecordRejected for other types. */
export function mapOf (attribute: unknown, path: string): Image {
  const [type, value] = splitAttribute(attribute, path)
  if (type !== 'M') throw new RecordRejected(path, 'must be a map')
  return map(value, path)
}

function membersText (image: Image, path: string, depth: number, except: ReadonlySet<string> = new Set()): string {
  return Object.entries(image)
    .filter(([name]) => !except.has(name))
    .map(([name, value]) => `${nameText(name, path)}:${attributeToJson(value, `${path}/${name}`, depth)}`)
    .join(',')
}

function nameText (name: string, path: string): string {
  if (!name.isWellFormed()) throw new RecordRejected(path, 'has a name that is no valid Unicode')
  return JSON.stringify(name)
}

function splitAttribute (attribute: unknown, path: string): [type: string, value: unknown] {
  const [only, ...others] = isObject(attribute) ? Object.entries(attribute) : []
  if (only === undefined || others.length > 0) {
    throw new RecordRejected(path, 'must be an attribute value of one type')
  }
  return only
}

function string (value: unknown, path: string): string {
  if (typeof value !== 'string') throw new RecordRejected(path, 'must be a text')
  if (!value.isWellFormed()) throw new RecordRejected(path, 'must be valid Unicode')
  return value
}

function booleanText (value: unknown, path: string): string {
  const text = String(value)
  if (text !== 'true' && text !== 'false') throw new RecordRejected(path, 'must be true or false')
  return text
}

function numberText (value: unknown, path: string): string {
  const text = string(value, path).trim()
  if (jsonNumber.test(text)) return text
  if (!dynamoNumber.test(text)) throw new RecordRejected(path, 'must be a number')
  const [, sign = '', digits = '', exponent = ''] = /^([+-]?)([\d.]+)([eE].*)?$/.exec(text) ?? []
  const [whole = '', fraction = ''] = digits.split('.')
  const minus = sign === '-' ? '-' : ''
  const point = fraction === '' ? '' : `.${fraction}`
  return `${minus}${whole.replace(/^0+(?=\d)/, '') || '0'}${point}${exponent}`
}

function list (value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new RecordRejected(path, 'must be a list')
  return value
}

function map (value: unknown, path: string): Image {
  if (!isObject(value)) throw new RecordRejected(path, 'must be a map')
  return value
}
