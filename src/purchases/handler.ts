import type { FastifyBaseLogger } from 'fastify'
import type { StreamHandler } from '../invocations/dynamodb.ts'
import { logMetrics } from '../log/log.ts'
import { createArchive, type ArchiveSettings } from './archive.ts'
import type { ObjectStore } from './objects/objects.ts'
import { archiveBatch } from './archive-batch.ts'

/** Takes the batches of the purchases table's stream. */
export function createStreamHandler (
  objects: ObjectStore, settings: ArchiveSettings, log: FastifyBaseLogger
): StreamHandler {
  const archive = createArchive(objects, settings)
  return async ({ Records }, signal) => {
    const { answer, summary } = await archiveBatch(archive, Records, signal, log)
    logMetrics(log, 'dynamodb', {
      purchases_processed: summary.processed,
      purchases_duplicate: summary.duplicate,
      purchases_quarantined: summary.quarantined,
      purchases_failed: summary.failed,
      purchases_bytes: summary.bytes,
      duration_ms: summary.durationMs
    }, 'batch archived')
    return answer
  }
}
