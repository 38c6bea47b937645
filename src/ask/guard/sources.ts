import type { Alias } from 'libpg-query'
import { namesIn } from './nodes.ts'
import { QueryBlocked } from './refusals.ts'
import type { ColumnNames, Source } from './scope.ts'

const none = new Set<string>()

/** A source without a schema and without hidden columns. */
export function plainSource (alias: string, columns: ColumnNames): Source {
  return { alias, schema: null, columns, hidden: none, table: null }
}

/**
 * A source under the alias that it is given, with its first columns renamed where the alias has a list. Throws
 * QueryBlocked where that list would give other names to columns that may not be read.
 */
export function withAlias (source: Source, alias: Alias | undefined): Source {
  if (alias === undefined) return source
  const names = namesIn(alias.colnames)
  // new names are given by place, those of columns that may not be read too
  if (names.length > 0 && source.hidden.size > 0) {
    throw new QueryBlocked(
      'column', `${source.alias} has columns that may not be read: they cannot be given other names.`
    )
  }
  return {
    ...source,
    alias: alias.aliasname ?? '',
    schema: null,
    columns: source.columns === null ? null : renamed(source.columns, names),
    table: names.length === 0 ? source.table : null
  }
}

/** Columns of which the first take the names of a list. */
export function renamed (columns: Set<string>, names: readonly string[]): Set<string> {
  return names.length === 0 ? columns : new Set([...names, ...[...columns].slice(names.length)])
}
