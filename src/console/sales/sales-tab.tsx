import { useEffect, useState } from 'react'
import { answerOf, api } from '../client/client.ts'
import { useRequest } from '../client/use-request.ts'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Choice } from '../parts/field.tsx'
import { Section } from '../parts/section.tsx'
import { Totals } from '../parts/totals.tsx'
import { FilterForm } from './filter-form.tsx'
import { dimensions, measureOf, measures, queryOf, type Dimension, type Filters, type Measure } from './filters.ts'
import { Lines } from './lines.tsx'
import { Ranking } from './ranking.tsx'
import { Trend } from './trend.tsx'

interface View {
  filters: Filters
  by: Dimension
  measure: Measure
}

const mostGroups = 40

/** The groups of the view with their totals, and the same filters month by month. */
async function look ({ filters, by, measure }: View, signal: AbortSignal) {
  const query = queryOf(filters)
  const [groups, months] = await Promise.all([
    answerOf(api.GET('/sales/summary', { params: { query: { ...query, group_by: [by], order_by: `-${measure}`, limit: mostGroups } }, signal })),
    answerOf(api.GET('/sales/summary', { params: { query: { ...query, group_by: ['year', 'period'], limit: 1000 } }, signal }))
  ])
  return { groups, months, by, measure }
}

/** Sales by place, seller, item or time; choosing a group looks only at it. */
export default function SalesTab () {
  const [view, setView] = useState<View>({ filters: { picked: [] }, by: 'department', measure: 'lempiras_sold' })
  const [{ busy, value, problem }, start] = useRequest(look)
  useEffect(() => start(view), [start, view])
  const { filters, by, measure } = view
  const { sales } = texts
  const change = (changed: Partial<View>) => setView({ ...view, ...changed })
  const pick = (value: string) => change({ filters: { ...filters, picked: [...filters.picked.filter((one) => one.field !== by || one.value !== value), { field: by, value }] } })
  return (
    <>
      <Section title={sales.filters}>
        <FilterForm filters={filters} problem={problem} onChange={(changed) => change({ filters: changed })} />
        <div className='fields'>
          <Choice label={sales.by} value={by} onChange={(event) => change({ by: dimensions.find((name) => name === event.target.value) ?? by })} options={dimensions.map((name) => [name, sales.dimensions[name]] as const)} />
          <Choice label={sales.measure} value={measure} onChange={(event) => change({ measure: measures.find((name) => name === event.target.value) ?? measure })} options={measures.map((name) => [name, sales.measures[name]] as const)} />
        </div>
        {value !== null && <Totals items={measures.map((name) => [sales.measures[name], number(measureOf(value.groups.total, name))] as const)} />}
        {busy && <p className='busy' role='status'>{texts.common.busy}</p>}
      </Section>
      {value !== null && (
        <Ranking groups={value.groups.data} by={value.by} measure={value.measure} more={value.groups.meta.truncated} onPick={pick}>
          <Trend months={value.months.data} measure={value.measure} />
        </Ranking>
      )}
      <Lines filters={filters} />
    </>
  )
}
