import type { Test } from 'tap'
import { isoDate } from '../../src/concerts/iso-date.ts'
import { createEmbeddedWarehouse } from '../../src/concerts/warehouse/embedded.ts'
import type { Warehouse } from '../../src/concerts/warehouse/warehouse.ts'
import { openDatabase } from '../../src/postgres/database.ts'
import { startApp, type TestPostgres } from '../helper.ts'
import { useStandIns } from '../stand-ins/aws.ts'
import { startRedshift } from '../stand-ins/redshift.ts'
import { quiet, settingsOf } from '../template.ts'

export const warehouses = ['embedded', 'redshift'] as const

/** The embedded warehouse on a test's PostgreSQL; whoever opens it closes it. */
export function openWarehouse (url: string, statementTimeoutMs?: number): Warehouse {
  const { warehouse: settings } = settingsOf(url)
  if (settings === null) throw new Error('the test\'s PostgreSQL has no settings')
  const timeout = statementTimeoutMs === undefined ? {} : { statementTimeoutMs }
  return createEmbeddedWarehouse(openDatabase({ ...settings, ...timeout }, quiet))
}

/** The app on the demo warehouse: on PostgreSQL itself, or through the SDK's client and the Redshift stand-in. */
export async function startConcerts (
  t: Test, kind: typeof warehouses[number], postgres: TestPostgres, env: Record<string, string> = {}
) {
  if (kind === 'redshift') {
    const redshift = await startRedshift(t, postgres.url, { pageRows: 7 })
    useStandIns(t, { REDSHIFT_DATA: redshift.url })
    return { ...await startApp(t, { REDSHIFT_WORKGROUP: 'concerts', REDSHIFT_DATABASE: 'dw', ...env }), redshift }
  }
  const warehouse = openWarehouse(postgres.url)
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

/** The day that is `days` from today, in UTC. */
export function inDays (days: number): string {
  return isoDate(new Date(), days)
}
