import type { StreamRecord } from './change.ts'

const tenants = ['acme', 'tienda norte', 'mercado-sur']
const products = [
  ['P-100', 'Café molido 1 kg', '8.75'], ['P-101', 'Azúcar 2 kg', '3.20'], ['P-102', 'Arroz 5 kg', '6.40'], ['P-103', 'Aceite 1 l', '4.15'], ['P-104', 'Harina 1 kg', '1.95'],
  ['P-105', 'Frijoles 1 kg', '2.60'], ['P-106', 'Leche 1 l', '1.35'], ['P-107', 'Queso 500 g', '5.90'], ['P-108', 'Jabón', '0.85'], ['P-109', 'Detergente 2 kg', '7.25'],
  ['P-110', 'Papel higiénico 12', '6.99'], ['P-111', 'Atún en lata', '1.49']
] as const
const firstDay = Date.UTC(2025, 0, 1)
const days = 600

/**
 * A stream of a made-up business, the same each time: purchases of three tenants over 600 days, of which some are changed
 * and some removed within a week. In the order of the changes.
 */
export function demoRecords (purchases: number): StreamRecord[] {
  const random = generator(20250101)
  const changes: { at: number, name: string, side: 'NewImage' | 'OldImage', image: Record<string, unknown> }[] = []
  for (let number = 1; number <= purchases; number++) {
    const at = firstDay + Math.floor((number / purchases) * days) * 86_400_000 + Math.floor(random() * 86_400_000)
    const image = purchaseOf(number, at, random)
    changes.push({ at, name: 'INSERT', side: 'NewImage', image })
    const fate = random()
    const later = at + 60_000 + Math.floor(random() * 6 * 86_400_000)
    if (fate < 0.15) changes.push({ at: later, name: 'MODIFY', side: 'NewImage', image: { ...image, productos: linesOf(random), estado: { S: 'corregida' } } })
    else if (fate < 0.2) changes.push({ at: later, name: 'REMOVE', side: 'OldImage', image })
  }
  changes.sort((a, b) => a.at - b.at)
  return changes.map(({ at, name, side, image }, place) => ({
    eventID: `demo-${String(place + 1).padStart(8, '0')}`,
    eventName: name,
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: { ApproximateCreationDateTime: Math.floor(at / 1000), Keys: { tenant_id: image['tenant_id'], compra_id: image['compra_id'] }, [side]: image, SequenceNumber: String(place + 1) }
  }))
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
    const [code, name, price] = products[Math.floor(random() * products.length)] ?? products[0]
    return { M: { codigo: { S: code }, nombre: { S: name }, precio_unitario: { N: price }, cantidad: { N: String(1 + Math.floor(random() * 6)) } } }
  })
  return { L: lines }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function generator (seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
