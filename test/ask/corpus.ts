import { readFileSync } from 'node:fs'
import type { Test } from 'tap'
import pg from 'pg'
import { openDatabase } from '../../src/postgres/database.ts'
import { noteSecret, type TestPostgres } from '../helper.ts'
import { quiet, settingsOf } from '../template.ts'

/** Queries of the guard's corpus: honest ones, attacks, and ones that only limits can stop. */
export function readCorpus<R> (name: 'honest' | 'attacks' | 'bombs'): R[] {
  const text = readFileSync(new URL(`./guard/${name}.ndjson`, import.meta.url), 'utf8')
  return text.trim().split('\n').map((line) => JSON.parse(line) as R)
}

/** The corpus's own database, read as its role `lector`. */
export async function openCorpus (t: Test, postgres: TestPostgres, statementTimeoutMs = 5000) {
  await postgres.sql('CREATE DATABASE corpus')
  const url = postgres.url.replace(/\/plain$/, '/corpus')
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(readFileSync(new URL('./guard/schema.sql', import.meta.url), 'utf8'))
  const password = noteSecret('lector-password-0123456789')
  await admin.query(`ALTER ROLE lector PASSWORD '${password}'`)
  const { ask } = settingsOf(url)
  if (ask === null) throw new Error('no settings')
  const database = openDatabase({ ...ask, user: 'lector', password, poolMax: 2, statementTimeoutMs }, quiet)
  t.teardown(async () => {
    await database.close()
    await admin.end()
  })
  return { database, admin, owner: ask }
}
