import Big from 'big.js'
import { LosslessNumber } from 'lossless-json'
import { purchaseIn, readDocument, type JsonObject } from './documents.ts'
import type { QueryEngine, Row } from './engine/engine.ts'
import { textOfSegment } from './keys.ts'
import type { ObjectStore } from './objects/objects.ts'
import { reportSql } from './queries/queries.ts'

/** Tenants that one query takes (Athena takes 1,000 values of an injected partition key). */
const maxTenants = 1000
/** Digits behind the point of a mean. */
const meanDigits = 9

export interface ReportQuestion {
  /** null: every tenant. */
  tenantId: string | null
  /** Days of `fecha`, both inclusive; null: without bound. */
  from: string | null
  to: string | null
}

export interface ReportPorts {
  objects: ObjectStore
  engine: QueryEngine
}

/**
 * What purchases come to, each counted once in its latest state. `tenantSegment` is the segment of a key that belongs
 * to the question's tenant; null: every tenant. Errors: those of the ports.
 */
export async function reportOf (
  { objects, engine }: ReportPorts,
  tenantSegment: string | null,
  { tenantId, from, to }: ReportQuestion,
  signal: AbortSignal
): Promise<JsonObject> {
  const tenants = tenantSegment === null ? await objects.tenants(maxTenants + 1, signal) : [tenantSegment]
  const asked = tenants.slice(0, maxTenants)
  const query = { sql: reportSql(), tenants: asked, parameters: [from ?? '0000-01-01', to ?? '9999-12-31'] }
  const rows = asked.length === 0 ? [] : await engine.query(query, signal)
  const recent = sectionOf(rows, 'recent').sort(byPlace)
  const documents = await Promise.all(recent.map(({ name }) => readDocument(objects, name ?? '', signal)))
  return {
    generated_at: new Date().toISOString(),
    tenant_id: tenantId,
    from,
    to,
    statistics: statisticsOf(rows),
    recent_purchases: documents.map(purchaseIn),
    meta: {
      engine: engine.kind,
      scanned_objects: number(sectionOf(rows, 'objects')[0]?.['purchases'] ?? '0'),
      truncated: tenants.length > maxTenants
    }
  }
}

function statisticsOf (rows: readonly Row[]): JsonObject {
  const [total] = sectionOf(rows, 'total')
  const purchases = new Big(total?.['purchases'] ?? 0)
  const amount = new Big(total?.['amount'] ?? 0)
  return {
    total_purchases: exact(purchases),
    total_amount: exact(amount),
    total_units: exact(new Big(total?.['units'] ?? 0)),
    average_amount: exact(purchases.eq(0) ? new Big(0) : rounded(amount, purchases)),
    by_tenant: sums(sectionOf(rows, 'tenant'), 'tenant_id', textOfSegment),
    by_month: sums(sectionOf(rows, 'month'), 'month').sort(byText('month')),
    by_day: sums(sectionOf(rows, 'day'), 'day').sort(byText('day')),
    by_currency: sums(sectionOf(rows, 'currency'), 'currency'),
    events_by_type: countEvents(sectionOf(rows, 'event')),
    top_products: sectionOf(rows, 'product').sort(byPlace).map((row) => ({
      codigo: row['name'] ?? null,
      nombre: row['label'] ?? null,
      units: number(row['units']),
      amount: number(row['amount'])
    })),
    top_users: sums(sectionOf(rows, 'user').sort(byPlace), 'user_id')
  }
}

/** The rows of one of the parts that the query answers in. */
function sectionOf (rows: readonly Row[], section: string): Row[] {
  return rows.filter((row) => row['section'] === section)
}

function sums (rows: Row[], label: string, nameOf: (name: string) => string = (name) => name): JsonObject[] {
  return rows.map((row) => ({
    [label]: nameOf(row['name'] ?? ''),
    purchases: number(row['purchases']),
    units: number(row['units']),
    amount: number(row['amount'])
  }))
}

function countEvents (rows: readonly Row[]): JsonObject {
  const counts = ['INSERT', 'MODIFY', 'REMOVE'].map((name) => {
    const row = rows.find((row) => row['name'] === name)
    return [name, exact(new Big(row?.['purchases'] ?? 0))] as const
  })
  return Object.fromEntries(counts)
}

const byPlace = (a: Row, b: Row) => Number(a['place']) - Number(b['place'])

function byText (label: string): (a: JsonObject, b: JsonObject) => number {
  return (a, b) => String(a[label]) < String(b[label]) ? -1 : 1
}

/** Null where there is none, or more than the engine holds. */
function number (text: string | null | undefined): LosslessNumber | null {
  return text === null || text === undefined ? null : exact(new Big(text))
}

function exact (value: Big): LosslessNumber {
  return new LosslessNumber(value.toFixed())
}

function rounded (amount: Big, purchases: Big): Big {
  const Rounding = Big()
  Rounding.DP = meanDigits
  return new Rounding(amount.toFixed()).div(purchases.toFixed())
}
