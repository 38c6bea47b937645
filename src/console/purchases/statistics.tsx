import { useMemo } from 'react'
import { integer, money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Bars } from '../parts/bars.tsx'
import { Chart } from '../parts/chart.tsx'
import { Section } from '../parts/section.tsx'
import { Totals } from '../parts/totals.tsx'
import type { ReportAnswer } from './report.tsx'

type Statistics = ReportAnswer['statistics']

/** The numbers of a report and their pictures. */
export function StatisticsView ({ statistics, onTenant }: { statistics: Statistics, onTenant: (tenant: string) => void }) {
  const { purchases: say } = texts
  const { events_by_type: changes, by_currency: currencies } = statistics
  const bar = (label: string | null, amount: number | null) => ({ label: label ?? '–', value: amount ?? 0, text: amount === null ? '–' : money(amount) })
  return (
    <>
      <Section title={say.purchases}>
        <Totals
          items={[
            [say.purchases, integer(statistics.total_purchases)], [say.amount, money(statistics.total_amount)], [say.units, number(statistics.total_units)], [say.average, money(statistics.average_amount)],
            [say.inserted, integer(changes.INSERT)], [say.modified, integer(changes.MODIFY)], [say.removed, integer(changes.REMOVE)]
          ]}
        />
      </Section>
      <div className='side-by-side'>
        <Section title={say.by_tenant}><Bars label={say.by_tenant} bars={statistics.by_tenant.map(({ tenant_id: tenant, amount }) => ({ ...bar(tenant, amount), onPick: () => onTenant(tenant) }))} /></Section>
        {currencies.length > 1 && <Section title={say.by_currency}><Bars label={say.by_currency} bars={currencies.map(({ currency, amount }) => bar(currency, amount))} /></Section>}
      </div>
      <Months months={statistics.by_month} />
      <div className='side-by-side'>
        <Section title={say.products}><Bars label={say.products} bars={statistics.top_products.map(({ codigo, nombre, units }) => ({ label: nombre ?? codigo ?? '–', value: units ?? 0, text: units === null ? '–' : number(units) }))} /></Section>
        <Section title={say.users}><Bars label={say.users} bars={statistics.top_users.map(({ user_id: user, amount }) => bar(user, amount))} /></Section>
      </div>
    </>
  )
}

function Months ({ months }: { months: Statistics['by_month'] }) {
  const { purchases: say } = texts
  const specification = useMemo(() => ({
    data: { values: months.map(({ month, amount }) => ({ month: `${month}-01`, amount })) },
    mark: { type: 'bar' },
    encoding: {
      x: { field: 'month', type: 'ordinal', timeUnit: 'utcyearmonth', title: null, axis: { format: '%Y-%m', labelOverlap: true } },
      y: { field: 'amount', type: 'quantitative', title: say.amount, axis: { format: '~s' } }
    }
  }), [months, say])
  if (months.length < 2) return null
  return <Section title={say.by_month}><Chart label={`${say.by_month}: ${say.amount}`} specification={specification} /></Section>
}
