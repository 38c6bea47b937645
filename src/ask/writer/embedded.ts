import type { Database, Log } from '../../postgres/database.ts'
import type { Writer } from './writer.ts'

export function createEmbeddedWriter (database: Database, glossaryFile: string | null, log: Log): Writer {
  void [database, glossaryFile, log]
  throw new Error('to come')
}
