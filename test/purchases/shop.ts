import type { Test } from 'tap'
import { archiveBatch } from '../../src/purchases/archive-batch.ts'
import { createArchive } from '../../src/purchases/archive.ts'
import type { StreamRecord } from '../../src/purchases/change.ts'
import { createDuckDB } from '../../src/purchases/engine/duckdb.ts'
import type { QueryEngine } from '../../src/purchases/engine/engine.ts'
import { createFolderStore } from '../../src/purchases/objects/folder.ts'
import type { ObjectStore } from '../../src/purchases/objects/objects.ts'
import { testFolder } from '../helper.ts'
import { never, recordOf, settings, silent, type RecordOptions } from './records.ts'

type Line = [code: string, price: string, quantity: string]

function purchase (id: string, user: string, fecha: string, lines: Line[], rest: object = {}) {
  const products = lines.map(([code, price, quantity]) => {
    const name = { S: `Product ${code}` }
    return { M: { codigo: { S: code }, nombre: name, precio_unitario: { N: price }, cantidad: { N: quantity } } }
  })
  const image = { compra_id: { S: id }, user_id: { S: user }, fecha: { S: fecha }, productos: { L: products } }
  return { tenant_id: { S: 'acme' }, ...image, ...rest }
}

const huge = '12345678901234567890.123456789'
const a1 = purchase('A1', 'u1', '2024-01-02 10:00:00', [['X', '10.10', '2'], ['Y', '0.05', '1']])
const a1Later = purchase('A1', 'u1', '2024-02-03T09:00:00Z', [['X', '10.10', '3']])
const a2 = purchase('A2', 'u2', '2024-02-03 11:00:00', [['Y', huge, '1']], { moneda: { S: 'EUR' } })
const a3 = purchase('A3', 'u2', '2024-02-04 11:00:00', [['Y', '1', '1']])
const b1 = purchase('B1', "o'brien", '2024-01-31 23:59:59', [['Z', '7', '0.5']], { tenant_id: { S: 'tienda/ñ' } })
const c1 = purchase('C1', 'u9', '2024-01-05 00:00:00', [['W', '1E+60', '1']], { tenant_id: { S: 'odd' } })

const changes: RecordOptions[] = [
  { sequence: '9', at: 1_704_200_000, image: a1 },
  { sequence: '10', at: 1_704_200_000, eventName: 'MODIFY', image: a1Later },
  { sequence: '11', at: 1_704_300_000, image: a2 },
  { sequence: '12', at: 1_704_300_001, image: a3 },
  { sequence: '13', at: 1_704_300_002, eventName: 'REMOVE', image: a3 },
  { sequence: '14', at: 1_704_300_003, image: b1 },
  { sequence: '15', at: 1_704_300_004, image: c1 }
]

/**
 * What three tenants bought: acme's A1 changed later, A2 is huge and in another currency, A3 was removed; B1 is of a
 * tenant and a user with odd names; C1 is beyond every engine.
 */
export const shopRecords = changes.map((change, place) => recordOf({ eventId: String(place + 1), ...change }))

export interface OpenArchive {
  archive: ObjectStore
  archiveEngine: QueryEngine
}

/** Writes records into a store. Throws where one was not archived. */
export async function fill (store: ObjectStore, records: StreamRecord[]): Promise<void> {
  const { failed, summary } = await archiveBatch(createArchive(store, settings), records, never, silent)
  if (failed.length + summary.quarantined > 0) throw new Error('not archived')
}

/** The embedded archive of records in a folder of the test's own. */
export async function openEmbedded (t: Test, records: StreamRecord[] = shopRecords): Promise<OpenArchive> {
  const archive = createFolderStore(testFolder(t))
  await fill(archive, records)
  const archiveEngine = createDuckDB(archive.tenantFolder)
  t.teardown(() => archiveEngine.close())
  return { archive, archiveEngine }
}
