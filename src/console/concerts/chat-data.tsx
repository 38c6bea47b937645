import { texts } from '../language/texts.ts'
import { textOf } from '../parts/csv.ts'
import { Table, type Column } from '../parts/table.tsx'

const mostColumns = 6

/** The rows that an answer rests on, whichever they are: the first list of objects, or the object itself. */
export function ChatData ({ data }: { data: unknown }) {
  const rows = rowsOf(data)
  const names = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => typeof row[name] !== 'object')).slice(0, mostColumns)
  if (names.length === 0) return null
  return (
    <details>
      <summary>{texts.common.table} ({rows.length})</summary>
      <Table caption={texts.common.table} rows={rows} columns={names.map<Column<Record<string, unknown>>>((name) => ({ name, label: name.replaceAll('_', ' '), numeric: typeof rows[0]?.[name] === 'number', cell: (row) => textOf(row[name]) }))} />
    </details>
  )
}

function rowsOf (data: unknown): Record<string, unknown>[] {
  if (!isObject(data)) return []
  const list = Object.values(data).find((value) => Array.isArray(value) && value.length > 0 && value.every(isObject))
  return Array.isArray(list) ? list : [data]
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
