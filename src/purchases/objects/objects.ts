import { createHash } from 'node:crypto'

/** What an object was written for, beside its body: short texts, percent-encoded where they are stored as ASCII. */
export interface Labels {
  tenant: string
  purchase: string
  'event-type': string
  'event-id': string
}

/** Bytes of a label: an object of S3 has 2 KB of them in all. */
const longestLabel = 600

/** A text as a label: itself, or its hash where it is too long. */
export function labelOf (text: string): string {
  return encodeURIComponent(text).length <= longestLabel ? text : createHash('sha256').update(text).digest('hex')
}

/** Where the archive's objects lie. An object is written once and never changed. */
export interface Objects {
  kind: 's3' | 'folder'
  /** Writes an object where there is none under its key. Errors: the store's own, after which it may be there. */
  create (key: string, body: string, labels: Labels, signal: AbortSignal): Promise<'created' | 'exists'>
  /** The id of the event that an object was written for, or its label; null where there is no object. */
  eventOf (key: string, signal: AbortSignal): Promise<string | null>
  /** An object's body; null where there is none. */
  read (key: string, signal: AbortSignal): Promise<string | null>
  /** The tenants that have something in the archive, each by its segment, in the order of those; no more than `limit`. */
  tenants (limit: number, signal: AbortSignal): Promise<string[]>
  /** A call that succeeds where the store answers. */
  probe (signal: AbortSignal): Promise<unknown>
  close (): void
}
