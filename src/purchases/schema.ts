import * as Type from 'typebox'
import type { Static } from 'typebox'
import { day, nullableText, plainText, record } from '../schema/fields.ts'

const tenantId = plainText(1, 2048, 'Tenant; every tenant where there is none, or the caller\'s own where the caller ' +
  'is bound to one')

const nullableNumber = (options: { description?: string } = {}) => {
  return Type.Unsafe<number | null>({ type: 'number', nullable: true, ...options })
}

export const reportQuery = Type.Object({
  tenant_id: Type.Optional(tenantId),
  from: Type.Optional(day('First day of `fecha`, inclusive, as 2024-01-31')),
  to: Type.Optional(day('Last day of `fecha`, inclusive'))
}, { additionalProperties: false })

export type ReportQuery = Static<typeof reportQuery>

export const purchaseParams = Type.Object({
  tenant_id: plainText(1, 2048, 'Tenant'),
  compra_id: plainText(1, 2048, 'Purchase')
})

const purchase = Type.Object({
  compra_id: Type.String(),
  user_id: nullableText(),
  tenant_id: Type.String(),
  fecha: Type.String({ description: 'As the source wrote it' }),
  productos: Type.Array(record(Type.Unknown())),
  resumen: Type.Object({
    total_productos: Type.Integer({ description: 'Lines' }),
    total_cantidad: Type.Number({ description: 'Units' }),
    total_precio: Type.Number({ description: 'Sum of price × units, in `moneda`' }),
    moneda: Type.String()
  })
}, { description: 'The purchase with every attribute of the source, and what it comes to' })

const sums = (label: string, description: string) => Type.Array(Type.Object({
  [label]: Type.String(),
  purchases: Type.Integer(),
  units: nullableNumber({ description: 'Null: more than the engine holds' }),
  amount: nullableNumber()
}), { description })

export const reportAnswer = Type.Object({
  generated_at: Type.String(),
  tenant_id: nullableText('Null: every tenant'),
  from: nullableText(),
  to: nullableText(),
  statistics: Type.Object({
    total_purchases: Type.Integer({ description: 'Each once, in its latest state; without the removed ones' }),
    total_amount: Type.Number({ description: 'Exact; over several currencies see `by_currency`' }),
    total_units: Type.Number(),
    average_amount: Type.Number({ description: 'To nine digits behind the point' }),
    by_tenant: sums('tenant_id', 'Most revenue first'),
    by_month: sums('month', 'As 2024-01, in their order'),
    by_day: sums('day', 'As 2024-01-31, in their order'),
    by_currency: sums('currency', 'Most revenue first'),
    events_by_type: Type.Object({ INSERT: Type.Integer(), MODIFY: Type.Integer(), REMOVE: Type.Integer() }),
    top_products: Type.Array(Type.Object({
      codigo: nullableText(),
      nombre: nullableText(),
      units: nullableNumber(),
      amount: nullableNumber()
    }), { description: 'The ten with the most units' }),
    top_users: sums('user_id', 'The ten with the most revenue')
  }),
  recent_purchases: Type.Array(purchase, { description: 'The ten with the latest `fecha`' }),
  meta: Type.Object({
    engine: Type.Enum(['athena', 'embedded'], { type: 'string' }),
    scanned_objects: Type.Integer(),
    truncated: Type.Boolean({ description: 'There are more tenants than one report takes' })
  })
})

export const purchaseAnswer = Type.Object({
  tenant_id: Type.String(),
  compra_id: Type.String(),
  state: Type.Enum(['current', 'removed'], { type: 'string' }),
  purchase: Type.Unsafe<object | null>({
    ...purchase, nullable: true, description: 'As it is now; null where it was removed'
  }),
  history: Type.Array(Type.Object({
    event_name: Type.Enum(['INSERT', 'MODIFY', 'REMOVE'], { type: 'string' }),
    at: Type.String({ description: 'When it was changed' }),
    event_id: Type.String(),
    sequence_number: Type.String(),
    purchase
  }), { description: 'Its latest thousand changes, the first one first' }),
  truncated: Type.Boolean({ description: 'There are more changes' })
})
