import { createHash } from 'node:crypto'
import Big from 'big.js'
import { isObject, member } from '../json/is-object.ts'
import { decimalOf, listOf, mapOf, imageToMembers, textOf, type Image } from './attributes.ts'
import { parseCreationTime, parseDay, formatTimestamp } from './timestamps.ts'
import type { KeyParts } from './keys.ts'
import { RecordRejected } from './record-rejected.ts'

export interface StreamRecord {
  eventID?: unknown
  eventName?: unknown
  eventSource?: unknown
  awsRegion?: unknown
  dynamodb?: unknown
}

/** A change of a purchase, ready to be archived. */
export interface Change extends KeyParts {
  eventId: string
  sequenceNumber: string
  /** The members of the document without the braces: the purchase, then what it comes to. */
  members: string
  /** What the document's `metadata` says of where it came from, and of which change it is. */
  source: { event_name: string, event_source: string, aws_region: string }
  place: { event_id: string, sequence_number: string, approximate_creation_time: string }
}

const eventNames = new Set(['INSERT', 'MODIFY', 'REMOVE'])
/** Members that the archive adds: where the source has its own, they are kept under `origen`. */
const added = new Set(['resumen', 'metadata', 'origen'])

/** What a record of the stream says (Amazon DynamoDB Streams API reference, Record). Throws RecordRejected. */
export function parseChange (record: StreamRecord, currency: string): Change {
  const { eventName } = record ?? {}
  if (typeof eventName !== 'string' || !eventNames.has(eventName)) {
    throw new RecordRejected('eventName', 'must be INSERT, MODIFY or REMOVE')
  }
  const stream = record.dynamodb
  if (stream === null || typeof stream !== 'object') throw new RecordRejected('dynamodb', 'is missing')
  const side = eventName === 'REMOVE' ? 'OldImage' : 'NewImage'
  const path = `dynamodb/${side}`
  const image = member(stream, side)
  if (!isObject(image)) throw new RecordRejected(path, 'is missing')
  const sequence = member(stream, 'SequenceNumber')
  if (typeof sequence !== 'string' || sequence === '') {
    throw new RecordRejected('dynamodb/SequenceNumber', 'is missing')
  }
  const created = member(stream, 'ApproximateCreationDateTime')
  const at = parseCreationTime(created, 'dynamodb/ApproximateCreationDateTime')
  const eventId = eventIdOf(record)
  return {
    tenantId: keyText(image, 'tenant_id', path),
    purchaseId: keyText(image, 'compra_id', path),
    eventName,
    day: parseDay(textOf(image['fecha'], `${path}/fecha`), `${path}/fecha`),
    stamp: formatTimestamp(at),
    eventId,
    sequenceNumber: sequence,
    members: membersOf(image, path, currency),
    source: { event_name: eventName, event_source: text(record.eventSource), aws_region: text(record.awsRegion) },
    place: { event_id: eventId, sequence_number: sequence, approximate_creation_time: at.toISOString() }
  }
}

/** The purchase's own members, then those of its own that the archive has too, then what it comes to. */
function membersOf (image: Image, path: string, currency: string): string {
  const own = imageToMembers(image, path, added)
  return `${own}${originals(image, path)},"resumen":${summaryOf(image, path, currency)}`
}

/** The event's own id, else one that is the same whenever the same record comes. */
export function eventIdOf (record: StreamRecord): string {
  const id: unknown = record?.eventID
  if (typeof id === 'string' && id !== '' && id.isWellFormed()) return id
  return createHash('sha256').update(textOfRecord(record)).digest('hex')
}

/** A record as JSON; one that is too deep for that by its beginning. */
export function textOfRecord (record: StreamRecord): string {
  try {
    return JSON.stringify(record) ?? 'null'
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const { eventID, eventName } = record
    return JSON.stringify({ eventID, eventName, note: 'nested too deep to be written' })
  }
}

function keyText (image: Image, name: string, path: string): string {
  const value = textOf(image[name], `${path}/${name}`)
  if (value === null || value === '') throw new RecordRejected(`${path}/${name}`, 'is missing')
  return value
}

function originals (image: Image, path: string): string {
  const own = Object.fromEntries(Object.entries(image).filter(([name]) => added.has(name)))
  return Object.keys(own).length === 0 ? '' : `,"origen":{${imageToMembers(own, path)}}`
}

/** What a purchase comes to, to the last digit. */
function summaryOf (image: Image, path: string, currency: string): string {
  const lines = listOf(image['productos'], `${path}/productos`)
  let [units, amount] = [new Big(0), new Big(0)]
  for (const [place, line] of lines.entries()) {
    const at = `${path}/productos/${place}`
    const { precio_unitario: price, cantidad: quantity } = mapOf(line, at)
    const count = new Big(decimalOf(quantity, `${at}/cantidad`))
    units = units.plus(count)
    amount = amount.plus(count.times(decimalOf(price, `${at}/precio_unitario`)))
  }
  const moneda = textOf(image['moneda'], `${path}/moneda`) || currency
  const sums = `"total_cantidad":${units.toFixed()},"total_precio":${amount.toFixed()}`
  return `{"total_productos":${lines.length},${sums},"moneda":${JSON.stringify(moneda)}}`
}

const text = (value: unknown) => typeof value === 'string' ? value : ''
