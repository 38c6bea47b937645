import type { StreamRecord } from './change.ts'
import products from './demo-products.json' with { type: 'json' }

const tenants = ['acme', 'tienda norte', 'mercado-sur']
const firstDay = Date.UTC(2025, 0, 1)
const days = 600
const dayMs = 86_400_000

interface DemoChange {
  /** Milliseconds since 1970. */
  at: number
  name: 'INSERT' | 'MODIFY' | 'REMOVE'
  image: Record<string, unknown>
}

/**
 * A stream of a made-up business, the same each time: purchases of three tenants over 600 days, of which some are
 * changed and some removed within a week. In the order of the changes.
 */
export function demoRecords (purchases: number): StreamRecord[] {
  const random = seededRandom(20250101)
  const changes: DemoChange[] = []
  for (let number = 1; number <= purchases; number++) {
    const at = firstDay + Math.floor((number / purchases) * days) * dayMs + Math.floor(random() * dayMs)
    const image = purchaseOf(number, at, random)
    changes.push({ at, name: 'INSERT', image })
    const fate = random()
    const later = at + 60_000 + Math.floor(random() * 6 * dayMs)
    if (fate < 0.15) {
      const corrected = { ...image, productos: linesOf(random), estado: { S: 'corregida' } }
      changes.push({ at: later, name: 'MODIFY', image: corrected })
    } else if (fate < 0.2) {
      changes.push({ at: later, name: 'REMOVE', image })
    }
  }
  changes.sort((a, b) => a.at - b.at)
  return changes.map((change, place) => recordOf(change, place + 1))
}

function recordOf ({ at, name, image }: DemoChange, sequence: number): StreamRecord {
  return {
    eventID: `demo-${String(sequence).padStart(8, '0')}`,
    eventName: name,
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      Keys: { tenant_id: image['tenant_id'], compra_id: image['compra_id'] },
      [name === 'REMOVE' ? 'OldImage' : 'NewImage']: image,
      SequenceNumber: String(sequence)
    }
  }
}

function purchaseOf (number: number, at: number, random: () => number): Record<string, unknown> {
  return {
    compra_id: { S: `C-${String(number).padStart(6, '0')}` },
    tenant_id: { S: tenants[Math.floor(random() ** 1.5 * tenants.length)] ?? '' },
    user_id: { S: `U-${String(1 + Math.floor(random() * 500)).padStart(4, '0')}` },
    fecha: { S: new Date(at).toISOString().slice(0, 19).replace('T', ' ') },
    productos: linesOf(random)
  }
}

function linesOf (random: () => number): unknown {
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const product = products[Math.floor(random() * products.length)]
    return {
      M: {
        codigo: { S: product?.code },
        nombre: { S: product?.name },
        precio_unitario: { N: product?.price },
        cantidad: { N: String(1 + Math.floor(random() * 6)) }
      }
    }
  })
  return { L: lines }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function seededRandom (seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
