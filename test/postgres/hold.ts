import { startEmbeddedPostgres } from '../../src/postgres/embedded/server.ts'
import { fastSettings, quiet } from '../template.ts'

/** Holds a data folder until it is ended; says so in one line. */
await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: quiet, settings: fastSettings })
process.stdout.write('ready\n')
setInterval(() => {}, 60_000)
