import type { FastifyBaseLogger } from 'fastify'
import type { StreamHandler } from '../invocations/dynamodb.ts'
import { logMetrics } from '../http/log.ts'
import { createArchive, type ArchiveSettings } from './archive.ts'
import type { StreamRecord } from './change.ts'
import type { Objects } from './objects/objects.ts'
import { archiveBatch } from './stream.ts'

/** Takes the batches of the purchases table's stream. */
export function createStreamHandler (objects: Objects, settings: ArchiveSettings, log: FastifyBaseLogger): StreamHandler {
  const archive = createArchive(objects, settings)
  return async ({ Records }, signal) => {
    const { answer, summary: { processed, duplicate, quarantined, failed, bytes, durationMs } } = await archiveBatch(archive, Records as StreamRecord[], signal, log)
    logMetrics(log, 'dynamodb', {
      purchases_processed: processed,
      purchases_duplicate: duplicate,
      purchases_quarantined: quarantined,
      purchases_failed: failed,
      purchases_bytes: bytes,
      duration_ms: durationMs
    }, 'batch archived')
    return answer
  }
}
