import type { SelectStmt } from 'libpg-query'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { ColumnNames, Ctes, Scope } from './scope.ts'

/** What the parts of the guard ask of the whole: every piece of a query is gone through by the same checks. */
export interface QueryVisitor {
  readonly catalogue: Catalogue
  /** The tables that were read until now, as `schema.name`. */
  readonly tables: Set<string>
  /** Checks one SELECT, with what it may name of the query around it. The names of its columns. */
  query (select: SelectStmt, around: Scope | null, outerCtes: Ctes | null): ColumnNames
  /** Checks a node. */
  node (kind: string, body: object, scope: Scope): void
  /** Checks every member of a structure but those in `done`, which were looked at already. */
  members (struct: object, scope: Scope, done: readonly string[]): void
}
