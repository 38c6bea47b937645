import type { DatabaseSettings } from '../config/databases.ts'
import { withClient } from './client.ts'
import type { Demo, MigrationSet } from './migrate.ts'
import { statementFile } from './statement-file.ts'

const folder = new URL('./demo/', import.meta.url)
const refreshConcertsSql = statementFile(new URL('refresh-concerts.sql', folder))

function demoSet (name: string, database: MigrationSet['database']): MigrationSet {
  return { name: `demo/${name}`, database, folder: new URL(`${name}/`, folder), step: 'filling in the demo data' }
}

/**
 * The demo's tables and data. Only what may fill a database with them imports this file, so that the function's bundle
 * has none of their SQL.
 */
export const demo: Demo = {
  sets: [demoSet('sales', 'sales'), demoSet('concerts', 'warehouse')],
  refresh: refreshConcerts
}

/** Moves the concert demo's dates, so that what is scheduled there is still to come. Throws pg's errors. */
export async function refreshConcerts (warehouse: DatabaseSettings): Promise<void> {
  await withClient(warehouse, (client) => client.query(refreshConcertsSql()))
}
