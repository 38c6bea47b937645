import type pg from 'pg'
import { readerRole, type ReaderLogin } from '../config/databases.ts'
import { withClient } from './client.ts'

/** Where the product's tables and the demo's are. */
const defaultSchemas = ['public', 'concert_dw']
const insufficientPrivilege = '42501'

/**
 * Makes the role that /ask reads as, or gives it a new password: it may log in, and select from the tables of `schemas`
 * (where there are such) and nothing besides. Run again after new tables. Throws pg's error where the owner may not
 * make roles.
 */
export async function createReaderRole ({ owner, password, schemas }: ReaderLogin): Promise<void> {
  await withClient(owner, async (client) => {
    const role = client.escapeIdentifier(readerRole)
    const { rows: existing } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [readerRole])
    const verb = existing.length === 0 ? 'CREATE' : 'ALTER'
    await client.query('BEGIN')
    await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    await client.query(`ALTER ROLE ${role} SET default_transaction_read_only = on`)
    await grantSchemas(client, role, schemas ?? defaultSchemas)
    await revokeOwnTables(client, role)
    await client.query('COMMIT')
    await limitDisk(client, role)
  })
}

async function grantSchemas (client: pg.Client, role: string, schemas: readonly string[]): Promise<void> {
  const namesSql = 'SELECT nspname AS name FROM pg_namespace WHERE nspname = ANY ($1)'
  const { rows } = await client.query<{ name: string }>(namesSql, [schemas])
  for (const { name } of rows) {
    const schema = client.escapeIdentifier(name)
    await client.query([
      `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${role}`
    ].join('; '))
  }
}

/** Questions are about the data, not about what Atalaya keeps for itself. */
async function revokeOwnTables (client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE tablename LIKE 'atalaya\\_%'"
  )
  for (const { name } of rows) await client.query(`REVOKE ALL ON ${name} FROM ${role}`)
}

/** Bounds what a query writes to the disk, where the owner is a superuser: nobody else may set that. */
async function limitDisk (client: pg.Client, role: string): Promise<void> {
  await client.query(`ALTER ROLE ${role} SET temp_file_limit = '1GB'`).catch((error: { code?: string }) => {
    if (error.code !== insufficientPrivilege) throw error
  })
}
