import { AppError, serviceUnavailable, upstreamError } from '../errors.ts'
import { member } from '../json/is-object.ts'

/** How the errors of a service are told to a caller. */
export interface ServiceErrors {
  /** The service, as a sentence begins: `The warehouse`. */
  service: string
  /** The sentence for what the service itself answered with an error. */
  failure: string
  /** The names of the service's errors that pass by themselves. */
  throttles: readonly string[]
}

/**
 * The error that a caller may see for one that a client of the SDK threw: `service_unavailable` for a throttle and for
 * a service that cannot be reached, `upstream_error` for every other error that the service answered with. An AppError,
 * and what is no Error, comes back as it is.
 */
export function toAppError (error: unknown, { service, failure, throttles }: ServiceErrors): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (throttles.includes(error.name)) return serviceUnavailable(`${service} has too much to do now: try again.`, error)
  const isAnswer = '$fault' in error // only errors that a service answered with have it
  return isAnswer ? upstreamError(failure, error) : serviceUnavailable(`${service} cannot be reached now.`, error)
}

/** The HTTP status behind an error of the SDK; undefined where no answer came. */
export function httpStatusOf (error: unknown): number | undefined {
  const status = member(member(error, '$metadata'), 'httpStatusCode')
  return typeof status === 'number' ? status : undefined
}
