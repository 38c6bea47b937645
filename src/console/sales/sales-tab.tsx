import { useContext, useEffect, useState } from 'react'
import { CredentialVersion } from '../client/credential-version.ts'
import { useRequest } from '../client/use-request.ts'
import { SelectField } from '../components/field.tsx'
import { Section } from '../components/section.tsx'
import { Totals } from '../components/totals.tsx'
import { onNavigation, pushTabQuery, tabQuery } from '../hash-route.ts'
import { number } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { FilterForm } from './filter-form.tsx'
import { dimensions, measures, measureValue, type Dimension } from './filters.ts'
import { Lines } from './lines.tsx'
import { Ranking } from './ranking.tsx'
import { loadSummary } from './summary.ts'
import { Trend } from './trend.tsx'
import { formatView, parseView, type View } from './view.ts'

/** Sales by place, seller, item or time; choosing a group looks only at it. */
export default function SalesTab () {
  const [view, setView] = useView()
  const [{ busy, value, problem }, start] = useRequest(loadSummary)
  const credentialVersion = useContext(CredentialVersion)
  useEffect(() => start(view), [start, view, credentialVersion])
  const { filters, by, measure } = view
  const { sales: labels } = texts
  const change = (changes: Partial<View>) => setView({ ...view, ...changes })
  const toggle = (field: Dimension, name: string) => {
    const others = filters.picked.filter((one) => one.field !== field || one.value !== name)
    const isPicked = others.length < filters.picked.length
    change({ filters: { ...filters, picked: isPicked ? others : [...others, { field, value: name }] } })
  }
  const groupNames = value?.groups.data.flatMap((group) => group[value.by] ?? []).map(String) ?? []
  return (
    <>
      <Section title={labels.filters}>
        <FilterForm
          filters={filters} problem={problem} known={{ field: value?.by ?? by, values: groupNames }}
          onChange={(changed) => change({ filters: changed })}
        />
        <div className='fields'>
          <SelectField
            label={labels.by} value={by} options={dimensions.map((name) => [name, labels.dimensions[name]] as const)}
            onChange={({ target }) => change({ by: dimensions.find((name) => name === target.value) ?? by })}
          />
          <SelectField
            label={labels.measure} value={measure}
            options={measures.map((name) => [name, labels.measures[name]] as const)}
            onChange={({ target }) => change({ measure: measures.find((name) => name === target.value) ?? measure })}
          />
        </div>
        {value !== null && (
          <Totals
            items={measures.map((name) => [
              labels.measures[name], number(measureValue(value.groups.total, name))
            ] as const)}
          />
        )}
        {busy && <p className='busy' role='status'>{texts.common.busy}</p>}
      </Section>
      {value !== null && (
        <Ranking
          groups={value.groups.data} by={value.by} measure={value.measure} more={value.groups.meta.truncated}
          onPick={(name) => toggle(value.by, name)}
        >
          <Trend months={value.months.data} measure={value.measure} />
        </Ranking>
      )}
      <Lines filters={filters} />
    </>
  )
}

/** The view that the address asks for; another one that is set becomes part of the address. */
function useView (): [View, (view: View) => void] {
  const [view, setView] = useState(() => parseView(tabQuery('sales')))
  useEffect(() => onNavigation(() => {
    const asked = parseView(tabQuery('sales'))
    setView((now) => formatView(now) === formatView(asked) ? now : asked)
  }), [])
  const set = (next: View) => {
    setView(next)
    pushTabQuery('sales', formatView(next))
  }
  return [view, set]
}
