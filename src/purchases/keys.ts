import { createHash } from 'node:crypto'

/**
 * Characters, all of them ASCII, of a tenant's and of a purchase's segment: with the rest of a key they stay within the
 * 1,024 bytes that S3 takes (Amazon S3 user guide, "Naming Amazon S3 objects").
 */
const maxTenantLength = 600
const maxPurchaseLength = 300

/** A text as one segment of a path: percent-encoded but for unreserved characters; a dot alone is encoded, too. */
export function segmentOf (text: string): string {
  const encoded = encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  })
  return /^\.+$/.test(encoded) ? encoded.replaceAll('.', '%2E') : encoded
}

/** What a segment stands for; one that was cut ends in its hash. */
export function textOfSegment (segment: string): string {
  return decodeURIComponent(segment)
}

/** The segment that all keys of a tenant have. */
export function tenantSegment (tenantId: string): string {
  return truncateSegment(segmentOf(tenantId), maxTenantLength)
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
  const folder = `compras/${tenantSegment(tenantId)}/${day.year}/${day.month}/${day.day}`
  const purchase = truncateSegment(segmentOf(purchaseId), maxPurchaseLength)
  return `${folder}/${eventName.toLowerCase()}_${purchase}_${stamp}${suffix}.json`
}

/** Where a record that cannot be archived is kept. */
export function quarantineKey (eventId: string, created: Date | null, suffix = ''): string {
  const [year = '0000', month = '00', day = '00'] = created?.toISOString().slice(0, 10).split('-') ?? []
  return `quarantine/${year}/${month}/${day}/${truncateSegment(segmentOf(eventId), maxTenantLength)}${suffix}.json`
}

/** A percent-encoded character, whose bytes stand in up to four groups, or one that needs no encoding. */
const encodedCharacter = /%[0-7][0-9A-Fa-f]|(?:%[89A-Fa-f][0-9A-Fa-f])+?(?=%[C-Fc-f]|%[0-7]|[^%]|$)|[^%]/g

/**
 * A segment of no more than `maxLength` characters: one that is longer is cut between two characters and ends in the
 * hash of the whole, so that no two become one.
 */
export function truncateSegment (segment: string, maxLength: number): string {
  if (segment.length <= maxLength) return segment
  const hash = createHash('sha256').update(segment).digest('hex')
  let end = 0
  for (const { 0: { length }, index } of segment.matchAll(encodedCharacter)) {
    if (index + length > maxLength - hash.length - 1) break
    end = index + length
  }
  return `${segment.slice(0, end)}~${hash}`
}
