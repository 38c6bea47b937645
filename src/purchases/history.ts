import { purchaseSql } from './queries/queries.ts'
import { documentOf, purchaseIn, type Json, type ReportPorts } from './report.ts'

/** Changes in an answer, the latest ones. */
const mostChanges = 1000

/** A purchase as it is now and how it came to that; null where the archive has none. Errors: those of the ports. */
export async function historyOf ({ objects, engine }: ReportPorts, tenant: { id: string, segment: string }, purchaseId: string, signal: AbortSignal): Promise<Json | null> {
  const rows = await engine.query({ sql: purchaseSql(), tenants: [tenant.segment], parameters: [purchaseId] }, signal)
  if (rows.length === 0) return null
  const documents = await Promise.all(rows.slice(0, mostChanges).reverse().map(({ object }) => documentOf(objects, object ?? '', signal)))
  const latest = documents.at(-1) ?? {}
  const removed = eventOf(latest)['event_name'] === 'REMOVE'
  return {
    tenant_id: tenant.id,
    compra_id: purchaseId,
    state: removed ? 'removed' : 'current',
    purchase: removed ? null : purchaseIn(latest),
    truncated: rows.length > mostChanges,
    history: documents.map((document) => {
      const { event_name: name = null, event_id: id = null, sequence_number: sequence = null, approximate_creation_time: at = null } = eventOf(document)
      return { event_name: name, at, event_id: id, sequence_number: sequence, purchase: purchaseIn(document) }
    })
  }
}

function eventOf ({ metadata }: { [name: string]: Json }): { [name: string]: Json } {
  return metadata as { [name: string]: Json }
}
