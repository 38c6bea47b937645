import { createHash } from 'node:crypto'
import { changeOf, eventIdOf, textOfRecord, type Change, type StreamRecord } from './change.ts'
import { creationOf } from './instants.ts'
import { keyOf, quarantineKey } from './keys.ts'
import { labelOf, type Labels, type Objects } from './objects/objects.ts'
import type { Refused } from './refused.ts'

export interface ArchiveSettings {
  stage: string
  /** Who wrote a document, as its metadata says: name and version. */
  processedBy: string
  /** The currency of a purchase that names none. */
  currency: string
}

export interface Written {
  outcome: 'archived' | 'duplicate' | 'quarantined'
  bytes: number
}

export interface Archive {
  /** Reads a record. Throws Refused where it can never be archived. */
  change (record: StreamRecord): Change
  /** Writes a change once, however often it comes. Errors: the store's. */
  write (change: Change, signal: AbortSignal): Promise<Written>
  /** Keeps a record that cannot be archived, with the reason. Errors: the store's. */
  quarantine (record: StreamRecord, reason: Refused, signal: AbortSignal): Promise<Written>
}

/** The archive of purchases: one object for each change, under a name that the change alone decides. */
export function createArchive (objects: Objects, { stage, processedBy, currency }: ArchiveSettings): Archive {
  async function createOnce (key: string, body: string, labels: Labels, signal: AbortSignal): Promise<'archived' | 'duplicate' | 'other'> {
    if (await objects.create(key, body, labels, signal) === 'created') return 'archived'
    const event = await objects.eventOf(key, signal)
    return event === labels['event-id'] || event === labelOf(labels['event-id']) ? 'duplicate' : 'other'
  }

  return {
    change: (record) => changeOf(record, currency),
    async write (change, signal) {
      const body = documentOf(change, stage, processedBy)
      const labels = { tenant: change.tenantId, purchase: change.purchaseId, 'event-type': change.eventName, 'event-id': change.eventId }
      // two changes of a purchase within one second have one name: the later ones are told apart by their place in the stream
      const suffixes = ['', `_${change.sequenceNumber.replaceAll(/[^0-9A-Za-z]/g, '-')}`]
      suffixes.push(`${suffixes[1] ?? ''}_${createHash('sha256').update(change.eventId).digest('hex').slice(0, 16)}`)
      for (const suffix of suffixes) {
        const outcome = await createOnce(keyOf(change, suffix), body, labels, signal)
        if (outcome !== 'other') return { outcome, bytes: outcome === 'archived' ? Buffer.byteLength(body) : 0 }
      }
      throw new Error(`The names of ${keyOf(change)} are taken by other events`)
    },
    async quarantine (record, reason, signal) {
      const eventId = eventIdOf(record)
      const text = textOfRecord(record)
      const body = `{"event_id":${JSON.stringify(eventId)},"path":${JSON.stringify(reason.path)},"reason":${JSON.stringify(reason.message)},"stage":${JSON.stringify(stage)},"processed_by":${JSON.stringify(processedBy)},"record":${text}}\n`
      const labels = { tenant: '', purchase: '', 'event-type': 'QUARANTINE', 'event-id': eventId }
      // another record with the same id is kept beside the first
      for (const suffix of ['', `_${createHash('sha256').update(text).digest('hex')}`]) {
        const key = quarantineKey(eventId, createdOrNull(record), suffix)
        if (await objects.create(key, body, labels, signal) === 'created') return { outcome: 'quarantined', bytes: Buffer.byteLength(body) }
        if ((await objects.read(key, signal))?.includes(`"record":${text}}`) === true) break
      }
      return { outcome: 'quarantined', bytes: 0 }
    }
  }
}

/** One line, which is what Athena's JSON readers take for one row. */
function documentOf ({ members, source, place }: Change, stage: string, processedBy: string): string {
  const metadata = { ...source, processed_at: new Date().toISOString(), processed_by: processedBy, stage, ...place }
  return `{${members},"metadata":${JSON.stringify(metadata)}}\n`
}

function createdOrNull (record: StreamRecord): Date | null {
  try {
    return creationOf((record?.dynamodb as { ApproximateCreationDateTime?: unknown } | null | undefined)?.ApproximateCreationDateTime, '')
  } catch {
    return null // kept without its day, as it came
  }
}
