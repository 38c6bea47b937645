import { useMemo } from 'react'
import { texts } from '../language/texts.ts'
import { Chart } from '../parts/chart.tsx'
import { Section } from '../parts/section.tsx'
import { measureOf, type Group, type Measure } from './filters.ts'

/** The measure from month to month. */
export function Trend ({ months, measure }: { months: readonly Group[], measure: Measure }) {
  const { sales } = texts
  const specification = useMemo(() => {
    const values = months.flatMap((group) => {
      const { year, period } = group
      return typeof year !== 'number' || typeof period !== 'number' ? [] : [{ month: `${year}-${String(period).padStart(2, '0')}-01`, value: measureOf(group, measure) }]
    })
    return {
      data: { values: values.sort((a, b) => a.month.localeCompare(b.month)) },
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'month', type: 'temporal', title: null, scale: { type: 'utc' }, axis: { format: '%Y-%m', grid: false } },
        y: { field: 'value', type: 'quantitative', title: sales.measures[measure], axis: { format: '~s' } }
      }
    }
  }, [months, measure, sales])
  if (months.length < 2) return null
  return <Section title={sales.trend}><Chart label={`${sales.trend}: ${sales.measures[measure]}`} specification={specification} /></Section>
}
