import type { RangeVar } from 'libpg-query'
import type { Catalogue, Table } from '../catalogue/catalogue.ts'
import { QueryBlocked, QueryInvalid } from './refusals.ts'
import { cteNamed, type Scope, type Source } from './scope.ts'
import { plainSource, withAlias } from './sources.ts'
import type { QueryVisitor } from './visitor.ts'

/** The source that a relation's name brings: a WITH query or a table. Throws QueryBlocked, QueryInvalid. */
export function relationSource ({ catalogue, tables }: QueryVisitor, node: RangeVar, scope: Scope): Source {
  const { relname: name = '', schemaname: schema = null, catalogname: database, alias } = node
  if (database !== undefined) throw new QueryBlocked('relation', 'A relation of another database may not be read.')
  if (schema === null) {
    const cte = cteNamed(scope.ctes, name)
    if (cte !== undefined) return withAlias(plainSource(name, cte), alias)
  }
  const table = tableNamed(catalogue, schema, name)
  tables.add(`${table.schema}.${table.name}`)
  const columns = new Set(table.columns.map(({ name }) => name))
  return withAlias({ alias: name, schema: table.schema, columns, hidden: new Set(table.hidden), table }, alias)
}

function tableNamed ({ tables, schemas, unreadable }: Catalogue, schema: string | null, name: string): Table {
  if (isSystems(schema, name)) {
    throw new QueryBlocked('relation', `${name} is one of the system's relations, which may not be read.`)
  }
  for (const place of schema === null ? schemas : [schema]) {
    const table = tables.get(`${place}.${name}`)
    if (table !== undefined) return table
    if (unreadable.has(`${place}.${name}`)) throw new QueryBlocked('relation', `${name} may not be read.`)
  }
  throw new QueryInvalid(`There is no relation ${schema === null ? '' : `${schema}.`}${name} that may be read.`)
}

/** Names without a schema are looked up in the system's first. */
function isSystems (schema: string | null, name: string): boolean {
  if (schema === null) return name.startsWith('pg_')
  return schema === 'information_schema' || schema.startsWith('pg_')
}
