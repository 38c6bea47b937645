import type { Test } from 'tap'
import { createEmbeddedWarehouse } from '../../src/concerts/warehouse/embedded.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startApp, type TestPostgres } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startRedshift } from '../stand-ins/redshift.ts'
import { quiet, settingsOf } from '../template.ts'

export const warehouses = ['embedded', 'redshift'] as const

/** The app on the demo warehouse: on PostgreSQL itself, or through the SDK's client and the Redshift stand-in. */
export async function startConcerts (t: Test, kind: typeof warehouses[number], postgres: TestPostgres, env: Record<string, string> = {}) {
  if (kind === 'redshift') {
    const redshift = await startRedshift(t, postgres.url, { pageRows: 7 })
    useStandIns(t, { REDSHIFT_DATA: redshift.url })
    return { ...await startApp(t, { REDSHIFT_WORKGROUP: 'concerts', REDSHIFT_DATABASE: 'dw', ...env }), redshift }
  }
  const { warehouse: settings } = settingsOf(postgres.url)
  if (settings === null) throw new Error('the test\'s PostgreSQL has no settings')
  const warehouse = createEmbeddedWarehouse(openDatabase(settings, quiet))
  t.teardown(() => warehouse.close())
  return { ...await startApp(t, env, { replaced: { warehouse } }), redshift: null }
}

/** Answers of one route, as their status and JSON. */
export function caller (app: Awaited<ReturnType<typeof startConcerts>>['app'], url: string) {
  return async (body?: unknown) => {
    const answer = await app.inject({ method: 'POST', url, ...(body !== undefined && { payload: body as object }) })
    return { status: answer.statusCode, body: answer.json() }
  }
}
