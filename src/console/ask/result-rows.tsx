import { useMemo } from 'react'
import { Chart } from '../components/chart.tsx'
import { CopyButton } from '../components/copy-button.tsx'
import { toCsv, toText } from '../components/csv.ts'
import { Table, type Column } from '../components/table.tsx'
import { decimal } from '../language/format.ts'
import { texts } from '../language/texts.ts'
import { toPlainNumbers } from './chart-specification.ts'
import type { Rows } from './events.ts'

type ResultColumn = Rows['columns'][number]

const numericTypes = /^(smallint|integer|bigint|numeric|real|double precision)/
const exactTypes = /^(smallint|integer|bigint|numeric)/
const identifierNames = /(^|_)(year|anio|año|month|mes|period|periodo|id|code|codigo|cod)(_|$)/i

/** The rows of an answer: one number as one, else as a picture where there is one, and as a table. */
export function ResultRows ({ rows, question }: { rows: Rows, question: string }) {
  const { columns, data, truncated, visualization } = rows
  const specification = useMemo(
    () => visualization.vega_lite === undefined ? null : toPlainNumbers(visualization.vega_lite),
    [visualization]
  )
  const [only] = columns
  if (visualization.type === 'kpi' && only !== undefined) {
    return <p className='kpi'>{formatCell(only, data[0]?.[only.name]) || '–'}</p>
  }
  if (data.length === 0) return null
  const names = columns.map(({ name }) => name)
  return (
    <>
      {specification !== null && <Chart label={`${texts.common.chart}: ${question}`} specification={specification} />}
      <Table caption={`${texts.common.table}: ${question}`} rows={data} columns={columns.map(toTableColumn)} />
      <div className='row'>
        <CopyButton label={texts.common.copy} text={() => toCsv(names, data)} />
        {truncated && <span className='quiet'>{texts.common.more_rows}</span>}
      </div>
    </>
  )
}

function toTableColumn (column: ResultColumn): Column<Rows['data'][number]> {
  const { name, type } = column
  return { name, label: name, numeric: numericTypes.test(type), cell: (row) => formatCell(column, row[name]) }
}

/**
 * A value as a person reads it: numbers in their own way, but for whole ones that only name something, as years and
 * codes do.
 */
function formatCell ({ name, type }: ResultColumn, value: unknown): string {
  const text = toText(value)
  const isIdentifier = exactTypes.test(type) && identifierNames.test(name) && /^\d+$/.test(text)
  return numericTypes.test(type) && !isIdentifier ? decimal(text) : text
}
