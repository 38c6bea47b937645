import { Section } from '../components/section.tsx'
import { Table } from '../components/table.tsx'
import { money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { PurchaseKey, ReportAnswer } from './types.ts'

interface RecentPurchasesProps {
  purchases: ReportAnswer['recent_purchases']
  onPick: (purchase: PurchaseKey) => void
}

/** The latest purchases; each can be looked at. */
export function RecentPurchases ({ purchases, onPick }: RecentPurchasesProps) {
  const { purchases: labels } = texts
  return (
    <Section title={labels.recent}>
      <Table
        caption={labels.recent} rows={purchases} keyOf={({ tenant_id: tenant, compra_id: id }) => `${tenant}/${id}`}
        columns={[
          { name: 'date', label: labels.date, cell: ({ fecha }) => fecha },
          {
            name: 'id',
            label: labels.id,
            cell: ({ tenant_id: tenant, compra_id: id }) => <PurchaseButton purchase={{ tenant, id }} onPick={onPick} />
          },
          { name: 'tenant', label: labels.tenant, cell: ({ tenant_id: tenant }) => tenant },
          { name: 'customer', label: labels.customer, cell: ({ user_id: user }) => user },
          { name: 'units', label: labels.units, numeric: true, cell: ({ resumen }) => number(resumen.total_cantidad) },
          {
            name: 'amount',
            label: labels.amount,
            numeric: true,
            cell: ({ resumen }) => `${money(resumen.total_precio)} ${resumen.moneda}`
          }
        ]}
      />
    </Section>
  )
}

function PurchaseButton ({ purchase, onPick }: Pick<RecentPurchasesProps, 'onPick'> & { purchase: PurchaseKey }) {
  const label = `${texts.common.show}: ${purchase.id}`
  return (
    <button type='button' className='chip' aria-label={label} onClick={() => onPick(purchase)}>{purchase.id}</button>
  )
}
