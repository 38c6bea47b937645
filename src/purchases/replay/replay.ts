import { backOff } from '../../async/retry.ts'
import { archiveBatch, type BatchLog } from '../archive-batch.ts'
import type { Archive } from '../archive.ts'
import type { StreamRecord } from '../change.ts'
import { recordsOf } from './records.ts'
import { ReplayError } from './replay-error.ts'
import type { Source } from './sources.ts'

const batchSize = 500
const maxTries = 5
const pauses = { firstPauseMs: 1000, maxPauseMs: 8000 }

/** How far each file has been replayed, by its path and version: what an interrupted run goes on from. */
export interface Checkpoint {
  lines: Record<string, number>
  save (lines: Record<string, number>): Promise<void>
  /** All is done: the next run begins anew, and finds everything there. */
  clear (): Promise<void>
}

export interface ReplayTotals {
  processed: number
  duplicate: number
  quarantined: number
}

export interface ReplayOptions {
  checkpoint: Checkpoint
  /** Called after each batch with the bytes and the records of all files until then. */
  progress: (bytes: number, records: number) => void
  log: BatchLog
  signal: AbortSignal
}

/**
 * Pushes the records of files through the archive, in their order. Throws ReplayError where records fail again and
 * again, and the signal's reason.
 */
export async function replay (
  archive: Archive, sources: readonly Source[], { checkpoint, progress, log, signal }: ReplayOptions
): Promise<ReplayTotals> {
  const totals: ReplayTotals = { processed: 0, duplicate: 0, quarantined: 0 }
  let before = 0
  let records = 0
  for (const source of sources) {
    let batch: StreamRecord[] = []
    let [line, read] = [0, 0]
    const place = `${source.path} ${source.version}`
    const flush = async () => {
      await archiveAll(archive, batch, totals, log, signal)
      records += batch.length
      batch = []
      if (line > 0) {
        await checkpoint.save({ ...checkpoint.lines, [place]: line })
        checkpoint.lines[place] = line
      }
      progress(before + read, records)
    }
    for await (const next of recordsOf(source, checkpoint.lines[place] ?? 0)) {
      batch.push(next.record)
      ;({ line, read } = next)
      if (batch.length === batchSize) await flush()
    }
    read = source.bytes
    await flush()
    before += source.bytes
  }
  await checkpoint.clear()
  return totals
}

/** As the stream does it: what failed comes again, until all is done. */
async function archiveAll (
  archive: Archive, records: StreamRecord[], totals: ReplayTotals, log: BatchLog, signal: AbortSignal
): Promise<void> {
  let left = records
  for (let tries = 1; left.length > 0; tries++) {
    const { failed, summary } = await archiveBatch(archive, left, signal, log)
    totals.processed += summary.processed
    totals.duplicate += summary.duplicate
    totals.quarantined += summary.quarantined
    left = failed
    if (left.length === 0) return
    signal.throwIfAborted()
    if (tries === maxTries) {
      const advice = 'the log says why. Run it again to go on from here.'
      throw new ReplayError(`${left.length} records failed ${maxTries} times: ${advice}`)
    }
    await backOff(tries, pauses, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      throw error
    })
  }
}
