import type { DatabaseSettings } from '../config/databases.ts'
import { AppError, serviceNotConfigured, serviceUnavailable, upstreamTimeout } from '../errors.ts'

const lostCodes = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN',
  'ENOENT', // there is no such socket
  '57P01', // the server was told to stop
  '57P02', // another session crashed, all are closed
  '57P03' // the server is starting up
])

const lostMessages = /^Connection terminated|^Client has encountered a connection error|^Query read timeout/

/** The SQLSTATE of an error that the server sent; null for every other error. */
export function sqlState (error: unknown): string | null {
  const isOfServer = error instanceof Error && 'severity' in error && 'code' in error
  return isOfServer && typeof error.code === 'string' ? error.code : null
}

/** Whether `error` says that the connection is gone, rather than that the statement was wrong. */
export function isConnectionLost (error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isConnectionLost)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return lostCodes.has(code) || code.startsWith('08') || lostMessages.test(error.message)
}

/** Whether this connection's server was the writer and, after a failover, is a reader now. */
export function isReadOnlyReplica (error: unknown): boolean {
  return sqlState(error) === '25006'
}

/** Whether the server refused the login, as it does after a password was rotated. */
export function isLoginRefused (error: unknown): boolean {
  return ['28P01', '28000'].includes(sqlState(error) ?? '')
}

/** Whether the transaction lost against another one and may be run again from its start. */
export function isContention (error: unknown): boolean {
  return ['40P01', '40001'].includes(sqlState(error) ?? '')
}

/**
 * The error that a caller may see for one of pg's, `isLost`: for one that says that the connection is gone. What is
 * nobody's fault but ours comes back unchanged.
 */
export function toAppError (
  error: unknown, { name, createTables }: Pick<DatabaseSettings, 'name' | 'createTables'>, isLost: boolean
): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  const database = `The ${name} database`
  if (isLost) return serviceUnavailable(`${database} cannot be reached now.`, error)
  if (error.message === 'timeout exceeded when trying to connect') {
    return serviceUnavailable(`Every connection to the ${name} database is busy.`, error)
  }
  switch (sqlState(error)) {
    case '57014':
      return upstreamTimeout(`${database} did not answer in time: narrow the question.`, error)
    case '42P01':
      return serviceNotConfigured(`The ${name} tables are not in the database: run \`${createTables}\`.`, [], error)
    case '53300':
      return serviceUnavailable(`${database} has no connection left.`, error)
    case '28P01': case '28000': case '3D000':
      return serviceUnavailable(`${database} refused the login.`, error)
    case '53100': case '53200':
      return serviceUnavailable(`${database} is out of space.`, error)
    default:
      return error
  }
}
