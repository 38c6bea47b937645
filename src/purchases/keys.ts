import { createHash } from 'node:crypto'

/** Bytes of a tenant's and of a purchase's segment: with the rest of a key they stay within the 1,024 that S3 takes. */
const mostTenant = 600
const mostPurchase = 300

/** A text as one segment of a path: percent-encoded but for unreserved characters; a dot alone is encoded, too. */
export function segmentOf (text: string): string {
  const encoded = encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded
}

/** What a segment stands for; one that was cut ends in its hash. */
export function textOfSegment (segment: string): string {
  return decodeURIComponent(segment)
}

export function tenantSegment (tenantId: string): string {
  return cut(segmentOf(tenantId), mostTenant)
}

export interface KeyParts {
  tenantId: string
  purchaseId: string
  eventName: string
  day: { year: string, month: string, day: string }
  stamp: string
}

/** Where a change is archived; `suffix` tells two of one second apart. */
export function keyOf ({ tenantId, purchaseId, eventName, day, stamp }: KeyParts, suffix = ''): string {
  return `compras/${tenantSegment(tenantId)}/${day.year}/${day.month}/${day.day}/${eventName.toLowerCase()}_${cut(segmentOf(purchaseId), mostPurchase)}_${stamp}${suffix}.json`
}

/** Where a record that cannot be archived is kept. */
export function quarantineKey (eventId: string, created: Date | null, suffix = ''): string {
  const [year = '0000', month = '00', day = '00'] = created === null ? [] : created.toISOString().slice(0, 10).split('-')
  return `quarantine/${year}/${month}/${day}/${cut(segmentOf(eventId), mostTenant)}${suffix}.json`
}

/** A segment that is too long ends in the hash of the whole, so that no two become one. */
export function cut (segment: string, most: number): string {
  if (segment.length <= most) return segment
  const hash = createHash('sha256').update(segment).digest('hex')
  // between two characters: the bytes of one stand in up to four groups
  const whole = [...segment.matchAll(/%[0-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f])+?(?=%[C-Fc-f]|%[0-7]|[^%]|$)|[^%]/g)]
  let end = 0
  for (const { 0: { length }, index } of whole) {
    if (index + length > most - hash.length - 1) break
    end = index + length
  }
  return `${segment.slice(0, end)}~${hash}`
}
