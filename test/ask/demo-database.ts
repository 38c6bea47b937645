import type { Test } from 'tap'
import { openDatabase } from '../../src/postgres/database.ts'
import { startPostgres } from '../helper.ts'
import { quiet, settingsOf } from '../template.ts'

/** The demo's database, read as its owner. */
export async function openDemo (t: Test) {
  const postgres = await startPostgres(t, { demo: true })
  const { ask: settings } = settingsOf(postgres.url)
  if (settings === null) throw new Error('no settings')
  const database = openDatabase(settings, quiet)
  t.teardown(() => database.close())
  return { postgres, database }
}
