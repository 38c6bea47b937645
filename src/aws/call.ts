import { withDeadline } from '../async/deadline.ts'
import { toAppError, type ServiceErrors } from './errors.ts'

/**
 * What `work` with a service comes to, while `caller` waits for it and for `timeoutMs` at most. Throws the caller's own
 * reason where they left, `upstream_timeout` where it took too long, else what `toAppError` makes of the error.
 */
export function callService<T> (
  errors: ServiceErrors, timeoutMs: number, caller: AbortSignal, work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const { service } = errors
  return withDeadline(caller, { service, timeoutMs, toAppError: (error) => toAppError(error, errors) }, work)
}
