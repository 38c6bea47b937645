import { loadConfig, loadEnvFile } from '../config.ts'
import { createLogger } from '../http/log.ts'
import { openArchive } from '../platform.ts'
import { createArchive } from '../purchases/archive.ts'
import { demoRecords } from '../purchases/demo.ts'
import { archiveBatch } from '../purchases/stream.ts'

/** `npm run demo:purchases`: the archive of a made-up business in the folder that `npm run dev` looks into. */
const batchSize = 1000
loadEnvFile()
const config = loadConfig()
if (config.purchases.bucket !== null) {
  process.stderr.write('PURCHASES_BUCKET is set: the demo is for the folder that stands in for a bucket.\n')
  process.exit(1)
}
const log = createLogger({ ...config, logLevel: 'error' })
const { archive: objects, archiveEngine: engine } = await openArchive(config, log, true)
if (objects === null) throw new Error('no archive')
const archive = createArchive(objects, { ...config.purchases, stage: 'demo', processedBy: 'atalaya demo' })
const records = demoRecords(20_000)
let [processed, duplicate] = [0, 0]
for (let start = 0; start < records.length; start += batchSize) {
  const { answer, summary } = await archiveBatch(archive, records.slice(start, start + batchSize), new AbortController().signal, log)
  if (answer.batchItemFailures.length > 0) throw new Error(`${answer.batchItemFailures.length} changes were not archived: the log says why`)
  processed += summary.processed
  duplicate += summary.duplicate
}
process.stdout.write(`${records.length} changes of 20,000 purchases: ${processed} archived in ${config.dataDir}/purchases, ${duplicate} were there\n`)
objects.close()
engine?.close()
