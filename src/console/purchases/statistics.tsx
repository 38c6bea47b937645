import { useMemo } from 'react'
import type { Bar } from '../components/bar.ts'
import { Bars } from '../components/bars.tsx'
import { Chart } from '../components/chart.tsx'
import { Section } from '../components/section.tsx'
import { Totals } from '../components/totals.tsx'
import { integer, money, number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import type { ReportAnswer } from './types.ts'

type Statistics = ReportAnswer['statistics']
type Product = Statistics['top_products'][number]

interface StatisticsProps {
  statistics: Statistics
  onTenant: (tenant: string) => void
}

/** The numbers of a report and their pictures. */
export function StatisticsView ({ statistics, onTenant }: StatisticsProps) {
  const { purchases: labels } = texts
  const { by_currency: currencies, by_tenant: tenants, top_products: products, top_users: users } = statistics
  const tenantBars = tenants.map(({ tenant_id: tenant, amount }) => {
    return { ...amountBar(tenant, amount), onPick: () => onTenant(tenant) }
  })
  const currencyBars = currencies.map(({ currency, amount }) => amountBar(currency, amount))
  const userBars = users.map(({ user_id: user, amount }) => amountBar(user, amount))
  return (
    <>
      <Section title={labels.purchases}><Totals items={totalsOf(statistics)} /></Section>
      <div className='side-by-side'>
        <Section title={labels.by_tenant}><Bars label={labels.by_tenant} bars={tenantBars} /></Section>
        {currencies.length > 1 && (
          <Section title={labels.by_currency}><Bars label={labels.by_currency} bars={currencyBars} /></Section>
        )}
      </div>
      <MonthlyAmounts months={statistics.by_month} />
      <div className='side-by-side'>
        <Section title={labels.products}><Bars label={labels.products} bars={products.map(productBar)} /></Section>
        <Section title={labels.users}><Bars label={labels.users} bars={userBars} /></Section>
      </div>
    </>
  )
}

function totalsOf (statistics: Statistics) {
  const { purchases: labels } = texts
  const { events_by_type: changes } = statistics
  return [
    [labels.purchases, integer(statistics.total_purchases)],
    [labels.amount, money(statistics.total_amount)],
    [labels.units, number(statistics.total_units)],
    [labels.average, money(statistics.average_amount)],
    [labels.inserted, integer(changes.INSERT)],
    [labels.modified, integer(changes.MODIFY)],
    [labels.removed, integer(changes.REMOVE)]
  ] as const
}

function amountBar (label: string | null, amount: number | null): Bar {
  return { label: label ?? '–', value: amount ?? 0, text: amount === null ? '–' : money(amount) }
}

function productBar ({ codigo, nombre, units }: Product): Bar {
  return { label: nombre ?? codigo ?? '–', value: units ?? 0, text: units === null ? '–' : number(units) }
}

function MonthlyAmounts ({ months }: { months: Statistics['by_month'] }) {
  const { purchases: labels } = texts
  const specification = useMemo(() => {
    const month = { field: 'month', type: 'ordinal', timeUnit: 'utcyearmonth', title: null }
    const amount = { field: 'amount', type: 'quantitative', title: labels.amount }
    return {
      data: { values: months.map((one) => ({ month: `${one.month}-01`, amount: one.amount })) },
      mark: { type: 'bar' },
      encoding: {
        x: { ...month, axis: { format: '%Y-%m', labelOverlap: true } },
        y: { ...amount, axis: { format: '~s' } }
      }
    }
  }, [months, labels])
  if (months.length < 2) return null
  return (
    <Section title={labels.by_month}>
      <Chart label={`${labels.by_month}: ${labels.amount}`} specification={specification} />
    </Section>
  )
}
