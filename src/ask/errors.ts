import { AppError } from '../errors.ts'

/** 422: the data does not hold what was asked; `details` has what it does hold, and questions that it can answer. */
export function notAnswerable (message: string, holds: string[], suggestions: string[]): AppError {
  return new AppError(422, 'question_not_answerable', message, { details: { holds, suggestions } })
}

/** 422: the query met a fence of the guard and never ran. */
export function queryBlocked (rule: string, message: string, sql: string): AppError {
  return new AppError(422, 'query_blocked', message, { details: { rule, sql } })
}

/** 422: the query did not run to its end. `reason`: `invalid`, `timeout`, `too_large` or `too_expensive`. */
export function queryFailed (reason: string, message: string, sql: string): AppError {
  return new AppError(422, 'query_failed', message, { details: { reason, sql } })
}
