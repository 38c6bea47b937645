import { ConfigError, loadConfig, loadEnvFile } from '../config/config.ts'
import { createLogger } from '../log/log.ts'
import * as embedded from '../platform/embedded.ts'
import { openArchive } from '../platform/platform.ts'
import { archiveBatch } from '../purchases/archive-batch.ts'
import { createArchive } from '../purchases/archive.ts'
import { demoRecords } from '../purchases/demo.ts'
import { runCommand } from './run-command.ts'

const purchases = 20_000
const batchSize = 1000

/** `npm run demo:purchases`: the archive of a made-up business in the folder that `npm run dev` looks into. */
runCommand(async () => {
  loadEnvFile()
  const config = loadConfig()
  if (config.purchases.bucket !== null) {
    throw new ConfigError(['PURCHASES_BUCKET is set: the demo is for the folder that stands in for a bucket.'])
  }
  const log = createLogger({ ...config, logLevel: 'error' })
  const { archive: objects, archiveEngine: engine } = openArchive(config, log, embedded)
  if (objects === null) throw new Error('no archive')
  const archive = createArchive(objects, { ...config.purchases, stage: 'demo', processedBy: 'atalaya demo' })
  const { signal } = new AbortController()
  const records = demoRecords(purchases)
  let [processed, duplicate] = [0, 0]
  for (let start = 0; start < records.length; start += batchSize) {
    const { failed, summary } = await archiveBatch(archive, records.slice(start, start + batchSize), signal, log)
    if (failed.length > 0) throw new Error(`${failed.length} changes were not archived: the log says why`)
    processed += summary.processed
    duplicate += summary.duplicate
  }
  const counts = `${processed} archived in ${config.dataDir}/purchases, ${duplicate} were there`
  process.stdout.write(`${records.length} changes of ${purchases.toLocaleString('en')} purchases: ${counts}\n`)
  objects.close()
  engine?.close()
})
