import type { A_Indirection as Indirection, SelectStmt } from 'libpg-query'
import { isObject } from '../../json/is-object.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { checkColumn, checkNoCall, isAttribute } from './columns.ts'
import { addFromItem } from './from.ts'
import { checkFunction, checkOperator, checkType } from './names.ts'
import { bodyOf, entriesOf, isKind, namesIn, nodeKinds, nodeOf, structs } from './nodes.ts'
import { outputNames } from './outputs.ts'
import { QueryBlocked } from './refusals.ts'
import type { ColumnNames, Ctes, Scope } from './scope.ts'
import { plainSource } from './sources.ts'
import type { QueryVisitor } from './visitor.ts'
import { addCtes } from './with.ts'

const clockFunctions = /^SVFOP_(CURRENT_DATE|CURRENT_TIME(STAMP)?(_N)?|LOCALTIME(STAMP)?(_N)?)$/

/**
 * Goes through a query's tree, member by member, and throws QueryBlocked or QueryInvalid at the first thing that may
 * not be there. What it does not know it refuses: a node of a kind that is not listed, a structure in such a member.
 */
export class QueryWalker implements QueryVisitor {
  readonly tables = new Set<string>()
  readonly catalogue: Catalogue

  constructor (catalogue: Catalogue) {
    this.catalogue = catalogue
  }

  query (select: SelectStmt, around: Scope | null, outerCtes: Ctes | null): ColumnNames {
    const ctes: Ctes = { names: new Map(), around: outerCtes }
    const scope: Scope = { sources: [], around, ctes }
    if (select.withClause !== undefined) addCtes(this, select.withClause, scope)
    if (select.larg !== undefined && select.rarg !== undefined) {
      const names = this.query(select.larg, around, ctes)
      this.query(select.rarg, around, ctes)
      this.members(select, { ...scope, sources: [plainSource('', names)] }, ['larg', 'rarg', 'withClause'])
      return names
    }
    for (const item of select.fromClause ?? []) addFromItem(this, item, scope)
    this.members(select, scope, ['fromClause', 'withClause'])
    return outputNames(select, scope)
  }

  members (struct: object, scope: Scope, done: readonly string[]): void {
    for (const [member, value] of entriesOf(struct)) {
      if (!done.includes(member)) this.#value(member, value, scope)
    }
  }

  node (kind: string, body: object, scope: Scope): void {
    if (!nodeKinds.has(kind)) throw new QueryBlocked('construct', `${kind} may not be used.`)
    this.#struct(kind, body, scope)
  }

  #value (member: string, value: unknown, scope: Scope): void {
    if (Array.isArray(value)) for (const item of value) this.#value(member, item, scope)
    if (!isObject(value)) return
    if (Object.keys(value).length === 0) return // an absent member of a list
    const node = nodeOf(value)
    if (node !== null) return this.node(node[0], node[1], scope)
    const kind = structs[member]
    if (kind === undefined) throw new QueryBlocked('construct', `${member} may not stand here.`)
    this.#struct(kind, value, scope)
  }

  /** A structure of a known kind: what it names by itself, then its other members. */
  #struct (kind: string, struct: object, scope: Scope): void {
    const done: string[] = []
    if (isKind('SelectStmt', kind, struct)) {
      this.query(struct, scope, scope.ctes)
      return
    }
    if (isKind('ColumnRef', kind, struct)) return checkColumn(this.catalogue, struct.fields ?? [], scope)
    if (isKind('A_Indirection', kind, struct)) return this.#indirection(struct, scope)
    if (isKind('SQLValueFunction', kind, struct)) return checkClock(struct.op ?? '')
    if (isKind('FuncCall', kind, struct)) {
      checkFunction(this.catalogue, namesIn(struct.funcname))
      done.push('funcname')
    } else if (isKind('TypeName', kind, struct)) {
      checkType(this.catalogue, struct)
      done.push('names')
    } else if (isKind('A_Expr', kind, struct)) {
      checkOperator(this.catalogue, namesIn(struct.name), struct.kind)
      done.push('name')
    } else if (isKind('SubLink', kind, struct)) {
      if (struct.operName !== undefined) checkOperator(this.catalogue, namesIn(struct.operName), 'AEXPR_OP')
      done.push('operName')
    } else if (isKind('SortBy', kind, struct)) {
      if (struct.useOp !== undefined) checkOperator(this.catalogue, namesIn(struct.useOp), 'AEXPR_OP')
      done.push('useOp')
    }
    this.members(struct, scope, done)
  }

  /** `(x).name` is an attribute of a composite value or, where it has none of this name, the call `name(x)`. */
  #indirection (node: Indirection, scope: Scope): void {
    this.members(node, scope, ['indirection'])
    for (const [place, step] of (node.indirection ?? []).entries()) {
      const name = bodyOf(step, 'String')?.sval
      if (name === undefined) this.members({ step }, scope, [])
      else if (place > 0 || !isAttribute(node.arg, name, scope)) checkNoCall(this.catalogue, name)
    }
  }
}

/** What SQL says in words of its own may be asked of the clock, not of the session. */
function checkClock (op: string): void {
  if (clockFunctions.test(op)) return
  throw new QueryBlocked('function', `${op.replace('SVFOP_', '').toLowerCase()} may not be asked.`)
}
