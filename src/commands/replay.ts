import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import * as Type from 'typebox'
import { Parse } from 'typebox/schema'
import { loadConfig, loadEnvFile, type Config } from '../config/config.ts'
import { version } from '../config/version.ts'
import { createLogger } from '../log/log.ts'
import * as embedded from '../platform/embedded.ts'
import { openArchive } from '../platform/platform.ts'
import { createArchive } from '../purchases/archive.ts'
import { ReplayError } from '../purchases/replay/replay-error.ts'
import { replay, type Checkpoint } from '../purchases/replay/replay.ts'
import { sourcesOf } from '../purchases/replay/sources.ts'
import { runCommand } from './run-command.ts'

/** What a checkpoint's file holds: lines by file. */
const linesSchema = Type.Record(Type.String(), Type.Number())

/**
 * `npm run replay -- <file or folder>`: archives stream records or the items of an exported table; run again, it goes
 * on where it was stopped.
 */
runCommand(async () => {
  const [given] = process.argv.slice(2)
  loadEnvFile()
  const config = loadConfig()
  const log = createLogger({ ...config, logLevel: config.logLevel === 'info' ? 'error' : config.logLevel })
  const { archive: objects, archiveEngine: engine } = openArchive(config, log, embedded)
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort(new ReplayError('Stopped. Run it again to go on from here.')))
  try {
    if (given === undefined || objects === null) throw new ReplayError('Usage: npm run replay -- <file or folder>')
    const path = resolve(given)
    const sources = await sourcesOf(path)
    const checkpoint = await openCheckpoint(path, config)
    const archive = createArchive(objects, { ...config.purchases, processedBy: `atalaya/${version} replay` })
    const bar = startBar(sources.reduce((sum, { bytes }) => sum + bytes, 0))
    const progress = (bytes: number, records: number) => bar.update(bytes, { records })
    const options = { checkpoint, progress, log, signal: stopped.signal }
    const { processed, duplicate, quarantined } = await replay(archive, sources, options).finally(() => bar.stop())
    process.stdout.write(`${processed} archived, ${duplicate} were there, ${quarantined} in quarantine\n`)
  } finally {
    objects?.close()
    engine?.close()
  }
})

/** `total`: the bytes of all files. */
function startBar (total: number): SingleBar {
  const bar = new SingleBar({
    format: '{bar} {percentage}% · {records} records · {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    hideCursor: true
  }, Presets.shades_classic)
  bar.start(total, 0, { records: 0 })
  return bar
}

/** How far an earlier run came with the files of `path` and the bucket, kept in the folder for data. */
async function openCheckpoint (path: string, { dataDir, purchases }: Config): Promise<Checkpoint> {
  const folder = join(dataDir, 'replay')
  const name = createHash('sha256').update(`${path} ${purchases.bucket ?? ''}`).digest('hex').slice(0, 32)
  const file = join(folder, `${name}.json`)
  await mkdir(folder, { recursive: true })
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return {
    lines: Parse(linesSchema, JSON.parse(text)),
    save: async (lines) => {
      await writeFile(`${file}.new`, JSON.stringify(lines))
      await rename(`${file}.new`, file)
    },
    clear: () => rm(file, { force: true })
  }
}
