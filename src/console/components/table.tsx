import type { ReactNode } from 'react'
import { texts } from '../language/texts.ts'

export interface Column<Row> {
  name: string
  label: string
  /** Numbers stand at the right. */
  numeric?: boolean
  /** Text that goes on in another line. */
  long?: boolean
  cell: (row: Row) => ReactNode
}

interface TableProps<Row> {
  caption: string
  columns: Column<Row>[]
  rows: readonly Row[]
  keyOf?: (row: Row, index: number) => string | number
}

/** A table that can be moved through by keyboard where it is wider than its place. */
export function Table<Row> ({ caption, columns, rows, keyOf = (_row, index) => index }: TableProps<Row>) {
  if (rows.length === 0) return <p className='quiet'>{texts.common.none}</p>
  return (
    <div className='scroll' tabIndex={0} role='group' aria-label={caption}>
      <table>
        <caption className='unseen'>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, label, numeric }) => (
              <th key={name} scope='col' className={numeric ? 'numeric' : undefined}>{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map((column) => <td key={column.name} className={cellClass(column)}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellClass ({ numeric, long }: Pick<Column<never>, 'numeric' | 'long'>): string | undefined {
  if (numeric) return 'numeric'
  return long ? 'long' : undefined
}
