import pg from 'pg'
import type { DatabaseSettings } from '../config/databases.ts'
import { createLogin } from './login.ts'

const connectTimeoutMs = 10_000

/** Runs `work` on a connection of its own, without pool, retries or timeouts. Throws pg's errors. */
export async function withClient<T> (settings: DatabaseSettings, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    ...await createLogin(settings).clientConfig(),
    application_name: 'atalaya migrate',
    connectionTimeoutMillis: connectTimeoutMs
  })
  client.on('error', () => {}) // a lost connection rejects the statement under way
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
