import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import { loadConfig, loadEnvFile } from '../config.ts'
import { createLogger } from '../http/log.ts'
import { openArchive } from '../platform.ts'
import { createArchive } from '../purchases/archive.ts'
import { replay, type Checkpoint } from '../purchases/replay/replay.ts'
import { ReplayFault, sourcesOf } from '../purchases/replay/sources.ts'
import { version } from '../version.ts'

/** `npm run replay -- <file or folder>`: archives stream records or the items of an exported table; run again, it goes on where it was stopped. */
const [given] = process.argv.slice(2)
loadEnvFile()
const config = loadConfig()
const log = createLogger({ ...config, logLevel: config.logLevel === 'info' ? 'error' : config.logLevel })
const { archive: objects, archiveEngine: engine } = await openArchive(config, log, true)
const stopped = new AbortController()
process.once('SIGINT', () => stopped.abort(new ReplayFault('Stopped. Run it again to go on from here.')))

try {
  if (given === undefined || objects === null) throw new ReplayFault('Usage: npm run replay -- <file or folder>')
  const path = resolve(given)
  const sources = await sourcesOf(path)
  const checkpoint = await checkpointOf(path)
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0)
  const bar = new SingleBar({ format: '{bar} {percentage}% · {records} records · {eta_formatted} left', stream: process.stderr, noTTYOutput: true, notTTYSchedule: 10_000, hideCursor: true }, Presets.shades_classic)
  bar.start(total, 0, { records: 0 })
  const archive = createArchive(objects, { ...config.purchases, processedBy: `atalaya/${version} replay` })
  try {
    const { processed, duplicate, quarantined } = await replay(archive, sources, checkpoint, (bytes, records) => bar.update(bytes, { records }), log, stopped.signal)
    bar.stop()
    process.stdout.write(`${processed} archived, ${duplicate} were there, ${quarantined} in quarantine\n`)
  } finally {
    bar.stop()
  }
} catch (error) {
  if (!(error instanceof ReplayFault)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
} finally {
  objects?.close()
  engine?.close()
}

async function checkpointOf (path: string): Promise<Checkpoint> {
  const folder = join(config.dataDir, 'replay')
  const file = join(folder, `${createHash('sha256').update(`${path} ${config.purchases.bucket ?? ''}`).digest('hex').slice(0, 32)}.json`)
  await mkdir(folder, { recursive: true })
  const lines = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Record<string, number>, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return {}
    throw error
  })
  return {
    lines,
    save: async (lines) => {
      await writeFile(`${file}.new`, JSON.stringify(lines))
      await rename(`${file}.new`, file)
    },
    clear: () => rm(file, { force: true })
  }
}
