import { money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Section } from '../parts/section.tsx'
import { Table } from '../parts/table.tsx'
import type { PurchaseName } from './purchases-tab.tsx'
import type { ReportAnswer } from './report.tsx'

/** The latest purchases; each can be looked at. */
export function RecentPurchases ({ purchases, onPick }: { purchases: ReportAnswer['recent_purchases'], onPick: (purchase: PurchaseName) => void }) {
  const { purchases: say } = texts
  return (
    <Section title={say.recent}>
      <Table
        caption={say.recent} rows={purchases} keyOf={({ tenant_id: tenant, compra_id: id }) => `${tenant}/${id}`}
        columns={[
          { name: 'date', label: say.date, cell: ({ fecha }) => fecha },
          { name: 'id', label: say.id, cell: ({ tenant_id: tenant, compra_id: id }) => <button type='button' className='chip' aria-label={`${texts.common.show}: ${id}`} onClick={() => onPick({ tenant, id })}>{id}</button> },
          { name: 'tenant', label: say.tenant, cell: ({ tenant_id: tenant }) => tenant },
          { name: 'customer', label: say.customer, cell: ({ user_id: user }) => user },
          { name: 'units', label: say.units, numeric: true, cell: ({ resumen }) => number(resumen.total_cantidad) },
          { name: 'amount', label: say.amount, numeric: true, cell: ({ resumen }) => `${money(resumen.total_precio)} ${resumen.moneda}` }
        ]}
      />
    </Section>
  )
}
