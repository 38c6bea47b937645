import type { Static } from 'typebox'
import type { Catalogue, Table } from './catalogue/catalogue.ts'
import type { schemaAnswer } from './schema.ts'

type SchemaAnswer = Static<typeof schemaAnswer>

/** What can be asked about, as a caller sees it: partitions stand for no tables of their own. */
export function toSchemaAnswer ({ schemas, tables }: Catalogue): SchemaAnswer {
  return { schemas, tables: [...tables.values()].filter(({ isPartition }) => !isPartition).map(toTable) }
}

function toTable (table: Table): SchemaAnswer['tables'][number] {
  const { schema, name, kind, rows, comment, columns, primaryKey, foreignKeys } = table
  return {
    schema,
    name,
    kind,
    rows: Math.round(rows),
    comment,
    columns: columns.map(({ name, type, comment, values }) => (
      { name, type, comment, ...(values !== null && { values }) }
    )),
    primary_key: primaryKey,
    foreign_keys: foreignKeys.map(({ columns, table: other, otherColumns }) => (
      { columns, references: `${other.schema}.${other.name}`, other_columns: otherColumns }
    ))
  }
}
