import { AppError } from '../errors.ts'
import { QueryBlocked, QueryInvalid } from './guard/refusals.ts'
import { QueryFault, QueryStopped } from './reader/failures.ts'

/** 422: the data does not hold what was asked; `details` has what it does hold, and questions that it can answer. */
export function notAnswerable (message: string, holds: string[], suggestions: string[]): AppError {
  return new AppError(422, 'question_not_answerable', message, { details: { holds, suggestions } })
}

/** 422: the query did not pass a check of the guard and never ran. */
export function queryBlocked (rule: string, message: string, sql: string): AppError {
  return new AppError(422, 'query_blocked', message, { details: { rule, sql } })
}

/** 422: the query did not run to its end. `reason`: `invalid`, `timeout`, `too_large` or `too_expensive`. */
export function queryFailed (reason: string, message: string, sql: string): AppError {
  return new AppError(422, 'query_failed', message, { details: { reason, sql } })
}

/** What a caller may see of a query that was refused, stopped or wrong; every other error comes back unchanged. */
export function toQueryError (error: unknown, sql: string): unknown {
  if (error instanceof QueryBlocked) return queryBlocked(error.rule, error.message, sql)
  if (error instanceof QueryStopped) return queryFailed(error.reason, error.message, sql)
  if (error instanceof QueryFault || error instanceof QueryInvalid) return queryFailed('invalid', error.message, sql)
  return error
}
