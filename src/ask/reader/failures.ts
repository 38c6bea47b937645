import { sqlState } from '../../postgres/errors.ts'

/** Why a query was stopped. */
export type StopReason = 'too_large' | 'timeout' | 'too_expensive'

/** A query that met one of its limits; trying it again would meet it again. */
export class QueryStopped extends Error {
  readonly reason: StopReason

  constructor (reason: StopReason, message: string) {
    super(message)
    this.name = 'QueryStopped'
    this.reason = reason
  }
}

/** What the database said of a query: its code and its words, which whoever wrote the query can use. */
export class QueryFault extends Error {
  readonly code: string

  constructor (code: string, message: string) {
    super(message)
    this.name = 'QueryFault'
    this.code = code
  }
}

/** What the database refused or stopped; null for what is no answer of its own, as a lost connection. */
export function toQueryFailure (error: unknown): QueryStopped | QueryFault | null {
  if (error instanceof QueryStopped || error instanceof QueryFault) return error
  const code = sqlState(error)
  if (code === null || !(error instanceof Error) || code.startsWith('08') || code.startsWith('57P')) return null
  if (code === '57014') return new QueryStopped('timeout', 'The query took too long.')
  return new QueryFault(code, error.message)
}
