import type { Column, Table } from './catalogue/catalogue.ts'

const maxValues = 15
const maxValueLength = 40
const maxCommentLength = 300

/** A table as a writer is told of it: its columns, keys, comments and common values. */
export function describeTable (table: Table): string {
  const { kind, schema, name, rows, comment, primaryKey, foreignKeys } = table
  const title = `${kind} ${JSON.stringify(schema)}.${JSON.stringify(name)} (about ${Math.round(rows)} rows)`
  const lines = table.columns.map((column) => describeColumn(column, table))
  if (primaryKey.length > 1) lines.push(`  primary key (${primaryKey.join(', ')})`)
  for (const { columns, table: other, otherColumns } of foreignKeys) {
    if (columns.length === 1) continue // it stands beside its column
    const target = `${other.schema}.${other.name} (${otherColumns.join(', ')})`
    lines.push(`  (${columns.join(', ')}) references ${target}`)
  }
  return `${[title, ...described(comment)].join(' ')}\n${lines.join('\n')}\n`
}

function describeColumn ({ name, type, values, comment }: Column, { primaryKey, foreignKeys }: Table): string {
  const parts = [`  ${JSON.stringify(name)} ${type}`]
  if (primaryKey.length === 1 && primaryKey[0] === name) parts.push('primary key')
  for (const { columns, table: other, otherColumns } of foreignKeys) {
    if (columns.length !== 1 || columns[0] !== name) continue
    parts.push(`references ${other.schema}.${other.name} (${otherColumns[0]})`)
  }
  if (values !== null && values.length > 0) {
    const shown = values.slice(0, maxValues).map((value) => JSON.stringify(value.slice(0, maxValueLength)))
    parts.push(`values ${shown.join(' ')}${values.length > maxValues ? ' …' : ''}`)
  }
  return [...parts, ...described(comment)].join(' ')
}

function described (comment: string | null): string[] {
  return comment === null ? [] : [`-- ${comment.replaceAll(/\s+/g, ' ').slice(0, maxCommentLength)}`]
}
