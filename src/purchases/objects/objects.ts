import { createHash } from 'node:crypto'

/** What an object was written for, beside its body: short texts, percent-encoded where a store holds ASCII only. */
export interface ObjectMetadata {
  tenant: string
  purchase: string
  'event-type': string
  'event-id': string
}

/** Bytes of a value, percent-encoded: an object of S3 has 2 KB of metadata in all. */
const maxMetadataBytes = 600

/** A text as a value of an object's metadata: itself, or its hash where it is too long. */
export function toMetadataValue (text: string): string {
  if (encodeURIComponent(text).length <= maxMetadataBytes) return text
  return createHash('sha256').update(text).digest('hex')
}

/** Where the archive's objects lie. An object is written once and never changed. */
export interface ObjectStore {
  kind: 's3' | 'folder'
  /** Writes an object where there is none under its key. Errors: the store's own, after which it may be there. */
  create (key: string, body: string, metadata: ObjectMetadata, signal: AbortSignal): Promise<'created' | 'exists'>
  /** The id of the event that an object was written for, as its metadata have it; null where there is no object. */
  eventOf (key: string, signal: AbortSignal): Promise<string | null>
  /** An object's body; null where there is none. */
  read (key: string, signal: AbortSignal): Promise<string | null>
  /** The segments of the tenants that have something in the archive, in their order; no more than `limit`. */
  tenants (limit: number, signal: AbortSignal): Promise<string[]>
  /** A call that succeeds where the store answers. */
  probe (signal: AbortSignal): Promise<unknown>
  close (): void
}
