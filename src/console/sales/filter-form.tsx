import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../client/problem.ts'
import { texts } from '../language/texts.ts'
import { Choice, faultAt, Field, fill, filledIn } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { filterFields, isFilterField, type FilterField, type Filters } from './filters.ts'

interface FilterFormProps {
  filters: Filters
  problem: Problem | null
  /** Values that there are, of the field that is grouped by. */
  known: { field: FilterField, values: string[] }
  onChange: (filters: Filters) => void
}

/** Days, and values of any field; what is chosen can be taken away again. */
export function FilterForm ({ filters, problem, known, onChange }: FilterFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [field, setField] = useState<FilterField>('department')
  const { from = '', to = '' } = filters
  useEffect(() => { if (form.current !== null) fill(form.current, { from, to }) }, [from, to])
  const { sales, common } = texts
  const paths = [`query/${field}`, ...filters.picked.map((_one, place) => `query/${field}/${place}`)]
  const apply = () => {
    if (form.current === null) return
    const { value, ...days } = filledIn(form.current)
    const isKnown = filters.picked.some((one) => one.field === field && one.value === value)
    const picked = value === undefined || isKnown ? filters.picked : [...filters.picked, { field, value }]
    onChange({ picked, ...days })
    const input = form.current.elements.namedItem('value')
    if (input instanceof HTMLInputElement) input.value = ''
  }
  return (
    <>
      <form ref={form} className='fields' aria-label={sales.filters} onSubmit={(event) => { event.preventDefault(); apply() }}>
        <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
        <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
        <Choice label={sales.field} value={field} onChange={(event) => { if (isFilterField(event.target.value)) setField(event.target.value) }} options={filterFields.map((name) => [name, sales.dimensions[name]] as const)} />
        <Field label={sales.value} name='value' list='sales-values' fault={paths.map((path) => faultAt(problem, path)).find(Boolean)} />
        <div className='actions'><button type='submit' className='main'>{sales.apply}</button></div>
      </form>
      <datalist id='sales-values'>{known.field === field && known.values.map((value) => <option key={value} value={value} />)}</datalist>
      <ProblemNote problem={problem} beside={['query/from', 'query/to', ...paths]} />
      {filters.picked.length > 0 && (
        <div className='chips'>
          {filters.picked.map((one) => (
            <button key={`${one.field} ${one.value}`} type='button' className='chip' onClick={() => onChange({ ...filters, picked: filters.picked.filter((other) => other !== one) })}>
              <span className='unseen'>{sales.clear}</span> {sales.dimensions[one.field]}: {one.value} <span aria-hidden='true'>×</span>
            </button>
          ))}
        </div>
      )}
    </>
  )
}
