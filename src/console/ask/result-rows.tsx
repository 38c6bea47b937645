import { useMemo } from 'react'
import { decimal } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { Chart } from '../parts/chart.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { csvOf, textOf } from '../parts/csv.ts'
import { Table, type Column } from '../parts/table.tsx'
import { drawable, type Rows } from './turn.ts'

const numbers = /^(smallint|integer|bigint|numeric|real|double precision)/

/** The rows of an answer: one number as one, else as a picture where there is one, and as a table. */
export function ResultRows ({ rows: { columns, data, truncated, visualization }, question }: { rows: Rows, question: string }) {
  const specification = useMemo(() => visualization.vega_lite === undefined ? null : drawable(visualization.vega_lite), [visualization])
  const [only] = columns
  if (visualization.type === 'kpi' && only !== undefined) return <p className='kpi'>{written(only, data[0]?.[only.name]) || '–'}</p>
  if (data.length === 0) return null
  return (
    <>
      {specification !== null && <Chart label={`${texts.common.chart}: ${question}`} specification={specification} />}
      <Table
        caption={`${texts.common.table}: ${question}`} rows={data}
        columns={columns.map<Column<Rows['data'][number]>>(({ name, type }) => ({
          name, label: name, numeric: numbers.test(type), cell: (row) => written({ name, type }, row[name])
        }))}
      />
      <div className='row'>
        <CopyButton label={texts.common.copy} text={() => csvOf(columns.map(({ name }) => name), data)} />
        {truncated && <span className='quiet'>{texts.common.more_rows}</span>}
      </div>
    </>
  )
}

/** A value as a person reads it: numbers in their own way, but for whole ones that only name something, as years and codes do. */
function written ({ name, type }: Rows['columns'][number], value: unknown): string {
  const isName = /^(smallint|integer|bigint|numeric)/.test(type) && /(^|_)(year|anio|año|month|mes|period|periodo|id|code|codigo|cod)(_|$)/i.test(name)
  const text = textOf(value)
  return numbers.test(type) && !(isName && /^\d+$/.test(text)) ? decimal(text) : text
}
