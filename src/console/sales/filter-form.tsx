import { useEffect, useRef, useState, type ChangeEvent } from 'react'
import type { Problem } from '../client/problem.ts'
import { faultAt, Field, SelectField } from '../components/field.tsx'
import { readForm, setFields } from '../components/form-values.ts'
import { ProblemNote } from '../components/problem-note.tsx'
import { texts } from '../language/texts.ts'
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
  const { from = '', to = '', picked } = filters
  useEffect(() => { if (form.current !== null) setFields(form.current, { from, to }) }, [from, to])
  const { sales: labels, common } = texts
  const paths = [`query/${field}`, ...picked.map((_filter, index) => `query/${field}/${index}`)]
  const valueFault = paths.map((path) => faultAt(problem, path)).find(Boolean)
  const suggestions = known.field === field ? known.values : []
  const apply = () => {
    if (form.current === null) return
    const { value, ...days } = readForm(form.current)
    const isPicked = picked.some((one) => one.field === field && one.value === value)
    onChange({ picked: value === undefined || isPicked ? picked : [...picked, { field, value }], ...days })
    const input = form.current.elements.namedItem('value')
    if (input instanceof HTMLInputElement) input.value = ''
  }
  const chooseField = (event: ChangeEvent<HTMLSelectElement>) => {
    if (isFilterField(event.target.value)) setField(event.target.value)
  }
  return (
    <>
      <form
        ref={form} className='fields' aria-label={labels.filters}
        onSubmit={(event) => { event.preventDefault(); apply() }}
      >
        <Field label={common.from} name='from' type='date' fault={faultAt(problem, 'query/from')} />
        <Field label={common.to} name='to' type='date' fault={faultAt(problem, 'query/to')} />
        <SelectField
          label={labels.field} value={field} onChange={chooseField}
          options={filterFields.map((name) => [name, labels.dimensions[name]] as const)}
        />
        <Field label={labels.value} name='value' suggestions={suggestions} fault={valueFault} />
        <div className='actions'><button type='submit' className='main'>{labels.apply}</button></div>
      </form>
      <ProblemNote problem={problem} fieldPaths={['query/from', 'query/to', ...paths]} />
      {picked.length > 0 && <PickedFilters filters={filters} onChange={onChange} />}
    </>
  )
}

function PickedFilters ({ filters, onChange }: Pick<FilterFormProps, 'filters' | 'onChange'>) {
  const { sales: labels } = texts
  const remove = (filter: Filters['picked'][number]) => {
    onChange({ ...filters, picked: filters.picked.filter((other) => other !== filter) })
  }
  return (
    <div className='chips'>
      {filters.picked.map((filter) => (
        <button
          key={`${filter.field} ${filter.value}`} type='button' className='chip' onClick={() => remove(filter)}
        >
          <span className='unseen'>{labels.clear}</span> {labels.dimensions[filter.field]}: {filter.value}
          {' '}<span aria-hidden='true'>×</span>
        </button>
      ))}
    </div>
  )
}
