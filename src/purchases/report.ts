import Big from 'big.js'
import { LosslessNumber, parse } from 'lossless-json'
import { textOfSegment } from './keys.ts'
import type { Engine, Row } from './engine/engine.ts'
import type { Objects } from './objects/objects.ts'
import { reportSql } from './queries/queries.ts'

/** Tenants that one query takes (Athena takes 1,000 values of an injected partition key). */
const mostTenants = 1000
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
  objects: Objects
  engine: Engine
}

/** Numbers are LosslessNumbers: each keeps every digit until it is JSON. */
export type Json = string | number | boolean | null | LosslessNumber | Json[] | { [name: string]: Json }

/** What purchases come to, each counted once in its latest state. Errors: those of the ports. */
export async function reportOf ({ objects, engine }: ReportPorts, tenantSegment: string | null, { tenantId, from, to }: ReportQuestion, signal: AbortSignal): Promise<Json> {
  const tenants = tenantSegment === null ? await objects.tenants(mostTenants + 1, signal) : [tenantSegment]
  const asked = tenants.slice(0, mostTenants)
  const rows = asked.length === 0 ? [] : await engine.query({ sql: reportSql(), tenants: asked, parameters: [from ?? '0000-01-01', to ?? '9999-12-31'] }, signal)
  const of = (section: string) => rows.filter((row) => row['section'] === section)
  const [total] = of('total')
  const purchases = new Big(total?.['purchases'] ?? 0)
  const amount = new Big(total?.['amount'] ?? 0)
  return {
    generated_at: new Date().toISOString(),
    tenant_id: tenantId,
    from,
    to,
    statistics: {
      total_purchases: exact(purchases),
      total_amount: exact(amount),
      total_units: exact(new Big(total?.['units'] ?? 0)),
      average_amount: exact(purchases.eq(0) ? new Big(0) : rounded(amount, purchases)),
      by_tenant: sums(of('tenant'), 'tenant_id', textOfSegment),
      by_month: sums(of('month'), 'month').sort(byName('month')),
      by_day: sums(of('day'), 'day').sort(byName('day')),
      by_currency: sums(of('currency'), 'currency'),
      events_by_type: Object.fromEntries(['INSERT', 'MODIFY', 'REMOVE'].map((name) => [name, exact(new Big(of('event').find((row) => row['name'] === name)?.['purchases'] ?? 0))])),
      top_products: of('product').sort(byPlace).map((row) => ({ codigo: row['name'] ?? null, nombre: row['label'] ?? null, units: number(row['units']), amount: number(row['amount']) })),
      top_users: sums(of('user').sort(byPlace), 'user_id')
    },
    recent_purchases: await Promise.all(of('recent').sort(byPlace).map(async ({ name }) => purchaseIn(await documentOf(objects, name ?? '', signal)))),
    meta: { engine: engine.kind, scanned_objects: number(of('objects')[0]?.['purchases'] ?? '0'), truncated: tenants.length > mostTenants }
  }
}

/** A document of the archive by the object that a query named. Throws an Error where it is gone. */
export async function documentOf (objects: Objects, object: string, signal: AbortSignal): Promise<{ [name: string]: Json }> {
  const key = object.slice(object.indexOf('compras/'))
  const body = await objects.read(key, signal)
  if (body === null) throw new Error(`the archive's object ${key} is gone`)
  return parse(body) as { [name: string]: Json }
}

/** The purchase itself, with what it comes to. */
export function purchaseIn ({ metadata: _metadata, ...purchase }: { [name: string]: Json }): { [name: string]: Json } {
  return purchase
}

function sums (rows: Row[], label: string, nameOf: (name: string) => string = (name) => name): { [name: string]: Json }[] {
  return rows.map((row) => ({ [label]: nameOf(row['name'] ?? ''), purchases: number(row['purchases']), units: number(row['units']), amount: number(row['amount']) }))
}

const byPlace = (a: Row, b: Row) => Number(a['place']) - Number(b['place'])
const byName = (label: string) => (a: { [name: string]: Json }, b: { [name: string]: Json }) => String(a[label]) < String(b[label]) ? -1 : 1

/** Null where there is none, or more than the engine holds. */
const number = (text: string | null | undefined) => text === null || text === undefined ? null : exact(new Big(text))

function exact (value: Big): LosslessNumber {
  return new LosslessNumber(value.toFixed())
}

function rounded (amount: Big, purchases: Big): Big {
  const Rounding = Big()
  Rounding.DP = meanDigits
  return new Rounding(amount.toFixed()).div(purchases.toFixed())
}
