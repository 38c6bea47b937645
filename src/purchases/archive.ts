import { createHash } from 'node:crypto'
import { member } from '../json/is-object.ts'
import { eventIdOf, parseChange, textOfRecord, type Change, type StreamRecord } from './change.ts'
import { keyOf, quarantineKey } from './keys.ts'
import { toMetadataValue, type ObjectMetadata, type ObjectStore } from './objects/objects.ts'
import type { RecordRejected } from './record-rejected.ts'
import { parseCreationTime } from './timestamps.ts'

export interface ArchiveSettings {
  stage: string
  /** Who wrote a document, as its metadata says: name and version. */
  processedBy: string
  /** The currency of a purchase that names none. */
  currency: string
}

export interface WriteResult {
  outcome: 'archived' | 'duplicate' | 'quarantined'
  bytes: number
}

export interface Archive {
  /** Reads a record. Throws RecordRejected where it can never be archived. */
  change (record: StreamRecord): Change
  /** Writes a change once, however often it comes. Errors: the store's. */
  write (change: Change, signal: AbortSignal): Promise<WriteResult>
  /** Keeps a record that cannot be archived, with the reason. Errors: the store's. */
  quarantine (record: StreamRecord, reason: RecordRejected, signal: AbortSignal): Promise<WriteResult>
}

/** The archive of purchases: one object for each change, under a name that the change alone decides. */
export function createArchive (objects: ObjectStore, { stage, processedBy, currency }: ArchiveSettings): Archive {
  async function createOnce (
    key: string, body: string, metadata: ObjectMetadata, signal: AbortSignal
  ): Promise<'archived' | 'duplicate' | 'other'> {
    if (await objects.create(key, body, metadata, signal) === 'created') return 'archived'
    const event = await objects.eventOf(key, signal)
    const own = metadata['event-id']
    return event === own || event === toMetadataValue(own) ? 'duplicate' : 'other'
  }

  return {
    change: (record) => parseChange(record, currency),
    async write (change, signal) {
      const body = documentOf(change, stage, processedBy)
      const metadata = {
        tenant: change.tenantId,
        purchase: change.purchaseId,
        'event-type': change.eventName,
        'event-id': change.eventId
      }
      for (const suffix of suffixesOf(change)) {
        const outcome = await createOnce(keyOf(change, suffix), body, metadata, signal)
        if (outcome !== 'other') return { outcome, bytes: outcome === 'archived' ? Buffer.byteLength(body) : 0 }
      }
      throw new Error(`The names of ${keyOf(change)} are taken by other events`)
    },
    async quarantine (record, { path, message: reason }, signal) {
      const eventId = eventIdOf(record)
      const text = textOfRecord(record)
      const about = JSON.stringify({ event_id: eventId, path, reason, stage, processed_by: processedBy })
      const body = `${about.slice(0, -1)},"record":${text}}\n`
      const metadata = { tenant: '', purchase: '', 'event-type': 'QUARANTINE', 'event-id': eventId }
      // another record with the same id is kept beside the first
      for (const suffix of ['', `_${sha256(text)}`]) {
        const key = quarantineKey(eventId, creationTimeOf(record), suffix)
        if (await objects.create(key, body, metadata, signal) === 'created') {
          return { outcome: 'quarantined', bytes: Buffer.byteLength(body) }
        }
        if ((await objects.read(key, signal))?.includes(`"record":${text}}`) === true) break
      }
      return { outcome: 'quarantined', bytes: 0 }
    }
  }
}

/**
 * What is tried one after the other at the end of a change's name: two changes of a purchase within one second have one
 * name, so the later ones are told apart by their place in the stream, and then by their event.
 */
function suffixesOf ({ sequenceNumber, eventId }: Change): string[] {
  const place = `_${sequenceNumber.replaceAll(/[^0-9A-Za-z]/g, '-')}`
  return ['', place, `${place}_${sha256(eventId).slice(0, 16)}`]
}

/** One line, which is what Athena's JSON readers take for one row. */
function documentOf ({ members, source, place }: Change, stage: string, processedBy: string): string {
  const processed = { processed_at: new Date().toISOString(), processed_by: processedBy, stage }
  return `{${members},"metadata":${JSON.stringify({ ...source, ...processed, ...place })}}\n`
}

function creationTimeOf (record: StreamRecord): Date | null {
  try {
    return parseCreationTime(member(record?.dynamodb, 'ApproximateCreationDateTime'), '')
  } catch {
    return null // kept without its day, as it came
  }
}

function sha256 (text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
