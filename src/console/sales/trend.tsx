import { useMemo } from 'react'
import { Chart } from '../components/chart.tsx'
import { Section } from '../components/section.tsx'
import { texts } from '../language/texts.ts'
import { measureValue, type Group, type Measure } from './filters.ts'

/** The measure from month to month. */
export function Trend ({ months, measure }: { months: readonly Group[], measure: Measure }) {
  const { sales: labels } = texts
  const title = labels.measures[measure]
  const specification = useMemo(() => {
    const values = months.flatMap((group) => {
      const { year, period } = group
      if (typeof year !== 'number' || typeof period !== 'number') return []
      return [{ month: `${year}-${String(period).padStart(2, '0')}-01`, value: measureValue(group, measure) }]
    })
    const month = { field: 'month', type: 'temporal', title: null, scale: { type: 'utc' } }
    const value = { field: 'value', type: 'quantitative', title }
    return {
      data: { values: values.sort((a, b) => a.month.localeCompare(b.month)) },
      mark: { type: 'line', point: true },
      encoding: {
        x: { ...month, axis: { format: '%Y-%m', grid: false } },
        y: { ...value, axis: { format: '~s' } }
      }
    }
  }, [months, measure, title])
  if (months.length < 2) return null
  return (
    <Section title={labels.trend}>
      <Chart label={`${labels.trend}: ${title}`} specification={specification} />
    </Section>
  )
}
