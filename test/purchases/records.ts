import type { StreamRecord } from '../../src/purchases/change.ts'

export interface RecordOptions {
  eventName?: string
  eventId?: string
  sequence?: string
  /** Seconds. */
  at?: unknown
  /** Replaces attributes of the image; undefined takes one out. */
  image?: Record<string, unknown>
}

let next = 0

/** A record of the purchases table's stream, as Lambda hands it on. */
export function recordOf ({
  eventName = 'INSERT', eventId = `event-${++next}`, sequence = String(++next), at = 1_717_236_000, image = {}
}: RecordOptions = {}): StreamRecord {
  const whole: Record<string, unknown> = {
    compra_id: { S: 'C-1' },
    user_id: { S: 'U-1' },
    tenant_id: { S: 'acme' },
    fecha: { S: '2024-06-01 10:00:00' },
    productos: {
      L: [
        { M: { codigo: { S: 'A' }, nombre: { S: 'Café' }, precio_unitario: { N: '0.1' }, cantidad: { N: '3' } } },
        { M: { codigo: { S: 'B' }, nombre: { S: 'Té' }, precio_unitario: { S: '2.50' }, cantidad: { N: '2' } } }
      ]
    },
    ...image
  }
  for (const [name, value] of Object.entries(whole)) if (value === undefined) Reflect.deleteProperty(whole, name)
  return {
    eventID: eventId,
    eventName,
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: at,
      SequenceNumber: sequence,
      [eventName === 'REMOVE' ? 'OldImage' : 'NewImage']: whole
    }
  }
}

export const settings = { stage: 'test', processedBy: 'atalaya/test', currency: 'USD' }
export const never = new AbortController().signal
export const silent = { warn: () => {}, error: () => {} }
