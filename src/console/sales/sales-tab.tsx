import { useContext, useEffect, useState } from 'react'
import { followAddress, noteQuery, queryOfTab } from '../address.ts'
import { answerOf, api } from '../client/client.ts'
import { KeyInUse } from '../client/key-in-use.ts'
import { useRequest } from '../client/use-request.ts'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Choice } from '../parts/field.tsx'
import { Section } from '../parts/section.tsx'
import { Totals } from '../parts/totals.tsx'
import { FilterForm } from './filter-form.tsx'
import { dimensions, measureOf, measures, queryOf, type Dimension } from './filters.ts'
import { Lines } from './lines.tsx'
import { Ranking } from './ranking.tsx'
import { Trend } from './trend.tsx'
import { textOf, viewOf, type View } from './view.ts'

const mostGroups = 40

/** The groups of the view with their totals, and the same filters month by month. */
async function look ({ filters, by, measure }: View, signal: AbortSignal) {
  const query = queryOf(filters)
  const [groups, months] = await Promise.all([
    answerOf(api.GET('/sales/summary', { params: { query: { ...query, group_by: [by], order_by: `-${measure}`, limit: mostGroups } }, signal })),
    answerOf(api.GET('/sales/summary', { params: { query: { ...query, group_by: ['year', 'period'], limit: 1000 } }, signal }))
  ])
  const inTime = by === 'year' || by === 'period'
  return { groups: { ...groups, data: inTime ? groups.data.sort((a, b) => Number(a[by]) - Number(b[by])) : groups.data }, months, by, measure }
}

/** Sales by place, seller, item or time; choosing a group looks only at it. */
export default function SalesTab () {
  const [view, setView] = useState(() => viewOf(queryOfTab('sales')))
  useEffect(() => followAddress(() => {
    const asked = viewOf(queryOfTab('sales'))
    setView((now) => textOf(now) === textOf(asked) ? now : asked)
  }), [])
  const [{ busy, value, problem }, start] = useRequest(look)
  const key = useContext(KeyInUse)
  useEffect(() => start(view), [start, view, key])
  const { filters, by, measure } = view
  const { sales } = texts
  const change = (changed: Partial<View>) => {
    const next = { ...view, ...changed }
    setView(next)
    noteQuery('sales', textOf(next))
  }
  const pick = (field: Dimension, value: string) => {
    const others = filters.picked.filter((one) => one.field !== field || one.value !== value)
    const isPicked = others.length < filters.picked.length
    change({ filters: { ...filters, picked: isPicked ? others : [...others, { field, value }] } })
  }
  return (
    <>
      <Section title={sales.filters}>
        <FilterForm filters={filters} problem={problem} known={{ field: value?.by ?? by, values: value?.groups.data.flatMap((group) => group[value.by] ?? []).map(String) ?? [] }} onChange={(changed) => change({ filters: changed })} />
        <div className='fields'>
          <Choice label={sales.by} value={by} onChange={(event) => change({ by: dimensions.find((name) => name === event.target.value) ?? by })} options={dimensions.map((name) => [name, sales.dimensions[name]] as const)} />
          <Choice label={sales.measure} value={measure} onChange={(event) => change({ measure: measures.find((name) => name === event.target.value) ?? measure })} options={measures.map((name) => [name, sales.measures[name]] as const)} />
        </div>
        {value !== null && <Totals items={measures.map((name) => [sales.measures[name], number(measureOf(value.groups.total, name))] as const)} />}
        {busy && <p className='busy' role='status'>{texts.common.busy}</p>}
      </Section>
      {value !== null && (
        <Ranking groups={value.groups.data} by={value.by} measure={value.measure} more={value.groups.meta.truncated} onPick={(name) => pick(value.by, name)}>
          <Trend months={value.months.data} measure={value.measure} />
        </Ranking>
      )}
      <Lines filters={filters} />
    </>
  )
}
