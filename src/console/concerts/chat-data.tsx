import { isObject } from '../../json/is-object.ts'
import { toText } from '../components/csv.ts'
import { Table, type Column } from '../components/table.tsx'
import { texts } from '../language/texts.ts'

type Row = Record<string, unknown>

const maxColumns = 6

/** The rows that an answer rests on, whichever they are: the first list of objects, or the object itself. */
export function ChatData ({ data }: { data: unknown }) {
  const rows = findRows(data)
  const [first = {}] = rows
  const names = Object.keys(first).filter((name) => rows.some((row) => typeof row[name] !== 'object'))
  if (names.length === 0) return null
  const columns = names.slice(0, maxColumns).map((name): Column<Row> => ({
    name,
    label: name.replaceAll('_', ' '),
    numeric: typeof first[name] === 'number',
    cell: (row) => toText(row[name])
  }))
  return (
    <details>
      <summary>{texts.common.table} ({rows.length})</summary>
      <Table caption={texts.common.table} rows={rows} columns={columns} />
    </details>
  )
}

function findRows (data: unknown): Row[] {
  if (!isObject(data)) return []
  const list = Object.values(data).find((value) => Array.isArray(value) && value.length > 0 && value.every(isObject))
  return Array.isArray(list) ? list : [data]
}
