import { metadataIn, purchaseIn, readDocument, type JsonObject } from './documents.ts'
import { purchaseSql } from './queries/queries.ts'
import type { ReportPorts } from './report.ts'

/** Changes in an answer, the latest ones. */
const maxChanges = 1000

/**
 * A purchase as it is now and how it came to that; null where the archive has none. `segment` is the tenant's segment
 * of a key. Errors: those of the ports.
 */
export async function historyOf (
  { objects, engine }: ReportPorts, tenant: { id: string, segment: string }, purchaseId: string, signal: AbortSignal
): Promise<JsonObject | null> {
  const query = { sql: purchaseSql(), tenants: [tenant.segment], parameters: [purchaseId] }
  const rows = await engine.query(query, signal)
  if (rows.length === 0) return null
  const latestRows = rows.slice(0, maxChanges).reverse()
  const documents = await Promise.all(latestRows.map(({ object }) => readDocument(objects, object ?? '', signal)))
  const latest = documents.at(-1) ?? {}
  const isRemoved = metadataIn(latest)['event_name'] === 'REMOVE'
  return {
    tenant_id: tenant.id,
    compra_id: purchaseId,
    state: isRemoved ? 'removed' : 'current',
    purchase: isRemoved ? null : purchaseIn(latest),
    truncated: rows.length > maxChanges,
    history: documents.map(describeChange)
  }
}

function describeChange (document: JsonObject): JsonObject {
  const {
    event_name: name = null, event_id: id = null, sequence_number: sequence = null, approximate_creation_time: at = null
  } = metadataIn(document)
  return { event_name: name, at, event_id: id, sequence_number: sequence, purchase: purchaseIn(document) }
}
