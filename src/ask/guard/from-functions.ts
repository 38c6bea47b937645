import type { JsonTable, Node, RangeFunction } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { bodyOf, namesIn } from './nodes.ts'

/**
 * The names that a function in FROM can give its columns: its alias or its own name, those of a list, its results'. The
 * first is the name of the source.
 */
export function functionColumns ({ functionResults }: Catalogue, node: RangeFunction): string[] {
  const items = (node.functions ?? []).map((item) => bodyOf(item, 'List')?.items ?? [])
  // of each item of ROWS FROM the call comes first, then the list of columns that defines what it gives
  const calls = items.flatMap((item) => item.slice(0, 1))
  const functions = calls
    .map((call) => namesIn(bodyOf(call, 'FuncCall')?.funcname).at(-1))
    .filter((name) => name !== undefined)
  const definitions = [
    ...node.coldeflist ?? [],
    ...items.flat().flatMap((part) => bodyOf(part, 'List')?.items ?? [])
  ]
  return [
    ...(functions.length === 1 ? functions : ['']),
    ...(node.alias?.aliasname === undefined ? [] : [node.alias.aliasname]),
    ...namesIn(node.alias?.colnames),
    'ordinality',
    ...definitions.map((item) => bodyOf(item, 'ColumnDef')?.colname ?? ''),
    ...functions,
    ...functions.flatMap((name) => functionResults.get(name) ?? [])
  ]
}

/** The names of a JSON_TABLE's columns, behind its own: those of nested ones too. */
export function jsonTableColumns (node: Pick<JsonTable, 'columns'>): string[] {
  return ['json_table', ...(node.columns ?? []).flatMap(columnNames)]
}

function columnNames (item: Node): string[] {
  const column = bodyOf(item, 'JsonTableColumn')
  if (column === null) return []
  return column.name === undefined ? jsonTableColumns(column) : [column.name]
}
