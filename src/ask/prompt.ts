import type { Table } from './catalogue/catalogue.ts'

const mostValues = 15
const longestValue = 40

/** A table as a writer is told of it: its columns, keys, comments and common values. */
export function describeTable (table: Table): string {
  const lines = table.columns.map((column) => {
    const keys = [
      ...(table.primaryKey.length === 1 && table.primaryKey[0] === column.name ? ['primary key'] : []),
      ...table.foreignKeys.filter(({ columns }) => columns.length === 1 && columns[0] === column.name).map(({ table: other, otherColumns }) => `references ${other.schema}.${other.name} (${otherColumns[0]})`)
    ]
    const values = column.values?.slice(0, mostValues).map((value) => JSON.stringify(value.slice(0, longestValue))) ?? []
    return [`  ${JSON.stringify(column.name)} ${column.type}`, ...keys, ...(values.length > 0 ? [`values ${values.join(' ')}${(column.values?.length ?? 0) > mostValues ? ' …' : ''}`] : []), ...(column.comment === null ? [] : [`-- ${oneLine(column.comment)}`])].join(' ')
  })
  const longKeys = [
    ...(table.primaryKey.length > 1 ? [`  primary key (${table.primaryKey.join(', ')})`] : []),
    ...table.foreignKeys.filter(({ columns }) => columns.length > 1).map(({ columns, table: other, otherColumns }) => `  (${columns.join(', ')}) references ${other.schema}.${other.name} (${otherColumns.join(', ')})`)
  ]
  return `${table.kind} ${JSON.stringify(table.schema)}.${JSON.stringify(table.name)} (about ${Math.round(table.rows)} rows)${table.comment === null ? '' : ` -- ${oneLine(table.comment)}`}\n${[...lines, ...longKeys].join('\n')}\n`
}

function oneLine (text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300)
}
