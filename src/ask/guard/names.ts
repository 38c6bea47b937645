import type { A_Expr as Expression, TypeName } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { namesIn } from './nodes.ts'
import { QueryBlocked, QueryInvalid } from './refusals.ts'

/** Throws QueryBlocked for a function that may not be called, QueryInvalid for one that is nowhere. */
export function checkFunction (catalogue: Catalogue, parts: readonly string[]): void {
  const [name = '', schema = null, ...others] = parts.toReversed()
  const { functions, functionNames, schemas } = catalogue
  const isSystem = (schema === null || schema === 'pg_catalog') && functions.has(name)
  const places = schema === null ? schemas : [schema]
  const isAllowed = isSystem || places.some((place) => functions.has(`${place}.${name}`))
  if (isAllowed && others.length === 0) return
  if (!functionNames.has(name)) throw new QueryInvalid(`There is no function ${parts.join('.')}.`)
  throw new QueryBlocked('function', `The function ${parts.join('.')} may not be called.`)
}

/** Throws QueryBlocked for a type that may not be named. */
export function checkType (catalogue: Catalogue, node: TypeName): void {
  if (node.setof === true || node.pct_type === true) throw new QueryBlocked('type', 'This type may not be named.')
  const parts = namesIn(node.names)
  const [name = '', schema = null, ...others] = parts.toReversed()
  const places = schema === null ? ['pg_catalog', ...catalogue.schemas] : [schema]
  if (others.length === 0 && places.some((place) => catalogue.types.has(`${place}.${name}`))) return
  throw new QueryBlocked('type', `The type ${parts.join('.')} may not be named.`)
}

/** The kinds of expressions in which any operator can stand; in the others it is one of the language's own. */
const namedOperators: ReadonlySet<Expression['kind']> = new Set(['AEXPR_OP', 'AEXPR_OP_ANY', 'AEXPR_OP_ALL'])

/** Throws QueryBlocked for an operator that a function does that may not be called, QueryInvalid for an unknown one. */
export function checkOperator (catalogue: Catalogue, parts: readonly string[], kind: Expression['kind']): void {
  if (!namedOperators.has(kind)) return
  const [name = '', schema = null] = parts.toReversed()
  const { system, others } = catalogue.operators
  if ((schema === null || schema === 'pg_catalog') && system.has(name)) return
  const behind = schema === 'pg_catalog' ? undefined : others.get(name)
  if (behind === undefined) throw new QueryInvalid(`There is no operator ${name}.`)
  if (!behind.every((name) => catalogue.functions.has(name))) {
    const message = `The operator ${name} may not be used: the function behind it is not allowed.`
    throw new QueryBlocked('function', message)
  }
}
