import type { Node } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { bodyOf, namesIn } from './nodes.ts'
import { QueryBlocked } from './refusals.ts'
import { sourceNamed, sourcesFrom, type Scope, type Source } from './scope.ts'

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid'])

/**
 * Checks a column, a whole row, or `*`. A qualified name that is no column could be a call in disguise: `t.f` is
 * `f(t)`. Throws QueryBlocked.
 */
export function checkColumn (catalogue: Catalogue, fields: readonly Node[], scope: Scope): void {
  if (bodyOf(fields.at(-1), 'A_Star') !== null) return checkStar(namesIn(fields.slice(0, -1)), scope)
  const [name = '', alias, schema = null] = namesIn(fields).toReversed()
  if (alias === undefined) return checkPlainColumn(name, scope)
  const source = sourceNamed(scope, alias, schema)
  if (source?.columns?.has(name) === true) return
  if (source?.hidden.has(name) === true) throw hiddenColumn(name)
  if (systemColumns.has(name) && source?.columns !== null) throw systemColumn(name)
  checkNoCall(catalogue, name)
}

function checkStar (qualifier: readonly string[], scope: Scope): void {
  const [alias, schema = null] = qualifier.toReversed()
  if (alias === undefined) {
    for (const source of scope.sources) checkWholeRow(source)
    return
  }
  const source = sourceNamed(scope, alias, schema)
  if (source !== undefined) checkWholeRow(source)
}

/** A name alone: it calls nothing, so what is none of these is an output column's, or the planner's to refuse. */
function checkPlainColumn (name: string, scope: Scope): void {
  let mayBeUnknown = false
  let isHidden = false
  for (const source of sourcesFrom(scope)) {
    if (source.columns?.has(name) === true) return
    isHidden ||= source.hidden.has(name)
    mayBeUnknown ||= source.columns === null
  }
  const whole = sourceNamed(scope, name)
  if (whole !== undefined) return checkWholeRow(whole)
  if (isHidden) throw hiddenColumn(name)
  if (systemColumns.has(name) && !mayBeUnknown) throw systemColumn(name)
}

function checkWholeRow ({ hidden, alias }: Source): void {
  if (hidden.size === 0) return
  throw new QueryBlocked('column', `${alias} has columns that may not be read: name those that you need.`)
}

/** Whether `(of).name` is a composite value's attribute, or a row's column. Throws QueryBlocked for a hidden one. */
export function isAttribute (of: Node | undefined, name: string, scope: Scope): boolean {
  const fields = bodyOf(of, 'ColumnRef')?.fields
  const [column = '', alias, schema = null] = namesIn(fields).toReversed()
  const row = alias === undefined ? sourceNamed(scope, column) : undefined
  if (row?.hidden.has(name) === true) throw hiddenColumn(name)
  if (row?.columns?.has(name) === true) return true
  const owners = alias === undefined ? [...sourcesFrom(scope)] : [sourceNamed(scope, alias, schema)]
  return owners.some((owner) => owner?.table?.columns.some((one) => (
    one.name === column && one.attributes?.includes(name) === true
  )) === true)
}

/** Throws QueryBlocked where `.name`, which is no column here, would be a function's call. */
export function checkNoCall ({ functionNames }: Catalogue, name: string): void {
  if (!functionNames.has(name)) return
  throw new QueryBlocked('attribute_call', `${name} is no column here, and would be a function's call.`)
}

function hiddenColumn (name: string): QueryBlocked {
  return new QueryBlocked('column', `The column ${name} may not be read.`)
}

function systemColumn (name: string): QueryBlocked {
  return new QueryBlocked('column', `The system's column ${name} may not be read.`)
}
